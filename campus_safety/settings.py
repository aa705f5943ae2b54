"""Settings, read from the environment. What has no safe default fails loudly."""

from datetime import timedelta
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import django_stubs_ext
import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from campus_safety.api.options import REST_FRAMEWORK, SPECTACULAR_SETTINGS  # noqa: F401  (settings by their names)
from campus_safety.geo.base_map import base_map
from campus_safety.jobs.broker import broker
from campus_safety.jobs.schedule import SCHEDULE

django_stubs_ext.monkeypatch()  # lets forms and admin classes name their model in brackets

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.FileAwareEnv()

# Where everything is kept that is written while the portal runs.
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "var"))).resolve()


def _secret_key() -> str:
    """The key from SECRET_KEY (or SECRET_KEY_FILE), else the one that `make setup` laid into DATA_DIR."""
    kept = DATA_DIR / "secret_key"
    key: str = env.str("SECRET_KEY", default=kept.read_text("utf-8").strip() if kept.exists() else "")
    if len(key) < 32:
        raise ImproperlyConfigured("SECRET_KEY is missing or shorter than 32 characters: set it, or run `make setup`.")
    return key


SECRET_KEY = _secret_key()
# Former keys: what was encrypted or signed with them stays readable. The salt is mixed in for encrypted columns.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
SALT_KEY = env.list("SALT_KEY", default=["campus-safety"])
DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("DEMO", default=True)
# The unit that public pages name, by code; empty: the first station that has a hotline.
PORTAL_UNIT = env.str("PORTAL_UNIT", default="")
DEMO_PASSWORD = env.str("DEMO_PASSWORD", default="")
# Values of unchecked rules (campus_safety.rules): {"video_kept": 90}.
RULES = env.json("RULES", default={})

# Where the portal is reached from outside: for QR codes, mail, allowed hosts and the safety of cookies.
PORT = env.int("PORT", default=8000)
BIND = env.str("BIND", default="127.0.0.1")
PUBLIC_URL = env.str("PUBLIC_URL", default=f"http://127.0.0.1:{PORT}").rstrip("/")
# How it reaches people: apprise's address of a mail server, without a recipient; private "host:port" it may use.
NOTICES_MAIL_URL = env.str("NOTICES_MAIL_URL", default="")
NOTICES_PRIVATE_HOSTS = env.list("NOTICES_PRIVATE_HOSTS", default=[])
_public = urlsplit(PUBLIC_URL)
if _public.scheme not in {"http", "https"} or not _public.hostname:
    raise ImproperlyConfigured("PUBLIC_URL must be an address that begins with http:// or https://.")
LOOPBACK_NAMES = ["localhost", "127.0.0.1", "[::1]"]
IS_PLAIN_LOOPBACK = _public.scheme == "http" and _public.hostname in {"localhost", "127.0.0.1", "::1"}
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[*LOOPBACK_NAMES, _public.hostname])
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]

INSTALLED_APPS = [
    "campus_safety.accounts.apps.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "campus_safety.static_files.PortalStaticFilesConfig",
    "leaflet",
    "django_htmx",
    "django_filters",
    "tree_queries",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "auditlog",
    "axes",
    "csp",
    "campus_safety.apps.CampusSafetyConfig",
    "campus_safety.audit.apps.AuditConfig",
    "campus_safety.uploads.apps.UploadsConfig",
    "campus_safety.rules.apps.RulesConfig",
    "campus_safety.geo.apps.GeoConfig",
    "campus_safety.limits.apps.LimitsConfig",
    "campus_safety.jobs.apps.JobsConfig",
    "campus_safety.accounts.apps.AccountsConfig",
    "campus_safety.statistics.apps.StatisticsConfig",
    "campus_safety.calendars.apps.CalendarsConfig",
    "campus_safety.notices.apps.NoticesConfig",
    "campus_safety.dashboard.apps.DashboardConfig",
    "schools.apps.SchoolsConfig",
    "patrols.apps.PatrolsConfig",
    "incidents.apps.IncidentsConfig",
    "outreach.apps.OutreachConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "campus_safety.accounts.not_stored.NotStoredMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "campus_safety.accounts.language.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "campus_safety.accounts.sign_in_required.SignInRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "campus_safety.audit.author.AuthorMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "campus_safety.urls"
WSGI_APPLICATION = "campus_safety.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "campus_safety.accounts.context.portal",
                "campus_safety.notices.context.unread",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    },
]

# --- Database: SQLite unless DATABASE_URL names another -------------------------------------------------------------
_database_url = env.str("DATABASE_URL", default="") or f"sqlite:///{DATA_DIR / 'portal.sqlite3'}"
DATABASES = {"default": env.db_url_config(_database_url)}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",  # deferred transactions fail with "database is locked" under load
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000;"
            "PRAGMA wal_autocheckpoint=8000;"  # 32 MB: a page that many writes touch is copied back once
        ),
    }
DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=600)
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
SILENCED_SYSTEM_CHECKS = ["models.W040"]  # what an index carries along for PostgreSQL, SQLite does without
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Jobs ----------------------------------------------------------------------------------------------------------
REDIS_URL = env.str("REDIS_URL", default="")
CELERY_BROKER_URL, CELERY_BROKER_TRANSPORT_OPTIONS = broker(redis_url=REDIS_URL, folder=DATA_DIR / "queue")
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "Asia/Shanghai"
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 45
CELERY_TASK_SOFT_TIME_LIMIT = 40
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 30
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BEAT_SCHEDULER = "campus_safety.jobs.scheduler.BeatingScheduler"
CELERY_BEAT_MAX_LOOP_INTERVAL = 5
CELERY_BEAT_SCHEDULE = SCHEDULE

# --- Sign-in -------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "campus_safety.accounts.backends.UserWithUnitBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "accounts:home"
LOGOUT_REDIRECT_URL = "patrols_public:home"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "accounts/locked_out.html"
AXES_HTTP_RESPONSE_CODE = 429
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
AXES_SENSITIVE_PARAMETERS = ["username", "password"]

SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = not IS_PLAIN_LOOPBACK
LANGUAGE_COOKIE_SAMESITE: Literal["Lax"] = "Lax"
LANGUAGE_COOKIE_AGE = 31_536_000
CSRF_FAILURE_VIEW = "campus_safety.api.handlers.csrf_failure"

# --- Transport -----------------------------------------------------------------------------------------------------
SECURE_SSL_REDIRECT = _public.scheme == "https"
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
TRUSTED_PROXIES = env.list("TRUSTED_PROXIES", default=[])  # believed for who asks, and over what (wsgi.py)
SECURE_HSTS_SECONDS = 31_536_000 if _public.scheme == "https" else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = _public.scheme == "https"
SECURE_REFERRER_POLICY = "same-origin"

# --- The base map, and the content security policy that lets its tiles in ---------------------------------------------
BASE_MAP = base_map(
    name=env.str("BASE_MAP", default="osm"),
    key=env.str("BASE_MAP_KEY", default=""),
    datum=env.str("BASE_MAP_DATUM", default="wgs84"),
)
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", *BASE_MAP.sources],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}
LEAFLET_CONFIG = {"TILES": [], "SCALE": "metric", "RESET_VIEW": False}

# --- Languages, time -----------------------------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "campus_safety" / "locale"]
TIME_ZONE = "Asia/Shanghai"
FORMAT_MODULE_PATH = ["campus_safety.formats"]

# --- Files ---------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
_packages = BASE_DIR / "node_modules"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("vendor/bootstrap", _packages / "bootstrap" / "dist"),
    ("vendor/chart.js", _packages / "chart.js" / "dist"),
    ("vendor/markercluster", _packages / "leaflet.markercluster" / "dist"),
    ("vendor/gcoord", _packages / "gcoord" / "dist"),
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "campus_safety.static_files.HashedStaticFilesStorage"},
}
MEDIA_ROOT = DATA_DIR / "files"
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024  # a field that is too long is refused by its own name

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    # Every sign-in is on the trail; and nobody asks which glyphs a PDF embeds.
    "loggers": {"axes": {"level": "WARNING"}, "fontTools": {"level": "WARNING"}},
}

"""Static files: which are collected, and how they get their hashed names and compressed forms."""

from django.contrib.staticfiles.apps import StaticFilesConfig
from django.contrib.staticfiles.storage import ManifestFilesMixin
from whitenoise.storage import CompressedManifestStaticFilesStorage

_STYLES = dict(CompressedManifestStaticFilesStorage.patterns)["*.css"][:2]  # url() and @import, not source maps
_, _IMPORTS = ManifestFilesMixin._js_module_import_aggregation_patterns  # type: ignore[attr-defined]  # noqa: SLF001 (no public name)


class PortalStaticFilesConfig(StaticFilesConfig):
    """Leaves out what no page asks for: source maps, sources beside their minified form, other module systems."""

    ignore_patterns = [
        *StaticFilesConfig.ignore_patterns,
        "*.map",
        "*.cjs",
        "*.ts",
        "*.rtl.*",
        "bootstrap-grid*",
        "bootstrap-reboot*",
        "bootstrap-utilities*",
        "*-src.js",
        "htmx-4*",
        "htmax-4*",
        "redoc",
    ]


class HashedStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Whitenoise's storage that also follows `import` between native modules: ours, and those from npm.

    Not in what Django packages ship: django-htmx has extensions that import a bare name, which is no file.
    """

    patterns = (
        ("*.css", _STYLES),
        ("js/*.js", _IMPORTS),
        ("vendor/*.js", _IMPORTS),
    )

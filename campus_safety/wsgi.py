"""The WSGI entry point that the web server loads."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from granian.utils.proxies import wrap_wsgi_with_proxy_headers

from campus_safety.orphans import end_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "campus_safety.settings")

application = wrap_wsgi_with_proxy_headers(get_wsgi_application(), trusted_hosts=settings.TRUSTED_PROXIES)
end_with_parent()

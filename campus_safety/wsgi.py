"""The WSGI entry point that the web server loads."""

import os

from django.core.wsgi import get_wsgi_application

from campus_safety.orphans import end_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "campus_safety.settings")

application = get_wsgi_application()
end_with_parent()

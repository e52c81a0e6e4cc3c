"""The WSGI application of the origin or of the desk, as ``STOPPRESS_ROLE`` says."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stoppress.conf.settings")

application = get_wsgi_application()

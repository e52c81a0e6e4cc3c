"""Addresses of the desk: Wagtail's admin at the root, documents, media."""

from django.urls import include, path
from wagtail.admin import urls as admin_urls
from wagtail.documents import urls as document_urls

from stoppress.conf.media import media

handler500 = "stoppress.desk.trouble.server_error_view"

urlpatterns = [
    path("documents/", include(document_urls)),
    path("media/<path:path>", media, name="media"),
    path("", include(admin_urls)),
]

"""Addresses of the desk: Wagtail's admin at the root, documents, media."""

from django.urls import include, path
from wagtail.admin import urls as admin_urls
from wagtail.documents import urls as document_urls

from stoppress.conf.media import media
from stoppress.desk.doors.sign_in import SignInView, SignOutView

handler500 = "stoppress.desk.trouble.server_error_view"

urlpatterns = [
    path("documents/", include(document_urls)),
    path("media/<path:path>", media, name="media"),
    path("login/", SignInView.as_view()),
    path("logout/", SignOutView.as_view()),
    path("", include(admin_urls)),
]

"""Addresses of the desk: Wagtail's admin at the root, documents, media, files of previews."""

from django.contrib.auth.decorators import login_required
from django.urls import include, path
from wagtail.admin import urls as admin_urls
from wagtail.documents.views.serve import serve as serve_document

from stoppress.conf.media import media
from stoppress.desk.doors.sign_in import SignInView, SignOutView
from stoppress.desk.preview import no_live_list, site_file
from stoppress.desk.privacy import no_privacy

handler500 = "stoppress.desk.trouble.server_error_view"

urlpatterns = [
    # Wagtail's own addresses of documents ask for no login: it means them for readers.
    path(
        "documents/<int:document_id>/<str:document_filename>",
        login_required(serve_document),
        name="wagtaildocs_serve",
    ),
    path("media/<path:path>", media, name="media"),
    path("static/<str:name>", site_file),
    path("-/live/<str:edition>", no_live_list),
    path("pages/<int:page_id>/privacy/", no_privacy),
    path("collections/<int:collection_id>/privacy/", no_privacy),
    path("login/", SignInView.as_view()),
    path("logout/", SignOutView.as_view()),
    path("", include(admin_urls)),
]

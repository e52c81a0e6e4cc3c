"""Addresses of the desk: Wagtail's admin at the root, documents, media, files of previews."""

from django.urls import include, path, re_path
from django.views.decorators.http import require_safe
from django.views.generic import RedirectView
from wagtail.admin import urls as admin_urls
from wagtail.admin.auth import require_admin_access
from wagtail.documents import urls as document_urls
from wagtail.documents.views.serve import serve
from wagtail.utils.urlpatterns import decorate_urlpatterns

from stoppress.conf.media import media
from stoppress.desk.doors.closed import LinkChooserView, not_there
from stoppress.desk.preview.files import no_live_list, picture_file, site_file
from stoppress.desk.privacy import no_privacy
from stoppress.desk.sharing.shown import shared_page, shared_picture
from stoppress.desk.sign_in.addresses import ADDRESSES as SIGN_IN
from stoppress.desk.staff.addresses import ADDRESSES as STAFF
from stoppress.desk.today.view import today_view
from stoppress.site.pictures import PATH_OF_RENDITION

handler400 = "stoppress.desk.trouble.bad_request_view"
handler500 = "stoppress.desk.trouble.server_error_view"

#: Wagtail's own are open to everybody.
_documents = decorate_urlpatterns(list(document_urls.urlpatterns), require_admin_access)
_today = decorate_urlpatterns([path("", today_view, name="desk_today")], require_admin_access)
#: Wagtail's own, which would be exported by others than owners.
_to_the_trail = RedirectView.as_view(pattern_name="desk_trail")
_trail = decorate_urlpatterns(
    [path(f"reports/site-history/{end}", _to_the_trail) for end in ("", "results/")],
    require_admin_access,
)

urlpatterns = [
    path("documents/", include(_documents)),
    # Under the addresses that readers have, for previews.
    re_path(rf"^{PATH_OF_RENDITION.removeprefix('/')}\Z", picture_file),
    path(
        "media/documents/<int:document_id>/<str:document_filename>",
        require_admin_access(require_safe(serve)),
    ),
    path("media/<path:path>", media, name="media"),
    # For whoever was given a link, without an account.
    path("preview/<str:token>/", shared_page, name="desk_shared_page"),
    re_path(rf"^preview/(?P<token>[^/]+){PATH_OF_RENDITION}\Z", shared_picture),
    path("static/<path:name>", site_file),
    path("-/live/<str:edition>", no_live_list),
    path("pages/<int:page_id>/privacy/", no_privacy),
    path("collections/<int:collection_id>/privacy/", no_privacy),
    re_path(r"^bulk/wagtailcore/page/", not_there),
    # Verbs for scripts, which nothing at the desk uses: a front published so took its draft along.
    path("api/main/pages/<int:page_id>/action/<str:action_name>/", not_there),
    # The root of all pages, with which Wagtail's views fail, since nothing stands above it.
    re_path(r"^pages/1/(?:lock|unlock|set_position|move/[0-9]+/confirm)/\Z", not_there),
    # Nor do they know what to make there: none of these choosers has a form for it.
    path("snippets/choose/<str:app>/<str:model>/create/", not_there),
    path("choose-external-link/", require_admin_access(LinkChooserView.as_view())),
    path("failwhale/", not_there),
    path("test404/", not_there),
    *_today,
    *_trail,
    *SIGN_IN,
    *STAFF,
    path("", include(admin_urls)),
]

"""What previews load, under the addresses that readers have: styles, scripts, pictures."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe
from wagtail.admin.auth import require_admin_access
from wagtail.images import get_image_model

from stoppress.desk.doors.closed import may_choose
from stoppress.site import assets
from stoppress.site.pictures import CONTENT_TYPES, mark_of, specification, widths_offered
from stoppress.site.static_files import content_of


@require_safe
def site_file(_request: HttpRequest, name: str) -> HttpResponse:
    """A style sheet, script, font or icon of the readers' site, which previews load."""
    content = content_of(name)
    if content is None:
        raise Http404
    answer = HttpResponse(content, content_type=assets.content_type(name))
    answer["Cache-Control"] = "max-age=31536000, immutable"
    return answer


@require_safe
@require_admin_access
def picture_file(
    request: HttpRequest, image: str, mark: str, width: str, form: str
) -> FileResponse:
    """A picture as its readers will get it, published or not, for who may choose it."""
    row = get_object_or_404(get_image_model(), pk=int(image))
    if not may_choose(row, request):
        raise PermissionDenied
    if mark_of(row) != mark or int(width) not in widths_offered(row):
        raise Http404
    rendition = row.get_rendition(specification(width, form))
    answer = FileResponse(rendition.file.open("rb"), content_type=CONTENT_TYPES[form])
    answer["Cache-Control"] = "private, max-age=300"
    return answer


@require_safe
def no_live_list(_request: HttpRequest, edition: str) -> HttpResponse:
    """Tell a preview's list of latest news not to wait for more (server-sent events: 204)."""
    return HttpResponse(status=204)

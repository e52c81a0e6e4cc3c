"""Pictures and files as editors see them at the desk, published or not."""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe
from django.views.static import serve
from wagtail.admin.auth import require_admin_access


@require_safe
@require_admin_access
def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Serve one file of the home's media directory to who may work at the desk."""
    response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    response["Cache-Control"] = "private, max-age=300"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; style-src 'unsafe-inline'"
    return response

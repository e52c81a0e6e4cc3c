"""Pictures as editors see them at the desk, published or not."""

import posixpath

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe
from django.views.static import serve
from wagtail.admin.auth import require_admin_access

#: Where Wagtail keeps documents (``Document.file``).
_DOCUMENTS = "documents"


@require_safe
@require_admin_access
def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Serve one file of the home's media directory to who may work at the desk.

    Documents have an address of their own, where it is asked who may have them.
    """
    if posixpath.normpath(path).lstrip("/").startswith(f"{_DOCUMENTS}/"):  # as ``serve`` reads it
        raise Http404
    response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    response["Cache-Control"] = "private, max-age=300"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; style-src 'unsafe-inline'"
    return response

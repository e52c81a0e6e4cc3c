"""Keeping filters of the list under a name, and giving them up."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from stoppress.desk.pieces.filters import FilterForm
from stoppress.newsroom.models import SavedView


@require_POST
def save_view(request: HttpRequest) -> HttpResponse:
    """Keep the filters that the form gives under a name; one of that name is replaced."""
    name = request.POST.get("name", "").replace("\0", "").strip()[:60]
    asked = QueryDict(request.POST.get("query", "")[:600], mutable=True)
    for unknown in asked.keys() - FilterForm.base_fields.keys():
        del asked[unknown]
    query = asked.urlencode()
    if name and len(query) <= 600:
        person: Any = request.user  # who has entered the desk is somebody
        SavedView.objects.update_or_create(user=person, name=name, defaults={"query": query})
        messages.success(request, gettext("“%(name)s” is kept for you.") % {"name": name})
    return redirect(f"{reverse('desk_pieces')}?{query}")


@require_POST
def forget_view(request: HttpRequest, view_id: int) -> HttpResponse:
    """Give up one of one's own views."""
    view = get_object_or_404(SavedView, pk=view_id, user=request.user.pk)
    view.delete()
    messages.success(request, gettext("“%(name)s” is gone.") % {"name": view.name})
    return redirect("desk_pieces")

"""The pages of the editor's guide, in the language of the person where the guide has it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from stoppress.desk.guide.tasks import BY_NAME, TASKS, guide_language


@require_safe
def guide_view(request: HttpRequest, task: str | None = None) -> HttpResponse:
    """The list of tasks, or one of them.

    Raises Http404 for a task that the guide does not tell of.
    """
    language = guide_language(get_language())
    if task is not None and task not in BY_NAME:
        raise Http404
    shown = BY_NAME[task] if task else None
    context = {
        "tasks": [(one.name, one.title(language), one is shown) for one in TASKS],
        "language": language,
        "title": shown.title(language) if shown else None,
        "words": f"desk/guide/{language}/{shown.name if shown else 'first'}.html",
        "picture": f"desk/guide/{language}/{shown.name}.webp" if shown and shown.pictured else None,
    }
    return TemplateResponse(request, "desk/guide/page.html", context)

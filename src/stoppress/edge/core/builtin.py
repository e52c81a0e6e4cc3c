"""Pages that are part of the edge, for when nothing is stored to answer with."""

from http import HTTPStatus

from stoppress.edge.core.messages import Response
from stoppress.edge.core.policy import PAGE_HEADERS

RETRY_AFTER = 10  # seconds

_SENTENCES = {
    400: ("This address cannot be read", "It holds characters that no page of this site has."),
    404: ("Nothing is at this address", "The page may have been moved, or the link is mistyped."),
    405: ("This site is for reading", "Only GET and HEAD requests are answered here."),
    500: (
        "Something went wrong here",
        "The fault is ours and has been noted. Please try again in a moment.",
    ),
    503: (
        "This page cannot be made just now",
        "The newsroom's server does not answer. Please try again in a moment.",
    ),
}


def _built(status: int) -> Response:
    title, text = _SENTENCES[status]
    home = '<p><a href="/">Front page</a></p>' if status != 405 else ""
    body = (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        f'<meta name="robots" content="noindex"></head>\n<body><main><h1>{title}</h1>'
        f"<p>{text}</p>{home}<p>{status} {HTTPStatus(status).phrase}</p></main></body></html>\n"
    ).encode()
    headers = [
        ("content-type", "text/html; charset=utf-8"),
        ("content-language", "en"),
        ("content-length", str(len(body))),
        ("cache-control", "no-store" if status >= 500 else "no-cache"),
        *PAGE_HEADERS,
    ]
    if status == 405:
        headers.append(("allow", "GET, HEAD"))
    if status == 503:
        headers.append(("retry-after", str(RETRY_AFTER)))
    return Response(status, headers, body)


_PAGES = {status: _built(status) for status in _SENTENCES}
_HEADS = {status: Response(status, page.headers) for status, page in _PAGES.items()}


def builtin_page(status: int, method: str = "GET") -> Response:
    """The built-in page for one of the statuses 400, 404, 405, 500 and 503."""
    return (_HEADS if method == "HEAD" else _PAGES)[status]

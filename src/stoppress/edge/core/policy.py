"""The headers that every answer carries to keep readers safe."""

from stoppress.edge.core.messages import Headers

_PAGE = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; media-src 'self'; manifest-src 'self'; "
    "frame-src https:; base-uri 'none'; form-action 'self'; "
)
PAGE_POLICY = f"{_PAGE}frame-ancestors 'none'"
#: For previews, which the desk shows beside the editor: readers' policy, in a frame of the desk.
PREVIEW_POLICY = f"{_PAGE}frame-ancestors 'self'"
#: For pictures and documents: whatever a file holds, no script of it runs.
FILE_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; media-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)

_COMMON: Headers = [
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "strict-origin-when-cross-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ("cross-origin-opener-policy", "same-origin"),
]
PAGE_HEADERS: Headers = [("content-security-policy", PAGE_POLICY), *_COMMON]
FILE_HEADERS: Headers = [("content-security-policy", FILE_POLICY), *_COMMON]

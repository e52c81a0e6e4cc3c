"""One page, one address: no other path gives the same page with 200."""

import pytest

from tests.edge.serving import Served

PAGE, PICTURE = "/ferry-returns/", "/media/pier.jpg"
OTHER_PATHS = (
    *("/ferry-returns", "/Ferry-Returns/", "/ferry-returns;/", "/ferry-returns/;x"),
    *("//ferry-returns/", "/ferry-returns//", "/./ferry-returns/", "/ferry-returns/."),
    *("/ferry-returns/./", "/x/../ferry-returns/", "/ferry-returns/x/..", "/ferry-returns/x/../"),
    *("/%2e/ferry-returns/", "/x/%2E%2e/ferry-returns/", "/ferry-returns/%2e/"),
    *("/ferry-returns/index.html", "/ferry-returns/index", "/ferry-returns.html"),
    *("/ferry-returns/%20", "/ferry-returns%20/", "/%20/ferry-returns/", "/ferry-returns/%00"),
    *("/ferry-returns/%EF%BB%BF", "/ferry-returns/%E2%80%8B", "/ferry-returns/%C2%AD"),
    *(
        "/ferry%E2%80%90returns/",
        "/ferry%5Creturns/",
        "/ferry-returns%5C",
        "/%EF%BC%8Fferry-returns/",
    ),
    *("/ferry-returns/%FF", "/ferry-returns/%C0%AF", "/ferry-returns%252F", "/ferry%252Dreturns/"),
    *("http://x//ferry-returns/", "http:///ferry-returns/", "ferry-returns/", "%2Fferry-returns/"),
    *("/media/pier.jpg/", "/media//pier.jpg", "/media/./pier.jpg", "/media/Pier.jpg"),
    *("/media/pier.jpg%00", "/media/pier.jpg%20", "/media/pier.jpg.", "/media/pier%252Ejpg"),
    # As a letter and a sign on it, where the stored path has one letter.
    "/az/ko%CC%88rf%C9%99z-%C3%BCz%C9%99rind%C9%99/",
)
#: The same reference by RFC 3986, section 6.2.2: what need not be encoded is, or in other letters.
SAME_REFERENCE = (
    *("/ferry%2Dreturns/", "/ferry%2dreturns/", "/%66erry-returns/", "/media/pier%2Ejpg"),
    "/az/k%C3%B6rf%C9%99z-%C3%BCz%C9%99rind%C9%99/",
    *("/az/k%c3%b6rf%c9%99z-%c3%bcz%c9%99rind%c9%99/", "http://news.example/ferry%2Dreturns/"),
)


def status(served: Served, target: str) -> int:
    request = f"GET {target} HTTP/1.1\r\nHost: news.example\r\nConnection: close\r\n\r\n"
    return int(served.raw(request.encode("ascii")).split(b" ", 2)[1])


def test_no_other_path_gives_a_page(served: Served) -> None:
    found = {target: status(served, target) for target in OTHER_PATHS}
    assert {target: code for target, code in found.items() if code == 200} == {}
    assert found["/ferry-returns"] == 301
    assert {status(served, target) for target in (PAGE, PICTURE)} == {200}


@pytest.mark.parametrize("target", SAME_REFERENCE)
def test_the_same_reference_in_other_letters_is_the_same_page(served: Served, target: str) -> None:
    assert status(served, target) == 200

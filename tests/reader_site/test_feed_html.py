"""Markup of articles as feeds carry it."""

from __future__ import annotations

import pytest

from stoppress.site.feeds.html import feed_html

ROOT = "https://news.example"
PAGE = f"{ROOT}/en/harbour/2026/05/30/ferry/"
PICTURE = (
    '<picture><source type="image/avif" srcset="/media/pictures/1-a-320.avif 320w">'
    '<img src="/media/pictures/1-a-960.jpg" srcset="/x 2x" width="960" height="600"'
    ' alt="The quay" class="focal" loading="lazy" decoding="async"></picture>'
)
PLAIN = f'<img src="{ROOT}/media/pictures/1-a-960.jpg" width="960" height="600" alt="The quay">'
EMBED = '<embed-on-click data-frame="/f"><a href="https://v.example/1">Film</a></embed-on-click>'
WORDS = "<p>Write href=\"/about\" and src='/x' in the text.</p>"
VIDEO = '<figure><video src="/m/a.mp4" controls><a href="/m/a.mp4">The quay</a></video></figure>'
VIDEO_LINKED = f'<figure><a href="{ROOT}/m/a.mp4">The quay</a></figure>'
QUOTE = '<blockquote cite="/doc"><p>q</p></blockquote>'


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (PICTURE, PLAIN),
        (WORDS, WORDS),
        ('<a href="/about/">us</a>', f'<a href="{ROOT}/about/">us</a>'),
        ("<a href='/about/'>us</a>", f'<a href="{ROOT}/about/">us</a>'),
        ("<a href=/about/>us</a>", f'<a href="{ROOT}/about/">us</a>'),
        ('<a HREF="../pier/">pier</a>', f'<a href="{PAGE.replace("ferry", "pier")}">pier</a>'),
        ('<a href="#corrections">see</a>', f'<a href="{PAGE}#corrections">see</a>'),
        ('<a href="//other.example/a">a</a>', '<a href="https://other.example/a">a</a>'),
        ('<a href="mailto:desk@news.example">d</a>', '<a href="mailto:desk@news.example">d</a>'),
        (
            '<a href="/şəhər/?a=1&amp;b=2">ş</a>',
            f'<a href="{ROOT}/%C5%9F%C9%99h%C9%99r/?a=1&amp;b=2">ş</a>',
        ),
        ('<a href="http://[">d</a>', "<a>d</a>"),
        ('<a href="javascript:alert(1)">d</a>', "<a>d</a>"),
        (QUOTE, QUOTE.replace("/doc", f"{ROOT}/doc")),
        (VIDEO, VIDEO_LINKED),
        (EMBED, '<a href="https://v.example/1">Film</a>'),
        ('<p dir="rtl" lang="ar" onclick="x()">نص</p>', '<p dir="rtl" lang="ar">نص</p>'),
    ],
)
def test_what_feeds_carry(html: str, expected: str) -> None:
    assert feed_html(html, PAGE) == expected

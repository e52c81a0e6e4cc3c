"""Settings of the files that machines look for: what is read, and what is refused in a sentence."""

from pathlib import Path

import pytest
from tools.ai_crawlers import uses_of

from stoppress.home import Home, HomeError, HomeSettings, load_home, make_home
from stoppress.home.well_known import USES, SecurityTxt
from tests.docs.pages import ROOT, blocks


def read(tmp_path: Path, lines: str) -> HomeSettings:
    """The settings of a home whose settings file has some lines."""
    home = Home(tmp_path / "paper")
    make_home(home, HomeSettings())
    home.settings_file.write_text(f'languages = ["en"]\n{lines}\n')
    return load_home(home.root)


def test_what_is_said_is_read(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        '''ai_crawlers = ["search", "training"]
ads_txt = """
# Who sells for us.
google.com, pub-0000000000000000, DIRECT, f08c47fec0942fa0  # the first
other.example, 12-ab, reseller
OWNERDOMAIN=news.example
"""
trust_txt = ["belongto=https://association.example/", "contact=desk@news.example"]
indexnow = "https://api.indexnow.org/indexnow"
[security_txt]
contact = ["security@news.example", "https://news.example/security/"]
policy = "https://news.example/security/policy/"
preferred_languages = ["en", "az"]''',
    )
    assert found.ai_crawlers == ("training", "search")
    assert found.ads_txt[-1] == "OWNERDOMAIN=news.example"
    assert found.trust_txt[-1] == "datatrainingallowed=no"
    assert found.indexnow == "https://api.indexnow.org/indexnow"
    assert found.security_txt == SecurityTxt(
        ("mailto:security@news.example", "https://news.example/security/"),
        (("Policy", "https://news.example/security/policy/"),),
        ("en", "az"),
    )


def test_nothing_said_is_no_file_and_no_refusal(tmp_path: Path) -> None:
    assert read(tmp_path, "") == HomeSettings()
    assert read(tmp_path, 'ai_crawlers = "allow"') == HomeSettings()
    assert read(tmp_path, 'ai_crawlers = "refuse"').ai_crawlers == USES


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ('ai_crawlers = "no"', 'ai_crawlers must be "allow", "refuse", or a list'),
        ('ai_crawlers = ["reading"]', "There are training, search, assistants"),
        ("ai_crawlers = []", "ai_crawlers must be"),
        ("ads_txt = 7", "ads_txt must be text"),
        ('ads_txt = ["google.com, pub-1"]', "ads_txt, line 1: .* is no record"),
        ('ads_txt = "google, pub-1, DIRECT"', "is no record"),
        ('ads_txt = "google.com, pub-1, SOMETIMES"', "is no record"),
        ('ads_txt = "# all\\nOWNERDOMAIN="', "ads_txt, line 2"),
        ('trust_txt = "belongto"', "it has no ="),
        ('trust_txt = "friend=https://a.example/"', "there is no 'friend'"),
        ('trust_txt = "member=a.example"', "it is no address of the web"),
        ('trust_txt = "datatrainingallowed=maybe"', "it must be yes or no"),
        (
            'ai_crawlers = "refuse"\ntrust_txt = "datatrainingallowed=yes"',
            "Let both say the same",
        ),
        ("security_txt = 7", "no other. When it expires is reckoned by Stoppress"),
        ("[security_txt]\nexpires = 2027-01-01", "When it expires is reckoned"),
        ('[security_txt]\npolicy = "https://a.example/"', "needs a contact"),
        ('[security_txt]\ncontact = "http://a.example/"', "needs a contact"),
        (
            '[security_txt]\ncontact = "a@b.example"\npolicy = "a.example"',
            "policy of .* must be an",
        ),
        (
            '[security_txt]\ncontact = "a@b.example"\npreferred_languages = ["en us"]',
            "must be a list of codes",
        ),
        ('indexnow = "http://engine.example/indexnow"', "must be the https address"),
        ('indexnow = "engine.example"', "must be the https address"),
    ],
)
def test_what_is_wrong_is_named_in_a_sentence(tmp_path: Path, lines: str, sentence: str) -> None:
    with pytest.raises(HomeError, match=sentence) as refused:
        read(tmp_path, lines)
    assert str(refused.value).endswith(".")


def test_the_list_of_crawlers_is_renewed_from_its_source() -> None:
    listed = {
        "Harvester 1.0": {"function": "Scrapes data to train models."},
        "harvester": {"function": "AI Assistants"},
        "Fetcher-User": {"function": "AI Assistants"},
        "FinderBot": {"function": "Search result generation."},
        "Hoarder": {"function": "AI Data Providers"},
        "Applebot": {"function": "AI Search Crawlers"},
    }
    assert uses_of(listed) == {
        "Fetcher-User": "assistants",
        "FinderBot": "search",
        "Harvester": "training",
        "Hoarder": "training",
    }


def test_what_the_papers_show_is_a_settings_file(tmp_path: Path) -> None:
    page = ROOT / "docs" / "how-to" / "being-found.md"
    shown = [block.text for block in blocks(page) if block.language == "toml"]
    for number, lines in enumerate(shown):
        assert read(tmp_path / str(number), lines) != HomeSettings()

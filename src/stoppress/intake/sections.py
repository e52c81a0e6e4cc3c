"""Which section and topics an item belongs to, by its subjects and genres."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import unquote

from stoppress.intake.item import Hint
from stoppress.intake.text import one_line, words
from stoppress.newsroom.folding import folded

#: How the IPTC's codes are written: medtop:04000000, http://cv.iptc.org/newscodes/mediatopic/…
_NEWSCODE = re.compile(
    r"^(?:https?://cv\.iptc\.org/newscodes/|https?://cvx?\.iptc\.org/newscodes/)?"
    r"(?P<scheme>[a-z]+)[:/](?P<code>[\w-]+)/?$",
    re.IGNORECASE,
)
_SCHEMES = {"mediatopic": "medtop", "subjectcode": "subj", "genre": "genre"}
_SLUG = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_OWN = frozenset({"section", "hassection", "insection"})
#: Relations that a machine or a hierarchy made, too wide or too weak to name a topic.
_NO_TOPIC = words("ancestor broader category derived inferred isbroader sector section")
_MOST_TOPICS = 12
_LONGEST_TOPIC = 160


def code_forms(code: str, scheme: str = "") -> tuple[str, ...]:
    """Every form in which a newsroom may have written ``code`` in its table, in lower case."""
    code, scheme = one_line(code).casefold(), one_line(scheme).casefold().rstrip("/:#")
    if not code:
        return ()
    forms = [code, f"{scheme}/{code}" if scheme else "", f"{scheme}:{code}" if scheme else ""]
    for form in list(forms):
        match = _NEWSCODE.match(form)
        if match:
            short = _SCHEMES.get(match["scheme"], match["scheme"])
            forms += [f"{short}:{match['code']}", match["code"]]
    if re.fullmatch(r"\d{8}", code):
        forms += [f"medtop:{code}", f"subj:{code}"]
    return tuple(dict.fromkeys(form for form in forms if form))


def own_section(hints: Iterable[Hint]) -> Hint | None:
    """The subject that names the item's section itself."""
    return next((hint for hint in hints if hint.rel in _OWN), None)


def mapped_section(
    hints: Iterable[Hint], section_map: Mapping[str, str], language: str
) -> tuple[str, str]:
    """The slug that the newsroom's table gives the first hint it knows, and that hint's name.

    :param language: of the edition, by which names in capitals are compared.
    """
    if not section_map:
        return "", ""
    table = {form: slug for key, slug in section_map.items() for form in code_forms(key)}
    table |= {folded(key, language): slug for key, slug in section_map.items()}
    for hint in hints:
        for form in (*hint.codes, folded(hint.name, language)):
            if form in table:
                return table[form], hint.name
    return "", ""


def section_name(hint: Hint) -> str:
    """The title of the section that a hint names, from its code when it has no name."""
    if hint.name or not hint.codes:
        return hint.name
    last = re.split(r"[/:#]", unquote(hint.codes[0]).rstrip("/"))[-1]
    words = re.sub(r"[-_]+", " ", last).strip()
    return words[:1].title() + words[1:]


def section_slug(hint: Hint) -> str:
    """The code of a section if it can stand in an address; else nothing."""
    return next((code for code in hint.codes if _SLUG.fullmatch(code)), "")


def topics_of(
    subjects: Sequence[Hint], *without: str, language: str, warnings: list[str]
) -> tuple[str, ...]:
    """The titles of topics among ``subjects``, leaving out those that name the section.

    :param language: of the edition, by which names in capitals are compared.
    :param warnings: where it is said which were too many.
    """
    left_out = {folded(name, language) for name in without}
    found: dict[str, str] = {}
    for hint in subjects:
        if hint.name and hint.rel not in _NO_TOPIC and len(hint.name) <= _LONGEST_TOPIC:
            found.setdefault(folded(hint.name, language), hint.name)
    titles = [title for key, title in found.items() if key not in left_out]
    if more := titles[_MOST_TOPICS:]:
        warnings.append(f"More than {_MOST_TOPICS} topics: left out were {', '.join(more)[:300]}.")
    return tuple(titles[:_MOST_TOPICS])

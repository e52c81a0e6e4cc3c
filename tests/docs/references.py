"""The references that are made from the code: commands, fragments and pages.

    python -m tests.docs.references

writes them; a test fails while what stands in ``docs/reference/`` is another text.
"""

import inspect
from collections.abc import Callable, Iterable, Iterator
from enum import Enum
from typing import Any

import typer.main

from tests.docs.pages import ROOT

REFERENCE = ROOT / "docs" / "reference"


def commands_text() -> str:
    """``commands.md``, from the typer application."""
    from stoppress.cli.app import app

    group = typer.main.get_command(app)
    lines = [
        "# Commands",
        "",
        "<!-- Made by `python -m tests.docs.references`; edit the docstrings instead. -->",
        "",
        "    stoppress [OPTIONS] COMMAND [ARGUMENTS]",
        "",
        f"{group.help}",
        "",
        *_parameters(group),
        "",
        "Exit codes: 0 done, 1 done in part, 2 not done. What went wrong is one sentence with its",
        "remedy, on standard error. Long work shows a progress bar on a terminal, and a line every",
        "few seconds elsewhere.",
    ]
    for name, command in _below(group, ""):
        lines += ["", f"## {name}", "", f"    stoppress {_usage(name, command)}", ""]
        lines += [f"{command.help}", *_parameters(command)]
    return "\n".join(lines) + "\n"


def fragments_text() -> str:
    """``fragments.md``, from the registry."""
    from stoppress.press.registry import fragment_kinds, page_kinds

    lines = [
        "# Fragments and pages",
        "",
        "<!-- Made by `python -m tests.docs.references`; edit the declarations instead. -->",
        "",
        "The registry, by name; `stoppress fragments` lists it. Each kind of page has one file or",
        "folder in `src/stoppress/site/`, with its address, its fragments and what touches them.",
        "[Add a fragment and a page](../how-to/add-a-fragment.md) tells how to declare one.",
        "",
        "*When* says what happens to one that is touched:",
        "",
        "- `always`: it is made at once, though nobody asked for it yet;",
        "- `stored`: it is made at once if the store has it, else when it is first asked for;",
        "- `asked`: it is forgotten at once, and made when it is next asked for.",
        "",
        "All are made again when something changes that stands on every page: see",
        "[Change log](change-log.md).",
        "",
        "## Fragments",
        "",
        "| key | template | touched by | when |",
        "|---|---|---|---|",
    ]
    for _name, kind in sorted(fragment_kinds.items()):
        arguments = inspect.signature(kind.make).parameters
        key = "/".join((kind.name, *(f"{{{name}}}" for name in arguments)))
        template = f"`{kind.template}`" if kind.template else "bytes"
        lines.append(f"| `{key}` | {template} | {_names(kind.touched_by)} | {kind.when} |")
    lines += [
        "",
        "## Pages",
        "",
        "A pattern that does not begin with a slash is matched below each edition's prefix.",
        "",
        "| page | pattern of its path | touched by | when |",
        "|---|---|---|---|",
    ]
    for _name, page in sorted(page_kinds.items()):
        pattern = page.pattern.pattern.replace("|", "\\|")
        shown = f"`{pattern}`" if pattern else "the edition's front"
        lines.append(f"| {page.name} | {shown} | {_names(page.touched_by)} | {page.when} |")
    declared: list[Any] = [*fragment_kinds.values(), *page_kinds.values()]
    dependencies = {
        dependency.__name__: dependency for kind in declared for dependency in kind.touched_by
    }
    lines += ["", "## What touches them", "", "| name | meaning |", "|---|---|"]
    for name, dependency in sorted(dependencies.items()):
        meaning = (inspect.getdoc(dependency) or "").replace("\n\n", " ").replace("\n", " ")
        lines.append(f"| `{name}` | {meaning} |")
    return "\n".join(lines) + "\n"


def importers_text() -> str:
    """``importers.md``, from the registry of importers."""
    from stoppress.intake import formats  # noqa: F401 - declares them
    from stoppress.intake.registry import importers

    lines = [
        "# Importers",
        "",
        "<!-- Made by `python -m tests.docs.references`; edit the declarations instead. -->",
        "",
        "The formats that [`stoppress import`](commands.md) reads, as `stoppress importers` lists",
        "them. A feed goes to the first that recognises it, or to the one that `--format` names.",
        "[Add a format](../how-to/add-a-format.md) tells how to declare one.",
        "",
        "| importer | reads | recognises |",
        "|---|---|---|",
    ]
    for importer in importers.values():
        recognises = (inspect.getdoc(importer.recognises) or "").partition("\n")[0]
        lines.append(f"| `{importer.name}` | {importer.title} | {recognises} |")
    return "\n".join(lines) + "\n"


def text_text() -> str:
    """``text.md``, from the table of signs."""
    from stoppress.intake.text.signs import SIGNS

    lines = [
        "# Signs in imported texts",
        "",
        "<!-- Made by `python -m tests.docs.references`; edit the table of signs instead. -->",
        "",
        "What an import removes from texts, or reads as another sign, and why. What is not in the",
        "table stays as it was written. Letters are composed (Unicode’s form C), but for Han",
        "letters of compatibility, which names are written with. Soft hyphens stay in running text",
        "and are removed from headlines and names; names also lose their signs of direction, so",
        "that two that read alike are the same.",
        "",
        "| sign | code points | becomes | why |",
        "|---|---|---|---|",
    ]
    lines += [f"| {s.what} | {s.codes} | {s.becomes} | {s.reason} |" for s in SIGNS]
    return "\n".join(lines) + "\n"


MADE = {
    "commands.md": commands_text,
    "fragments.md": fragments_text,
    "importers.md": importers_text,
    "text.md": text_text,
}


def _names(dependencies: Iterable[Callable[..., object]]) -> str:
    return ", ".join(f"`{dependency.__name__}`" for dependency in dependencies)


def _below(group: Any, prefix: str) -> Iterator[tuple[str, Any]]:
    for name, command in getattr(group, "commands", {}).items():
        if command.hidden:
            continue
        if hasattr(command, "commands"):
            yield from _below(command, f"{prefix}{name} ")
        else:
            yield f"{prefix}{name}", command


def _usage(name: str, command: Any) -> str:
    arguments = [_of(p) for p in command.params if p.param_type_name == "argument"]
    return " ".join((name, "[OPTIONS]", *arguments))


def _parameters(command: Any) -> list[str]:
    rows = []
    for parameter in command.params:
        if parameter.name in ("help", "install_completion", "show_completion"):
            continue
        help_text = str(parameter.help or "").rstrip()
        default = parameter.default
        if default not in (None, "", False, ()) and not callable(default):
            value = default.value if isinstance(default, Enum) else default
            help_text += f" Default: `{value}`."
        if parameter.envvar:
            help_text += f" Environment variable: `{parameter.envvar}`."
        if parameter.param_type_name == "argument":
            rows.append(f"| `{_of(parameter)}` | {help_text} |")
        else:
            taken = "" if parameter.is_flag else f" {_of(parameter)}"
            rows.append(f"| `{', '.join(parameter.opts)}{taken}` | {help_text} |")
    return ["", "| option | meaning |", "|---|---|", *rows] if rows else []


def _of(parameter: Any) -> str:
    if isinstance(parameter.default, Enum):
        return "\\|".join(str(choice.value) for choice in type(parameter.default))
    if parameter.metavar:
        return str(parameter.metavar)
    name = parameter.name or ""
    return name.upper() if parameter.param_type_name == "argument" else "TEXT"


def main() -> None:
    """Write every reference that is made from the code."""
    import tests.conftest  # noqa: F401 - names a home and sets Django up

    for name, text in MADE.items():
        (REFERENCE / name).write_text(text(), encoding="utf-8")


if __name__ == "__main__":
    main()

"""``stoppress merge-topics``: topics that stand twice become one."""

import typer

from stoppress.supervise.start import start_django


def merge_topics(context: typer.Context) -> None:
    """Merge topics of one edition whose titles differ in case, width or spaces only.

    The addresses of those that go lead to the one that stays: the one with a background text, else
    the oldest. Where two have texts that differ, both stay, to be merged at the desk.
    """
    start_django(context.obj)
    from stoppress.newsroom.actions.merge_same_topics import merge_same_topics, same_topics
    from stoppress.newsroom.actions.who import Unasked

    for gone, stays in merge_same_topics(Unasked.COMMAND):
        typer.echo(f"“{gone.title}” ({gone.slug}) is merged into “{stays.title}” ({stays.slug}).")
    for group in same_topics():
        titles = " and ".join(f"“{topic.title}” ({topic.slug})" for topic in group)
        typer.echo(f"{titles} have texts of their own. Merge them at the desk.")

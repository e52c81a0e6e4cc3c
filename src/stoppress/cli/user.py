"""``stoppress user``: people who may sign in at the desk."""

import secrets
import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from stoppress.supervise.failure import NotDone
from stoppress.supervise.start import start_django

if TYPE_CHECKING:
    from django.contrib.auth.models import User

app = typer.Typer(help="People who may sign in at the desk.", no_args_is_help=True)


class RoleAtDesk(StrEnum):
    """What a person may do."""

    OWNER = "owner"
    EDITOR = "editor"
    REPORTER = "reporter"


@app.callback()
def user() -> None:
    """People who may sign in at the desk."""


@app.command("add")
def add(
    context: typer.Context,
    email: Annotated[str, typer.Argument(help="The address with which the person signs in.")],
    role: Annotated[
        RoleAtDesk,
        typer.Option(
            help="owner: everything; editor: publishes in all sections; reporter: writes and"
            " submits own pieces."
        ),
    ] = RoleAtDesk.REPORTER,
    name: Annotated[
        str,
        typer.Option(
            help="The person's name, as at the desk and in bylines; joined to the person of that"
            " name, who is added when there is none."
        ),
    ] = "",
    password_stdin: Annotated[
        bool,
        typer.Option("--password-stdin", help="Read the password from standard input, first line."),
    ] = False,
) -> None:
    """Add a person; without --password-stdin a password is made and printed once."""
    given = sys.stdin.readline().rstrip("\r\n") if password_stdin else ""
    if password_stdin and not given:
        raise NotDone(
            "There is no password on standard input. Write it there, or leave the option."
        )
    start_django(context.obj)
    password = given or secrets.token_urlsafe(12)
    _add(email.strip().lower(), role, password, " ".join(name.split()))
    typer.echo(f"{email.strip().lower()} is added as {role.value}.")
    if not given:
        typer.echo(f"Password (shown only now): {password}")


@app.command("invite")
def invite(
    context: typer.Context,
    email: Annotated[str, typer.Argument(help="The address with which the person will sign in.")],
    role: Annotated[RoleAtDesk, typer.Option(help="As for `user add`.")] = RoleAtDesk.REPORTER,
    name: Annotated[str, typer.Option(help="The person's name, as for `user add`.")] = "",
) -> None:
    """Add a person without a password, and print a link with which they choose one.

    The link works once, for three days. Again for somebody who has not accepted yet: a new link,
    which makes the former one worthless.
    """
    start_django(context.obj)
    from django.contrib.auth.models import User

    from stoppress.desk.staff.invitations import is_invited, link_for
    from stoppress.desk.trail.of_accounts import note_done

    there = User.objects.filter(username__iexact=email.strip()).first()
    account = there if there and is_invited(there) else _add(email, role, "", name)
    note_done(account, "link", None)
    typer.echo(link_for(account))


@app.command("reset-mfa")
def reset_mfa(
    context: typer.Context,
    email: Annotated[str, typer.Argument(help="The address with which the person signs in.")],
) -> None:
    """Remove a person's passkeys, app and recovery codes, and end all their sessions.

    For who has lost them. The password stays; an owner sets up a new second factor at the next
    sign-in.
    """
    start_django(context.obj)
    from stoppress.desk.sign_in.second_factor import forget_factors_of
    from stoppress.desk.sign_in.sessions import end_sessions_of
    from stoppress.desk.trail.of_accounts import note_done

    account = _account(email)
    factors, sessions = forget_factors_of(account), end_sessions_of(account)
    note_done(account, "reset", None)
    typer.echo(
        f"{account.get_username()}: {factors} passkeys, apps and sets of codes are removed,"
        f" {sessions} sessions are ended."
    )


def _account(email: str) -> "User":
    from django.contrib.auth.models import User

    account = User.objects.filter(username__iexact=email.strip()).first()
    account = account or User.objects.filter(email__iexact=email.strip()).first()
    if account is None:
        raise NotDone(f"{email} has no account here. The desk lists them under More, Accounts.")
    return account


def _add(email: str, role: RoleAtDesk, password: str, name: str) -> "User":
    from django.core.exceptions import ValidationError
    from wagtail.log_actions import log

    from stoppress.desk.staff.new_account import open_account

    try:
        account = open_account(email, role.value, name, password)
    except ValidationError as error:
        raise NotDone(" ".join(error.messages)) from None
    log(account, "wagtail.create")
    return account

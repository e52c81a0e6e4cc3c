"""The desk's groups: what an editor and a reporter may do."""

from collections.abc import Mapping

from django.contrib.auth.models import Group, Permission, User
from django.db import transaction
from django.utils.translation import gettext
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Task,
    Workflow,
)

_WAGTAIL_NAMES = {"reporter": "Editors", "editor": "Moderators"}
_NAMES = {"reporter": "Reporters", "editor": "Editors"}
_PAGES = {
    "editor": ("add_page", "change_page", "publish_page", "lock_page", "unlock_page"),
    "reporter": ("add_page",),  # with this alone: one's own articles, and submitting them
}
_FILES = {
    "editor": ("add", "change", "choose", "delete"),
    "reporter": ("add", "choose"),
}
_SNIPPETS = {
    "editor": [
        f"{verb}_{model}"
        for model in ("person", "topic", "breakingnews")
        for verb in ("add", "change", "delete", "view")
    ],
    "reporter": ["view_person", "view_topic", "add_topic"],
}


def open_roles() -> None:
    """Make of Wagtail's two first groups the roles editor and reporter, once.

    Wagtail's workflow stays tied to them: what a reporter submits, an editor approves. A
    newsroom may change the groups at the desk afterwards; they are not touched again.
    """
    with transaction.atomic():
        if Group.objects.filter(name="Moderators").exists():
            for role, name in _WAGTAIL_NAMES.items():
                Group.objects.filter(name=name).update(name=_NAMES[role])
            for role in _NAMES:
                _allow(Group.objects.get_or_create(name=_NAMES[role])[0], role)
            for thing in (Task, Workflow):
                thing.objects.filter(name="Moderators approval").update(name="An editor approves")


def group_of(role: str) -> Group:
    """Give the group of the role ``editor`` or ``reporter``; make it when it was deleted."""
    group, made = Group.objects.get_or_create(name=_NAMES[role])
    if made:
        _allow(group, role)
    return group


def roles_in_words(account: User) -> str:
    """What somebody is in the newsroom, as pages name it beside their name.

    Groups that a newsroom made itself are called as it calls them.
    """
    if account.is_superuser:
        return gettext("Owner")
    titles = {_NAMES["editor"]: gettext("Editor"), _NAMES["reporter"]: gettext("Reporter")}
    groups = sorted(account.groups.all(), key=lambda group: group.name)
    return ", ".join(_in_the_singular(group.name, titles) for group in groups)


def _in_the_singular(name: str, titles: Mapping[str, str]) -> str:
    """“Editor” for “Editors”, and “Editor: Sport (en, 12)” for the group of a section."""
    plural, colon, section = name.partition(": ")
    return f"{titles.get(plural, plural)}{colon}{section}"


def _allow(group: Group, role: str) -> None:
    group.permissions.set(
        Permission.objects.filter(
            content_type__app_label="newsroom",
            codename__in=_SNIPPETS[role],
        )
    )
    group.permissions.add(
        Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    )
    if role == "editor":
        group.permissions.add(Permission.objects.get(codename="submit_translation"))
    GroupPagePermission.objects.filter(group=group).delete()
    root = Page.get_first_root_node()
    for permission in Permission.objects.filter(
        content_type__app_label="wagtailcore",
        content_type__model="page",
        codename__in=_PAGES[role],
    ):
        GroupPagePermission.objects.create(group=group, page=root, permission=permission)
    GroupCollectionPermission.objects.filter(group=group).delete()
    everything = Collection.get_first_root_node()
    for permission in Permission.objects.filter(
        content_type__app_label__in=("wagtailimages", "wagtaildocs"),
        codename__in=[f"{verb}_{kind}" for verb in _FILES[role] for kind in ("image", "document")],
    ):
        GroupCollectionPermission.objects.create(
            group=group, collection=everything, permission=permission
        )

"""Editors of single sections: what is granted by section, as Wagtail's rights of a page."""

from __future__ import annotations

from django.contrib.auth.models import Group, Permission, User
from django.db import transaction
from wagtail.models import GroupPagePermission

from stoppress.desk.roles import group_of
from stoppress.newsroom.models import SectionPage

_MARK = "Editors: "  # how the names of these groups begin; “Roles” shows them so
_MAY = ("add_page", "change_page", "publish_page", "lock_page", "unlock_page")


def sections_of(account: User) -> set[int]:
    """The ids of the sections whose editor this person is."""
    granted = GroupPagePermission.objects.filter(
        group__user=account, group__name__startswith=_MARK, permission__codename="publish_page"
    )
    return set(granted.values_list("page_id", flat=True))


def set_sections(account: User, sections: list[SectionPage]) -> None:
    """Make somebody the editor of exactly these sections, and a reporter everywhere."""
    with transaction.atomic():
        account.groups.remove(*account.groups.filter(name__startswith=_MARK))
        if sections:
            account.groups.add(group_of("reporter"), *map(_group_of, sections))


def _group_of(section: SectionPage) -> Group:
    granted = GroupPagePermission.objects.filter(page=section.pk, group__name__startswith=_MARK)
    if first := granted.order_by("group_id").first():
        return first.group
    name = f"{_MARK}{section.title} ({section.locale.language_code}, {section.pk})"
    group, _made = Group.objects.get_or_create(name=name[-150:] if len(name) > 150 else name)
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for permission in Permission.objects.filter(
        content_type__app_label="wagtailcore", content_type__model="page", codename__in=_MAY
    ):
        GroupPagePermission.objects.create(group=group, page=section, permission=permission)
    return group

"""What a newsroom says of itself."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

#: What names of Telegram's channels look like.
TELEGRAM_NAME = r"^[A-Za-z][A-Za-z0-9_]{3,63}$"


@register_setting(icon="cog", order=1)
class NewsroomSettings(BaseGenericSetting):
    """Name, contacts and the lengths of lists; the same for all editions."""

    name = models.CharField(_("name"), max_length=160, default="Stoppress")
    telegram = models.CharField(
        _("Telegram channel"),
        max_length=64,
        blank=True,
        help_text=_("The channel’s name without @."),
        validators=[RegexValidator(TELEGRAM_NAME)],
    )
    corrections_email = models.EmailField(_("where readers report errors"), blank=True)
    contact_email = models.EmailField(_("contact"), blank=True)
    imprint = models.TextField(_("imprint"), blank=True)
    licence = models.CharField(_("licence of texts"), max_length=160, blank=True)
    picture_rights = models.CharField(
        _("rights notice in pictures"),
        max_length=160,
        blank=True,
        help_text=_(
            "Written into every published picture, for example “© The Harbour Gazette”. All else"
            " that a camera or an agency wrote into it is taken out."
        ),
    )
    logo = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    spot_colour = models.CharField(
        _("spot colour"),
        max_length=7,
        blank=True,
        help_text=_("For example #c1121f; used for what is new."),
        validators=[RegexValidator(r"^#[0-9a-fA-F]{6}$")],
    )
    latest_length = models.PositiveSmallIntegerField(
        _("pieces in “Latest news”"),
        default=40,
        validators=[MinValueValidator(1), MaxValueValidator(200)],
    )
    read_also_length = models.PositiveSmallIntegerField(
        _("pieces in “Read also”"),
        default=6,
        validators=[MinValueValidator(1), MaxValueValidator(24)],
    )

    class Meta:
        verbose_name = _("newsroom")

"""Secrets of second factors, encrypted where they are stored.

The key follows from the newsroom's own, which stands outside the database: a copy of the database
alone opens no account.
"""

from __future__ import annotations

import base64
import logging
import secrets
from typing import Any

from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import transaction

log = logging.getLogger(__name__)

#: How what is encrypted begins; the number is for another way of encrypting, should there be one.
_MARK = "sealed:1:"
#: The context of the key (RFC 5869), so that it is none of those that Django derives.
_CONTEXT = b"stoppress.desk.second-factor"
_KEY_BYTES, _SECRET_BYTES = 32, 20


def seal(text: str) -> str:
    """``text`` encrypted; what is encrypted already stays as it is."""
    return text if text.startswith(_MARK) else _MARK + _box().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """The text that ``seal`` was given; what an earlier release stored plainly stays as it is.

    What another key encrypted cannot be read: a random secret stands for it, which no code fits.
    """
    if not sealed.startswith(_MARK):
        return sealed
    try:
        return _box().decrypt(sealed.removeprefix(_MARK)).decode()
    except InvalidToken:
        log.warning(
            "A second factor was set up under another key of this home, and cannot be used. Let"
            " that person set up a new one."
        )
        return base64.b32encode(secrets.token_bytes(_SECRET_BYTES)).decode()


def seal_what_stands() -> None:
    """Encrypt what an earlier release stored plainly; it goes on where it was ended."""
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES)
    rows = Authenticator.objects.filter(type__in=kinds).order_by("pk").values_list("pk", "data")
    for pk in [pk for pk, data in rows if _sealed(data) != data]:
        with transaction.atomic():
            row = Authenticator.objects.select_for_update().filter(pk=pk).first()
            if row and (sealed := _sealed(row.data)) != row.data:
                row.data = sealed
                row.save(update_fields=["data"])


def _sealed(data: dict[str, Any]) -> dict[str, Any]:
    """What allauth stores, with all of it sealed that it reads by ``unseal``."""
    found = dict(data)
    for name in ("secret", "seed"):
        if name in found:
            found[name] = seal(found[name])
    if found.get("migrated_codes"):
        found["migrated_codes"] = [seal(code) for code in found["migrated_codes"]]
    return found


def _box() -> Fernet:
    key = HKDF(SHA256(), _KEY_BYTES, salt=None, info=_CONTEXT).derive(settings.SECRET_KEY.encode())
    return Fernet(base64.urlsafe_b64encode(key))

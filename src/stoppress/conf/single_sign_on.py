"""allauth's setting for the home's OpenID Connect server."""

import os
from collections.abc import Mapping
from typing import Any

from stoppress.home.settings import SingleSignOn

#: Holds the secret that the server gave for this desk. It stands in no file of the home.
SECRET_VARIABLE = "STOPPRESS_SSO_SECRET"  # noqa: S105 - its name


def single_sign_on_servers(
    named: SingleSignOn | None, environment: Mapping[str, str] = os.environ
) -> dict[str, Any]:
    """``SOCIALACCOUNT_PROVIDERS``: the one server, or none."""
    if named is None:
        return {}
    server = {
        "provider_id": "sso",
        "name": named.name,
        "client_id": named.client_id,
        "secret": environment.get(SECRET_VARIABLE, ""),
        "settings": {"server_url": named.issuer},
    }
    return {"openid_connect": {"APPS": [server], "OAUTH_PKCE_ENABLED": True}}

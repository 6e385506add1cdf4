"""Credentials from the environment or the system's keyring; never from a file of ours, never shown."""

import os
from collections.abc import Mapping

from bascule.connectors.connector import Connector
from bascule.errors import BasculeError

SERVICE = "bascule"


def variable(connector: Connector, credential: str) -> str:
    """Return the environment variable that holds a credential.

    Examples
    --------
    >>> from bascule.connectors.registry import CONNECTORS
    >>> variable(CONNECTORS["meta-ads"], "access_token")
    'BASCULE_META_ADS_ACCESS_TOKEN'
    """
    return f"BASCULE_{connector.name}_{credential}".replace("-", "_").upper()


def entry(connector: Connector, credential: str) -> str:
    """Return the name of a credential in the keyring, under the service "bascule".

    Examples
    --------
    >>> from bascule.connectors.registry import CONNECTORS
    >>> entry(CONNECTORS["stripe"], "secret_key")
    'stripe.secret_key'
    """
    return f"{connector.name}.{credential}"


def credentials(connector: Connector, environment: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return what a connector needs, by name; the environment comes before the keyring.

    Raises
    ------
    BasculeError
        `credential_missing` names the first that is nowhere.
    """
    known = os.environ if environment is None else environment
    found: dict[str, str] = {}
    for each in connector.credentials:
        value = known.get(variable(connector, each.name)) or _kept(entry(connector, each.name))
        if value:
            found[each.name] = value.strip()
        elif not each.optional:
            raise BasculeError(
                "credential_missing",
                title=connector.title,
                field=each.name,
                variable=variable(connector, each.name),
                entry=entry(connector, each.name),
            )
    return found


def _kept(name: str) -> str | None:
    try:
        import keyring
    except ImportError:
        return None
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(SERVICE, name)
    except KeyringError:
        return None

"""API connectors: what a platform's own API gives, written as the export that people would have downloaded.

They need the extra `bascule[connectors]` (dlt, keyring). Each was tested against a local imitation of the platform's
API, built from its documentation; none was tested against the live service.
"""

from bascule.connectors.connector import Connector, Credential
from bascule.connectors.registry import CONNECTORS

__all__ = ["CONNECTORS", "Connector", "Credential"]

"""Credentials come from the environment, then from the keyring, and are named when they are nowhere."""

import pytest

from bascule.connectors import CONNECTORS
from bascule.connectors.credentials import SERVICE, credentials
from bascule.errors import BasculeError

META = CONNECTORS["meta-ads"]


def test_the_environment_comes_before_the_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    import keyring

    kept = {(SERVICE, "meta-ads.access_token"): "kept", (SERVICE, "meta-ads.account_id"): "42"}
    monkeypatch.setattr(keyring, "get_password", lambda service, name: kept.get((service, name)))
    environment = {"BASCULE_META_ADS_ACCESS_TOKEN": " said "}
    assert credentials(META, environment) == {"account_id": "42", "access_token": "said"}


def test_the_first_that_is_nowhere_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    import keyring

    monkeypatch.setattr(keyring, "get_password", lambda *_: None)
    with pytest.raises(BasculeError, match="credential_missing") as caught:
        credentials(META, {"BASCULE_META_ADS_ACCOUNT_ID": "42"})
    assert caught.value.params["variable"] == "BASCULE_META_ADS_ACCESS_TOKEN"
    assert caught.value.params["entry"] == "meta-ads.access_token"


@pytest.mark.parametrize("connector", CONNECTORS.values(), ids=lambda each: each.name)
def test_every_connector_says_where_its_api_is_described(connector) -> None:
    assert connector.documentation.startswith("https://")
    assert any(each.secret for each in connector.credentials)

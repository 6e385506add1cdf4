"""Signing in to Google's APIs with a refresh token (RFC 6749, section 6), renewed as it expires."""

from typing import Any

from bascule.connectors.connector import Ask

TOKEN_URL = "https://oauth2.googleapis.com/token"


def google_auth(ask: Ask) -> Any:
    """Return what signs each request: a bearer token got from the refresh token."""
    from dlt.sources.helpers.rest_client.auth import OAuth2ClientCredentials

    return OAuth2ClientCredentials(
        access_token_url=ask.given.get("token_url", TOKEN_URL),
        client_id=ask.given["client_id"],
        client_secret=ask.given["client_secret"],
        access_token_request_data={"grant_type": "refresh_token", "refresh_token": ask.given["refresh_token"]},
    )

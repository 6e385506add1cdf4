"""The tags of a link (`utm_source`, `utm_medium`, `utm_campaign` …): read, written, and the channel they name.

The five parameters and the grouping of mediums follow Google Analytics 4's default channel group
(support.google.com/analytics/answer/9756891), where a tag that differs by a capital is another tag.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from bascule.ingest.rules import words as listed
from bascule.ingest.taxonomy import bare, first, google_channel, meta_channel, microsoft_channel, says, social_channel

NAMES = ("source", "medium", "campaign", "content", "term")


@dataclass(frozen=True)
class Utm:
    """The tags of one link; what it lacks is empty."""

    source: str = ""
    medium: str = ""
    campaign: str = ""
    content: str = ""
    term: str = ""

    @property
    def given(self) -> dict[str, str]:
        """The tags that are there, by the name of their parameter.

        Examples
        --------
        >>> Utm("google", "cpc").given
        {'utm_source': 'google', 'utm_medium': 'cpc'}
        """
        values = {f"utm_{each.name}": getattr(self, each.name) for each in fields(self)}
        return {name: value for name, value in values.items() if value}


def read_utm(link: str) -> Utm:
    """Return the tags of a link; the first of each where one is repeated.

    Examples
    --------
    >>> read_utm("https://nordet.example/?utm_source=fb&utm_medium=paid_social&x=1")
    Utm(source='fb', medium='paid_social', campaign='', content='', term='')
    """
    found: dict[str, str] = {}
    for name, value in _query(link):
        found.setdefault(name.lower(), value)
    return Utm(**{name: found.get(f"utm_{name}", "") for name in NAMES})


def write_utm(link: str, utm: Utm) -> str:
    """Return a link with these tags, its former ones replaced and everything else as it was.

    Examples
    --------
    >>> write_utm("https://nordet.example/page?x=1#prix", Utm("facebook", "paid_social", "rentree"))
    'https://nordet.example/page?x=1&utm_source=facebook&utm_medium=paid_social&utm_campaign=rentree#prix'
    """
    parts = urlsplit(link)
    kept = [(name, value) for name, value in _query(link) if not name.lower().startswith("utm_")]
    return urlunsplit(parts._replace(query=urlencode([*kept, *utm.given.items()])))


def utm_channel(utm: Utm, own_names: Iterable[str] = ()) -> str | None:
    """Return the channel that the tags of a link name; None when they name none.

    A paid medium is told by its source and by the campaign's name, another by itself.

    Examples
    --------
    >>> utm_channel(Utm("google", "cpc", "marque")), utm_channel(Utm("fb", "paid_social", "reciblage"))
    ('brand_search', 'retargeting')
    >>> utm_channel(Utm("infolettre", "email")), utm_channel(Utm("x", "y")) is None
    ('email', True)
    """
    medium, source = bare(utm.medium), bare(utm.source)
    if not says(medium, listed("utm_paid")):
        return first(medium, "utm_medium")
    channel = first(source, "utm_paid_source")
    if channel == "google":
        return google_channel(utm.campaign, "youtube" if "youtube" in source else None, own_names)
    if channel == "meta":
        return meta_channel(utm.campaign)
    if channel == "microsoft":
        return microsoft_channel(utm.campaign, None, own_names)
    if channel in {"linkedin", "tiktok"}:
        return social_channel(utm.campaign, channel)
    return channel or first(medium, "utm_medium")


def _query(link: str) -> list[tuple[str, str]]:
    # A second question mark is a frequent slip: what follows it is still meant as parameters.
    query = link.partition("#")[0].partition("?")[2].replace("?", "&")
    return parse_qsl(query, keep_blank_values=True)

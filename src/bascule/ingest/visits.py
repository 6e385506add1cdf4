"""Where visits of a site come from: Google Analytics' channel groups, sources and mediums under one set of names."""

import re

from bascule.ingest.headers import plain
from bascule.ingest.rules import words as listed
from bascule.ingest.taxonomy import bare, first, says

# Google's default channel groups, as written in either language (folded), and older wordings.
CHANNELS: dict[str, tuple[str, ...]] = {
    "organic": (
        "organic", "organic search", "organique", "recherche organique", "recherche naturelle",
        "referencement naturel",
    ),
    "direct": ("direct", "(direct)", "direct traffic", "acces direct", "trafic direct"),
    "paid_search": (
        "paid search", "recherche payante", "reseau de recherche payant", "referencement payant", "liens commerciaux",
    ),
    "paid_social": ("paid social", "reseaux sociaux payants", "social payant"),
    "paid_shopping": ("paid shopping", "shopping payant"),
    "paid_video": ("paid video", "video payante"),
    "paid_other": ("paid other", "autre payant", "autres payants", "autres canaux payants"),
    "display": ("display", "reseau display"),
    "cross_network": ("cross-network", "inter-reseau", "inter-reseaux", "multireseau", "multireseaux"),
    "organic_social": ("organic social", "social", "reseaux sociaux naturels", "reseaux sociaux organiques",
                       "reseaux sociaux", "social organique"),
    "organic_shopping": ("organic shopping", "shopping organique", "shopping naturel"),
    "organic_video": ("organic video", "video organique", "video naturelle"),
    "email": ("email", "e-mail", "courriel", "courriels"),
    "affiliate": ("affiliates", "affiliation", "affilies"),
    "referral": ("referral", "site referent", "sites referents", "referent", "sites web referents"),
    "audio": ("audio",),
    "sms": ("sms",),
    "push": ("mobile push notifications", "notifications push mobiles", "notifications push pour mobile"),
    "ai_assistant": ("ai assistant", "ai assistants", "assistant ia", "assistants ia"),
    "unassigned": ("unassigned", "non attribue", "non attribuee", "non affecte", "non assigne", "(other)", "(not set)",
                   "(autre)", "(non defini)"),
}  # fmt: skip
_KNOWN = {word: channel for channel, words in CHANNELS.items() for word in words}
_SOCIAL = (
    r"facebook|instagram|tiktok|linkedin|lnkd|pinterest|reddit|twitter|t\.co|x\.com|snapchat|threads|\bfb\b|\big\b"
)


def visit_channel(text: str) -> str:
    """Return the name of a channel group; one that is not known keeps its own.

    Examples
    --------
    >>> visit_channel("Organic Search"), visit_channel("Réseaux sociaux payants"), visit_channel("Salons 2026")
    ('organic', 'paid_social', 'salons 2026')
    """
    name = plain(text)
    return _KNOWN.get(name, name)


def channel_of_medium(source: str, medium: str) -> str:
    """Return the channel of visits from their source and medium; mediums are told by `rules/channels.toml`.

    Examples
    --------
    >>> channel_of_medium("(direct)", "(none)"), channel_of_medium("google", "cpc")
    ('direct', 'paid_search')
    >>> channel_of_medium("m.facebook.com", "referral"), channel_of_medium("facebook", "cpc")
    ('organic_social', 'paid_social')
    """
    origin, way = plain(source), plain(medium)
    if origin == "(direct)" and way in {"(none)", "(aucun)", "(aucune)", "(not set)", ""}:
        return "direct"
    social = re.search(_SOCIAL, origin) is not None
    channel = first(bare(way), "utm_medium") or "unassigned"
    if says(bare(way), listed("utm_paid")):
        return "paid_social" if social else "display" if channel == "display" else "paid_search"
    return "organic_social" if channel == "referral" and social else channel

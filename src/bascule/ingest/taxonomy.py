"""Which channel a campaign belongs to, and which class a channel is of: every rule, readable in one place."""

import re
from collections.abc import Iterable

from bascule.company import ChannelClass
from bascule.ingest.headers import plain

# A channel's name → its class, first match wins. True: the name is plain enough; False: a guess that the
# owner is asked to confirm. Names are compared without case, accents or signs, whole words only.
_CLASSES: tuple[tuple[str, ChannelClass, bool], ...] = (
    (r"(non|hors|sans|no) (marque|brand(ed)?)|generi(c|que)s?|nonbrand", "generic_search", True),
    (r"retarget(ing)?|remarketing|recibl(age|er)|reciblage", "retargeting", True),
    (r"(recherche|search|mots cles) (de )?(la )?(marque|brand(ed)?)", "brand_search", True),
    (r"(brand(ed)?|marque) (search|recherche)", "brand_search", True),
    (r"marque|brand(ed)?", "brand_search", False),
    (r"boost(ed|es?)?|publications? (sponsorisees?|boostees?)", "boosted_posts", True),
    (r"pmax|performance max|shopping|advantage|demand gen|generation de la demande|smart", "automated", True),
    (r"youtube|videos?|ctv|tv connectee", "video", True),
    (r"display|banniere?s?|banners?|programmati(c|que)|criteo|gdn", "display", True),
    (r"radios?|balado(s|diffusion)?|podcasts?|spotify", "radio", True),
    (r"affichage|affiches?|panneaux?|billboards?|out of home|d?ooh|abribus|outdoor", "out_of_home", True),
    (r"circulaires?|flyers?|publipostage|publisacs?|depliants?|direct mail", "flyers", True),
    (r"imprimes?|journa(l|ux)|magazines?|print|newspapers?|press[e]?", "print", True),
    (r"tv|television|tele", "tv", True),
    (r"pages jaunes|yellow pages|annuaires?|repertoires?|director(y|ies)|yelp", "directory", True),
    (r"emails?|e mails?|courriels?|infolettres?|newsletters?|mailchimp|klaviyo|sms", "email", True),
    (r"evenements?|events?|salons?|foires?|trade shows?|kiosques?", "event", True),
    (r"commandites?|sponsor(ship|ing|ed)?", "sponsorship", True),
    (r"agences?|agency|honoraires", "agency", True),
    (r"contenus?|content|blogues?|blogs?|seo|referencement", "content", True),
    (r"prospecting|prospection|social|sociaux", "social_prospecting", True),
    (r"meta|facebook|fb|instagram|ig|tiktok|linkedin|pinterest|snapchat|reddit", "social_prospecting", False),
    (r"google|bing|microsoft|search|recherche|sem|adwords|ppc", "generic_search", False),
)  # fmt: skip
_LITERALS: dict[str, ChannelClass] = {
    name: name
    for name in (
        "brand_search", "retargeting", "generic_search", "automated", "social_prospecting", "boosted_posts",
        "video", "display", "radio", "out_of_home", "print", "flyers", "tv", "directory", "email", "content",
        "event", "sponsorship", "agency", "other",
    )
}  # fmt: skip

_NOT_BRAND = r"(non|hors|sans|no) (marque|brand(ed)?)|nonbrand|generi(c|que)s?|concurren(t|ts|ce)|competitors?"
_BRAND = r"marque|brand(ed)?|nom de marque"
_RETARGETING = r"retarget(ing)?|remarketing|rmkt|recibl(age|er)|panier abandonne|abandoned cart"
_BOOSTED = r"post|boost(ed|es?|ees?)?|publications? (boostees?|sponsorisees?)|instagram post|publication"
# Google says the type in its own column; where that column is absent, the campaign's name may say it.
_GOOGLE_TYPES: tuple[tuple[str, str], ...] = (
    (r"performance max|pmax|max de performance", "performance_max"),
    (r"shopping|achats?", "google_shopping"),
    (r"demand gen(eration)?|generation de la demande|discovery", "google_demand_gen"),
    (r"video|youtube", "youtube"),
    (r"display|reseau display", "google_display"),
    (r"local services?( ads)?|services locaux", "google_local_services"),
)

# What an invoice is for, first match wins. A fee for radio is a fee: work comes before the space it was for.
_COST_KINDS: tuple[tuple[str, str], ...] = (
    (r"payroll|salaires?|paies?|wages?|salary|salaries|remuneration", "payroll"),
    (r"freelance(rs?)?|pigistes?|consultants?|travailleurs? autonomes?|contractors?", "freelance"),
    (r"agences?|agency|honoraires|retainer|management fees?|frais de gestion", "agency"),
    (r"outils?|tools?|logiciels?|software|abonnements?|subscriptions?|saas|licences?|licenses?", "tool"),
    (r"events?|evenements?|salons?|foires?|trade shows?|kiosques?|commandites?|sponsorship", "event"),
    (r"contenus?|content|photos?|tournage|redaction|production|creation|design|graphisme", "content"),
)  # fmt: skip
_MEDIA = r"medias?|publicites?|pub|advertising|ads?|placements?|diffusion|airtime"
COST_KINDS = ("agency", "tool", "freelance", "payroll", "content", "event", "media")
_BOUGHT_SPACE = frozenset({"radio", "out_of_home", "print", "flyers", "tv", "directory", "display", "video"})


def guess_class(channel: str) -> tuple[ChannelClass, bool]:
    """Return the class of a channel from its name, and whether that is a guess to confirm.

    Examples
    --------
    >>> guess_class("flyers"), guess_class("publicité radio"), guess_class("meta")
    (('flyers', False), ('radio', False), ('social_prospecting', True))
    >>> guess_class("Projet X2")
    ('other', True)
    """
    literal = _LITERALS.get(channel.strip().lower())
    if literal:
        return literal, False
    words = _words(channel)
    for pattern, channel_class, sure in _CLASSES:
        if _says(words, pattern):
            return channel_class, not sure
    return "other", True


def google_channel(campaign: str, campaign_type: str | None, own_names: Iterable[str] = ()) -> str:
    """Return the channel of a Google campaign from its type, its name, and how people name the company.

    Examples
    --------
    >>> google_channel("Marque - Search", "Search"), google_channel("Toitures printemps", None)
    ('brand_search', 'generic_search')
    >>> google_channel("Boréale | exact", "Search", ("Boréale",))
    'brand_search'
    """
    words, kind = _words(campaign), _words(campaign_type or "")
    channel = _first(kind, _GOOGLE_TYPES) or ("search" if _says(kind, "search|recherche") else None)
    channel = channel or _first(words, _GOOGLE_TYPES) or "search"
    if channel == "google_display" and _says(words, _RETARGETING):
        return "google_remarketing"
    if channel != "search":
        return channel
    if _says(words, _NOT_BRAND):
        return "generic_search"
    if _says(words, _RETARGETING):
        return "google_remarketing"
    names = [re.escape(_words(name)) for name in own_names if _words(name)]
    return "brand_search" if _says(words, "|".join([_BRAND, *names])) else "generic_search"


def meta_channel(campaign: str) -> str:
    """Return the channel of a Meta campaign from its name.

    Examples
    --------
    >>> meta_channel("Reciblage"), meta_channel("Prospection QC"), meta_channel('Post: "Nos savons"')
    ('retargeting', 'social_prospecting', 'boosted_posts')
    """
    words = _words(campaign)
    if _says(words, _RETARGETING):
        return "retargeting"
    starts = re.match(rf"(?:{_BOOSTED})\b", words) is not None
    boosted = starts or _says(words, r"boost(ed|es?|ees?)?|publications? (boostees?|sponsorisees?)")
    return "boosted_posts" if boosted else "social_prospecting"


def named_channel(text: str) -> str:
    """Return the usual name of a channel written by hand, so that "Radio" and "Publicité radio" are one.

    Examples
    --------
    >>> named_channel("Publicité radio"), named_channel("Partenariat Nordet")
    ('radio', 'partenariat nordet')
    """
    channel_class, guessed = guess_class(text)
    return " ".join(text.lower().split()) if guessed else channel_class


def cost_kind(kind: str | None, channel: str | None, description: str | None, vendor: str | None) -> str | None:
    """Return what an invoice pays for: one of `COST_KINDS`, or None when nothing in it says so.

    The kind given decides; else a channel makes it media; else the description, then the vendor's name.

    Examples
    --------
    >>> cost_kind("Agence", None, "Honoraires de mars", "Studio Nord")
    'agency'
    >>> cost_kind(None, None, "Campagne radio printemps", "Nordet"), cost_kind(None, None, "Divers", "Nordet")
    ('media', None)
    """
    if kind and kind.strip():
        return kind if kind in COST_KINDS else _kind_in(kind)
    if channel and channel.strip():
        return "media"
    for text in (description, vendor):
        if text and (found := _kind_in(text)):
            return found
    return None


def media_channel(channel: str | None, description: str | None, vendor: str | None) -> str | None:
    """Return the channel an invoice of media bought space in; None when nothing in it says so.

    Examples
    --------
    >>> media_channel(None, "Circulaires d'octobre", "Imprimerie Nordet")
    'flyers'
    """
    if channel and channel.strip():
        return named_channel(channel)
    for text in (description, vendor):
        if text and _space(text):
            return guess_class(text)[0]
    return None


def _kind_in(text: str) -> str | None:
    words = _words(text)
    return _first(words, _COST_KINDS) or _space(text) or ("media" if _says(words, _MEDIA) else None)


def _space(text: str) -> str | None:
    channel_class, guessed = guess_class(text)
    return "media" if channel_class in _BOUGHT_SPACE and not guessed else None


def _words(text: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9]+", " ", plain(text)).split())


def _says(words: str, pattern: str) -> bool:
    return re.search(rf"\b(?:{pattern})\b", words) is not None


def _first(words: str, rules: tuple[tuple[str, str], ...]) -> str | None:
    return next((channel for pattern, channel in rules if _says(words, pattern)), None)

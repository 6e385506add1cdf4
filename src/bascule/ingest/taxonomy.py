"""Which channel a campaign belongs to, and which class a channel is of; every rule stands in `rules/channels.toml`."""

import re
from collections.abc import Iterable
from typing import cast

from bascule.company import ChannelClass, Company
from bascule.ingest.headers import plain
from bascule.ingest.rules import rules
from bascule.ingest.rules import words as listed

_LITERALS: dict[str, ChannelClass] = {
    name: name
    for name in (
        "brand_search", "retargeting", "generic_search", "automated", "social_prospecting", "boosted_posts",
        "video", "display", "radio", "out_of_home", "print", "flyers", "tv", "directory", "email", "content",
        "event", "sponsorship", "agency", "other",
    )
}  # fmt: skip

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
    words = bare(channel)
    rule = next((rule for rule in rules("class") if says(words, rule.pattern)), None)
    return (cast(ChannelClass, rule.name), not rule.sure) if rule else ("other", True)


def classify(channels: Iterable[str], company: Company) -> tuple[tuple[ChannelClass, ...], list[str]]:
    """Return the class of each channel: the company's word, else a guess from the name; and which were guessed.

    Examples
    --------
    >>> classify(["radio", "Projet X2"], Company(name="A", gross_margin=0.4))
    (('radio', 'other'), ['Projet X2'])
    """
    classes: list[ChannelClass] = []
    guessed = []
    for name in channels:
        settings = company.channels.get(name)
        if settings is not None and settings.channel_class is not None:
            classes.append(settings.channel_class)
            continue
        found, unsure = guess_class(name)
        classes.append(found)
        if unsure:
            guessed.append(name)
    return tuple(classes), guessed


def google_channel(campaign: str, campaign_type: str | None, own_names: Iterable[str] = ()) -> str:
    """Return the channel of a Google campaign from its type, its name, and how people name the company.

    Examples
    --------
    >>> google_channel("Marque - Search", "Search"), google_channel("Toitures printemps", None)
    ('brand_search', 'generic_search')
    >>> google_channel("Boréale | exact", "Search", ("Boréale",))
    'brand_search'
    """
    words, kind = bare(campaign), bare(campaign_type or "")
    channel = first(kind, "google_type") or ("search" if says(kind, "search|recherche") else None)
    channel = channel or first(words, "google_type") or "search"
    if channel == "google_display" and says(words, listed("retargeting")):
        return "google_remarketing"
    if channel != "search":
        return channel
    if says(words, listed("not_brand")):
        return "generic_search"
    if says(words, listed("retargeting")):
        return "google_remarketing"
    own = says(words, listed("brand")) or is_own_query(campaign, own_names)
    return "brand_search" if own else "generic_search"


def microsoft_channel(campaign: str, campaign_type: str | None, own_names: Iterable[str] = ()) -> str:
    """Return the channel of a Microsoft campaign, told as Google's are; it has a budget of its own.

    Examples
    --------
    >>> microsoft_channel("Marque", "Search"), microsoft_channel("Achats", "Shopping")
    ('microsoft_brand_search', 'microsoft_shopping')
    """
    channel = google_channel(campaign, campaign_type, own_names)
    return "microsoft_video" if channel == "youtube" else f"microsoft_{channel.removeprefix('google_')}"


def social_channel(campaign: str, platform: str) -> str:
    """Return the channel of a campaign of a social platform from its name.

    Examples
    --------
    >>> social_channel("Reciblage RH", "linkedin"), social_channel("Gestionnaires", "linkedin")
    ('linkedin_retargeting', 'linkedin_prospecting')
    """
    return f"{platform}_{'retargeting' if says(bare(campaign), listed('retargeting')) else 'prospecting'}"


def is_own_query(query: str, own_names: Iterable[str]) -> bool:
    """Tell whether a text names the company: its words, together or run into one, accents aside.

    Only whole words count: a company called Nord is not in "nordique".

    Examples
    --------
    >>> [is_own_query(query, ["Atelier Boréal"]) for query in ("atelierboreal.ca avis", "ATELIER BORÉAL", "atelier")]
    [True, True, False]
    """
    words = bare(query).split()
    wanted = {joined for name in own_names if (joined := bare(name).replace(" ", ""))}
    longest = max(map(len, wanted), default=0)
    for start in range(len(words)):
        run = ""
        for word in words[start : start + longest]:
            run += word
            if run in wanted:
                return True
            if len(run) >= longest:
                break
    return False


def meta_channel(campaign: str) -> str:
    """Return the channel of a Meta campaign from its name.

    Examples
    --------
    >>> meta_channel("Reciblage"), meta_channel("Prospection QC"), meta_channel('Post: "Nos savons"')
    ('retargeting', 'social_prospecting', 'boosted_posts')
    """
    words = bare(campaign)
    if says(words, listed("retargeting")):
        return "retargeting"
    starts = re.match(rf"(?:{listed('boosted')})\b", words) is not None
    boosted = starts or says(words, r"boost(ed|es?|ees?)?|publications? (boostees?|sponsorisees?)")
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

    The kind given decides; else a channel makes it media; else the description, then the vendor's name; an ad platform
    bills advertising.

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
    return "media" if vendor and biller(vendor) else None


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
    return biller(vendor) if vendor else None


def biller(vendor: str) -> str | None:
    """Return the ad platform that a vendor bills for, None when the name says no such thing.

    Examples
    --------
    >>> biller("Google Ireland Ltd"), biller("FACEBK *ADS"), biller("Google Workspace"), biller("Radio Nordet")
    ('google_ads', 'meta_ads', None, None)
    """
    return first(bare(vendor), "biller") or None


def _kind_in(text: str) -> str | None:
    words = bare(text)
    return first(words, "cost") or _space(text) or ("media" if says(words, listed("media")) else None)


def _space(text: str) -> str | None:
    channel_class, guessed = guess_class(text)
    return "media" if channel_class in _BOUGHT_SPACE and not guessed else None


def bare(text: str) -> str:
    """Return a text as words only: lower case, no accent, no sign.

    Examples
    --------
    >>> bare("Été | Reciblage – 30 j")
    'ete reciblage 30 j'
    """
    return " ".join(re.sub(r"[^a-z0-9]+", " ", plain(text)).split())


def says(words: str, pattern: str) -> bool:
    """Return whether words (as :func:`bare` gives them) hold a pattern as whole words.

    Examples
    --------
    >>> says("reciblage panier", "recibl(age|er)"), says("branding", "brand")
    (True, False)
    """
    return re.search(rf"\b(?:{pattern})\b", words) is not None


def first(words: str, section: str) -> str | None:
    """Return what the first rule of a section that the words satisfy names; None when none does.

    Examples
    --------
    >>> first("max de performance quebec", "google_type")
    'performance_max'
    """
    return next((rule.name for rule in rules(section) if says(words, rule.pattern)), None)

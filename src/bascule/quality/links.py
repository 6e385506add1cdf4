"""The linter of tagged links: what breaks measurement in their `utm_` parameters, and the link to use instead."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from bascule.ingest.headers import plain
from bascule.ingest.rules import spellings
from bascule.ingest.rules import words as listed
from bascule.ingest.taxonomy import bare, first, says
from bascule.ingest.utm import NAMES, Utm, read_utm, utm_channel, write_utm
from bascule.quality.finding import Finding

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[a-z]{2,}", re.IGNORECASE)
_PHONE = re.compile(r"(?<!\d)(?:\+?1[ .-]?)?\(?\d{3}\)?[ .-]?\d{3}[ .-]\d{4}(?!\d)")
_REPEATED = re.compile(r"[?&](utm_[a-z]+)=", re.IGNORECASE)
_MISSPELT = re.compile(r"[?&](utm[ _-]?(?!source=|medium=|campaign=|content=|term=|id=)[a-z]*)=", re.IGNORECASE)
# What platforms fill in where an ad is paid for: such a link is an advertisement, whatever its medium says.
_PAID_SIGN = re.compile(
    r"\{\{(?:ad|adset|campaign|placement|site_source_name)|\{(?:campaignid|creative|keyword)\}", re.I
)


@dataclass(frozen=True)
class Link:
    """A link, and where it was found."""

    text: str
    where: str = ""


def links_in(text: str, name: str) -> Iterator[Link]:
    r"""Yield the tagged links of a text, each with its file and line.

    Examples
    --------
    >>> [link.where for link in links_in("a\nhttps://nordet.example/?utm_source=x", "liens.txt")]
    ['liens.txt:2']
    """
    for number, line in enumerate(text.splitlines(), start=1):
        for found in re.findall(r"https?://[^\s\"'<>;|]+", line):
            if "utm" in found.lower():
                yield Link(found.rstrip(",.)"), f"{name}:{number}")


def tidy(utm: Utm) -> Utm:
    """Return tags as they should be written: lower case, no accent, dashes for spaces, the usual spelling.

    Examples
    --------
    >>> tidy(Utm("FB", "Paid-Social", "Rentrée 2026"))
    Utm(source='facebook', medium='paid_social', campaign='rentree-2026', content='', term='')
    """
    values = {name: re.sub(r"[^a-z0-9_.|{}~-]+", "-", plain(getattr(utm, name))).strip("-") for name in NAMES}
    for name in ("source", "medium"):
        usual = spellings(f"utm_{name}")
        values[name] = usual.get(values[name], values[name])
    if _swapped(Utm(**values)):
        values["source"], values["medium"] = values["medium"], values["source"]
        for name in ("source", "medium"):
            values[name] = spellings(f"utm_{name}").get(values[name], values[name])
    return Utm(**values)


def lint_link(link: Link) -> list[Finding]:
    """Return what to mend in one link, what breaks measurement first.

    Examples
    --------
    >>> [finding.code for finding in lint_link(Link("https://nordet.example/?utm_source=Facebook&utm_medium=cpc"))]
    ['utm_capitals', 'utm_campaign_missing']
    """
    utm = read_utm(link.text)
    instead = write_utm(link.text, tidy(utm)) if utm.given else ""
    found = [*_form(link.text), *_personal(utm), *_meaning(link.text, utm), *_spelling(utm)]
    found.sort(key=lambda finding: finding.severity != "breaks")
    return [replace(each, subject=link.text, where=link.where, instead=each.instead or instead) for each in found]


def lint_links(links: Iterable[Link]) -> list[Finding]:
    """Return what to mend in links, each told once, then the tags that several spellings split.

    A link met many times is told of at its first place.
    """
    distinct: dict[str, Link] = {}
    for link in links:
        distinct.setdefault(link.text, link)
    single = [finding for link in distinct.values() for finding in lint_link(link)]
    return single + _split([read_utm(link.text) for link in distinct.values()])


def _found(code: str, severity: str, **params: object) -> Finding:
    return Finding(code, "breaks" if severity == "breaks" else "untidy", "", params)


def _form(link: str) -> Iterator[Finding]:
    before, _, after = link.partition("#")
    if "utm_" in after.lower():
        yield _found("utm_after_hash", "breaks")
    if before.count("?") > 1 or "&amp;" in before:
        yield _found("utm_malformed", "breaks", value="?" if before.count("?") > 1 else "&amp;")
    names = [name.lower() for name in _REPEATED.findall(link)]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield _found("utm_repeated", "breaks", field=name)
    for name in dict.fromkeys(_MISSPELT.findall(link)):
        yield _found("utm_misspelt", "breaks", field=name)


def _personal(utm: Utm) -> Iterator[Finding]:
    for name, value in utm.given.items():
        if _EMAIL.search(value) or _PHONE.search(value):
            yield Finding("utm_personal", "breaks", "", {"field": name}, instead=" ")


def _meaning(link: str, utm: Utm) -> Iterator[Finding]:
    for name in ("source", "medium"):
        if not getattr(utm, name):
            yield _found("utm_missing", "breaks", field=f"utm_{name}")
    if not utm.campaign and (utm.source or utm.medium):
        yield _found("utm_campaign_missing", "untidy")
    if _swapped(utm):
        yield _found("utm_swapped", "breaks", source=utm.source, medium=utm.medium)
    elif utm.medium and utm_channel(tidy(utm)) is None:
        yield _found("utm_medium_unknown", "breaks", value=utm.medium)
    if _PAID_SIGN.search(link) and utm.medium and not says(bare(tidy(utm).medium), listed("utm_paid")):
        yield _found("utm_paid_as_free", "breaks", value=utm.medium)


def _spelling(utm: Utm) -> Iterator[Finding]:
    for name, value in utm.given.items():
        if value != value.lower():
            yield _found("utm_capitals", "breaks", field=name, value=value)
        if plain(value) != value.lower() or re.search(r"\s", value):
            yield _found("utm_spaces", "untidy", field=name, value=value)
        usual = spellings(name).get(value.lower()) if name in {"utm_source", "utm_medium"} else None
        if usual and usual != value.lower():
            yield _found("utm_spelling", "untidy", field=name, value=value, usual=usual)


def _swapped(utm: Utm) -> bool:
    def is_medium(text: str) -> bool:
        return text.lower() in spellings("utm_medium") or says(bare(text), listed("utm_paid"))

    def is_source(text: str) -> bool:
        return text.lower() in spellings("utm_source") or first(bare(text), "utm_paid_source") is not None

    return is_medium(utm.source) and not is_source(utm.source) and is_source(utm.medium) and not is_medium(utm.medium)


def _split(tags: list[Utm]) -> list[Finding]:
    written: dict[tuple[str, str], set[str]] = defaultdict(set)
    for utm in tags:
        usual = tidy(utm)
        for name in ("source", "medium", "campaign"):
            if value := getattr(utm, name):
                written[name, getattr(usual, name)].add(value)
    return [
        Finding("utm_split", "breaks", f"utm_{name}", {"field": f"utm_{name}", "values": sorted(values)}, usual)
        for (name, usual), values in sorted(written.items())
        if len(values) > 1
    ]

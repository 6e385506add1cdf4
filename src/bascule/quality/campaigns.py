"""The linter of campaign names: what keeps a campaign's spending from being told apart, and what to rename."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bascule.ingest.imported import Imported
from bascule.ingest.rules import words as listed
from bascule.ingest.taxonomy import bare, says
from bascule.quality.finding import Finding


@dataclass(frozen=True)
class Campaign:
    """A campaign as a platform names it, the channel it was counted in, and what it spent in all."""

    platform: str
    name: str
    channel: str
    spend: float


def campaigns_of(imported: Imported) -> list[Campaign]:
    """Return the campaigns of the advertising read, by spending, largest first."""
    import polars as pl

    media = imported.tables.get("media")
    if media is None:
        return []
    named = media.filter(pl.col("campaign").is_not_null() & pl.col("platform").is_not_null())
    sums = named.group_by("platform", "campaign", "channel").agg(pl.col("spend").sum())
    ordered = sums.sort("spend", "platform", "campaign", descending=[True, False, False])
    return [Campaign(*row) for row in ordered.select("platform", "campaign", "channel", "spend").rows()]


def lint_campaigns(campaigns: Iterable[Campaign], own_names: tuple[str, ...] = ()) -> list[Finding]:
    """Return what to rename or split, what breaks measurement first.

    Parameters
    ----------
    campaigns : iterable of Campaign
    own_names : tuple of str
        How people name the company.

    Examples
    --------
    >>> lint_campaigns([Campaign("google_ads", "Marque + générique", "generic_search", 100.0)])[0].code
    'campaign_brand_mixed'
    """
    known = list(campaigns)
    found = [finding for campaign in known for finding in _alone(campaign, own_names)]
    found += _variants(known)
    if not own_names and any(each.channel in {"brand_search", "generic_search"} for each in known):
        found.append(Finding("own_names_missing", "breaks", "bascule.toml", {}, 'own_names = ["…"]'))
    return sorted(found, key=lambda finding: finding.severity != "breaks")


def _alone(campaign: Campaign, own_names: tuple[str, ...]) -> Iterator[Finding]:
    words = bare(campaign.name)
    spend: dict[str, object] = {"spend_money": campaign.spend}
    names = [re.escape(bare(name)) for name in own_names if bare(name)]
    generic = says(words, listed("not_brand"))
    rest = re.sub(rf"\b(?:{listed('not_brand')})\b", " ", words)
    if (
        campaign.channel in {"brand_search", "generic_search"}
        and generic
        and says(rest, "|".join([listed("brand"), *names]))
    ):
        yield Finding("campaign_brand_mixed", "breaks", campaign.name, spend)
    if says(words, listed("retargeting")) and says(words, listed("prospecting")):
        yield Finding("campaign_audiences_mixed", "breaks", campaign.name, spend)
    if re.fullmatch(listed("unnamed"), words) or not words:
        yield Finding("campaign_unnamed", "breaks", campaign.name, spend)
    if campaign.name != " ".join(campaign.name.split()):
        yield Finding("campaign_spaces", "untidy", campaign.name, spend, " ".join(campaign.name.split()))


def _variants(campaigns: list[Campaign]) -> Iterator[Finding]:
    alike: dict[tuple[str, str], list[str]] = defaultdict(list)
    for campaign in campaigns:
        alike[campaign.platform, bare(campaign.name)].append(campaign.name)
    for names in alike.values():
        distinct = list(dict.fromkeys(names))
        if len(distinct) > 1:
            yield Finding("campaign_variants", "breaks", distinct[0], {"values": distinct}, distinct[0])

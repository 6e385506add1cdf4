"""The linter of campaign names."""

import pytest

from bascule.quality.campaigns import Campaign, lint_campaigns


def _codes(*names: str, channel: str = "generic_search", own: tuple[str, ...] = ("Nordet",)) -> list[str]:
    return [each.code for each in lint_campaigns([Campaign("google_ads", name, channel, 50.0) for name in names], own)]


@pytest.mark.parametrize("name", ["Marque et générique", "Nordet + hors marque", "Brand / generic – QC"])
def test_own_name_and_general_words_together_cannot_be_told_apart(name: str) -> None:
    assert _codes(name) == ["campaign_brand_mixed"]


@pytest.mark.parametrize("name", ["Hors marque", "Non-brand", "Nordet exact", "Générique – toitures", "Marque"])
def test_a_campaign_that_says_one_thing_is_well_named(name: str) -> None:
    assert _codes(name) == []


@pytest.mark.parametrize("name", ["Campaign 3", "Nouvelle campagne de ventes", "Copie de Toitures", "Sans nom", "test"])
def test_what_nobody_named_is_told(name: str) -> None:
    assert _codes(name) == ["campaign_unnamed"]


def test_two_audiences_in_one_campaign_are_told() -> None:
    assert _codes("Prospection et reciblage", channel="retargeting") == ["campaign_audiences_mixed"]


def test_one_name_in_several_spellings_is_told() -> None:
    (found,) = lint_campaigns([Campaign("meta_ads", name, "x", 1.0) for name in ("Été 2026", "ete - 2026")], ("N",))
    assert (found.code, found.params["values"]) == ("campaign_variants", ["Été 2026", "ete - 2026"])
    two = [Campaign("meta_ads", "Été", "x", 1.0), Campaign("google_ads", "ete", "x", 1.0)]
    assert lint_campaigns(two, ("N",)) == []


def test_without_the_names_of_the_company_search_cannot_be_told() -> None:
    assert _codes("Toitures", own=()) == ["own_names_missing"]
    assert _codes("Toitures", own=(), channel="radio") == []

"""Classes of channels, guessed from their names in both languages."""

from typing import get_args

import pytest

from bascule.company import ChannelClass
from bascule.ingest.taxonomy import cost_kind, google_channel, guess_class, media_channel, meta_channel, named_channel


@pytest.mark.parametrize("name", get_args(ChannelClass))
def test_the_name_of_a_class_is_that_class(name: str) -> None:
    assert guess_class(name) == (name, False)


@pytest.mark.parametrize(
    ("name", "channel_class", "guessed"),
    [
        ("google_search", "generic_search", True),
        ("google_shopping_pmax", "automated", False),
        ("performance_max", "automated", False),
        ("google_shopping", "automated", False),
        ("google_display", "display", False),
        ("google_remarketing", "retargeting", False),
        ("youtube", "video", False),
        ("meta", "social_prospecting", True),
        ("tiktok", "social_prospecting", True),
        ("infolettre", "email", False),
        ("publicité radio", "radio", False),
        ("Affichage extérieur", "out_of_home", False),
        ("Circulaires", "flyers", False),
        ("Publications boostées", "boosted_posts", False),
        ("Recherche de marque", "brand_search", False),
        ("hors marque", "generic_search", False),
        ("Pages jaunes", "directory", False),
        ("Salon de l'habitation", "event", False),
        ("mystery", "other", True),
        ("", "other", True),
    ],
)
def test_the_class_of_a_channel(name: str, channel_class: str, guessed: bool) -> None:
    assert guess_class(name) == (channel_class, guessed)


@pytest.mark.parametrize(
    ("campaign", "kind", "channel"),
    [
        ("Marque | exact", "Search", "brand_search"),
        ("Search – Brand", None, "brand_search"),
        ("Non-brand Search", None, "generic_search"),
        ("Générique – toitures", "Recherche", "generic_search"),
        ("Concurrents de marque", "Search", "generic_search"),
        ("PMax – Québec", None, "performance_max"),
        ("Remarketing visiteurs", "Display", "google_remarketing"),
        ("Demand Gen", None, "google_demand_gen"),
        ("Café Boréal", "Search", "brand_search"),
        ("Boréale", "Search", "generic_search"),
    ],
)
def test_the_channel_of_a_google_campaign(campaign: str, kind: str | None, channel: str) -> None:
    assert google_channel(campaign, kind, ("café boréal",)) == channel


def test_the_channel_of_a_meta_campaign() -> None:
    assert meta_channel("Panier abandonné – automne") == "retargeting"
    assert meta_channel("Posters – prospection") == "social_prospecting"
    assert meta_channel("") == "social_prospecting"


def test_work_comes_before_the_space_it_was_for() -> None:
    assert cost_kind(None, None, "Honoraires campagne radio", "Nordet") == "agency"
    assert cost_kind(None, None, "Production d'une vidéo", "Studio") == "content"
    assert cost_kind("média", None, None, None) == "media"
    assert media_channel("Affichage abribus", None, None) == "out_of_home"
    assert named_channel("RADIO locale") == "radio"

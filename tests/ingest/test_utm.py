"""The tags of links: read, written, and the channel they name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bascule.ingest.utm import NAMES, Utm, read_utm, utm_channel, write_utm

TEXTS = st.text(st.characters(blacklist_categories=("Cs",)), max_size=20)


@pytest.mark.parametrize(
    ("source", "medium", "campaign", "channel"),
    [
        ("google", "cpc", "Toitures", "generic_search"),
        ("google", "cpc", "Nordet exact", "brand_search"),
        ("google", "ppc", "PMax Québec", "performance_max"),
        ("youtube", "paid", "", "youtube"),
        ("facebook", "paid_social", "Reciblage 30 j", "retargeting"),
        ("ig", "cpc", "Prospection", "social_prospecting"),
        ("bing", "cpc", "", "microsoft_generic_search"),
        ("linkedin", "paid-social", "", "linkedin_prospecting"),
        ("tiktok", "paid-social", "Reciblage", "tiktok_retargeting"),
        ("mailchimp", "e-mail", "", "email"),
        ("facebook", "social", "", "organic_social"),
        ("nordet", "qr", "", "print"),
        ("nordet", "zzz", "", None),
        ("", "", "", None),
    ],
)
def test_the_channel_that_tags_name(source: str, medium: str, campaign: str, channel: str | None) -> None:
    assert utm_channel(Utm(source, medium, campaign), ("Nordet",)) == channel


def test_a_second_question_mark_loses_no_tag() -> None:
    assert read_utm("https://nordet.example/p?id=3?utm_source=fb&utm_medium=cpc").source == "fb"


def test_the_first_of_a_repeated_tag_counts() -> None:
    assert read_utm("https://nordet.example/?utm_source=a&utm_source=b").source == "a"


@given(st.fixed_dictionaries(dict.fromkeys(NAMES, TEXTS)))
def test_what_is_written_is_read_again(values: dict[str, str]) -> None:
    utm = Utm(**values)
    assert read_utm(write_utm("https://nordet.example/page?x=%C3%A9#bas", utm)) == utm


def test_everything_else_of_the_link_stays() -> None:
    built = write_utm("https://nordet.example/p?UTM_Source=old&couleur=vert&taille=#bas", Utm("google", "cpc"))
    assert built == "https://nordet.example/p?couleur=vert&taille=&utm_source=google&utm_medium=cpc#bas"

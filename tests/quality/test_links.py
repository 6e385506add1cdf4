"""The linter of tagged links."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bascule.ingest.utm import NAMES, Utm, read_utm, write_utm
from bascule.quality.links import Link, links_in, lint_link, lint_links, tidy

SITE = "https://nordet.example/"
GOOD = SITE + "?utm_source=facebook&utm_medium=paid_social&utm_campaign=rentree"


@pytest.mark.parametrize(
    ("tags", "code", "severity"),
    [
        ("utm_source=google&utm_campaign=a", "utm_missing", "breaks"),
        ("utm_medium=cpc&utm_campaign=a", "utm_missing", "breaks"),
        ("utm_source=google&utm_medium=cpc", "utm_campaign_missing", "untidy"),
        ("utm_source=Google&utm_medium=cpc&utm_campaign=a", "utm_capitals", "breaks"),
        ("utm_source=google&utm_medium=cpc&utm_campaign=rentr%C3%A9e", "utm_spaces", "untidy"),
        ("utm_source=google&utm_medium=cpc&utm_campaign=fin+avril", "utm_spaces", "untidy"),
        ("utm_source=fb&utm_medium=paid_social&utm_campaign=a", "utm_spelling", "untidy"),
        ("utm_source=cpc&utm_medium=google&utm_campaign=a", "utm_swapped", "breaks"),
        ("utm_source=google&utm_medium=annonce&utm_campaign=a", "utm_medium_unknown", "breaks"),
        ("utm_source=facebook&utm_medium=social&utm_campaign={{campaign.name}}", "utm_paid_as_free", "breaks"),
        ("utm_source=x&utm_medium=email&utm_campaign=ada@example.com", "utm_personal", "breaks"),
        ("utm_source=x&utm_medium=sms&utm_campaign=514-555-0100", "utm_personal", "breaks"),
        ("utm_source=a&utm_source=b&utm_medium=email&utm_campaign=c", "utm_repeated", "breaks"),
        ("id=3?utm_source=google&utm_medium=cpc&utm_campaign=a", "utm_malformed", "breaks"),
        ("utm_source=google&amp;utm_medium=cpc&amp;utm_campaign=a", "utm_malformed", "breaks"),
        ("utm_souce=google&utm_medium=cpc&utm_campaign=a", "utm_misspelt", "breaks"),
        ("a=1#utm_source=google&utm_medium=cpc", "utm_after_hash", "breaks"),
    ],
)
def test_each_slip_is_told(tags: str, code: str, severity: str) -> None:
    found = {finding.code: finding for finding in lint_link(Link(SITE + "?" + tags, "liens.csv:3"))}
    assert code in found
    assert found[code].severity == severity
    assert found[code].where == "liens.csv:3"


def test_a_good_link_has_nothing_to_mend() -> None:
    assert lint_link(Link(GOOD)) == []


def test_swapped_tags_are_put_back() -> None:
    (swapped,) = [
        each for each in lint_link(Link(SITE + "?utm_source=cpc&utm_medium=google&utm_campaign=a"))
        if each.code == "utm_swapped"
    ]  # fmt: skip
    assert read_utm(swapped.instead) == Utm("google", "cpc", "a")


def test_one_source_in_several_spellings_is_told_once_over_all_links() -> None:
    links = [Link(f"{SITE}?utm_source={source}&utm_medium=paid_social&utm_campaign=a") for source in ("facebook", "fb")]
    split = [finding for finding in lint_links(links + links) if finding.code == "utm_split"]
    assert [(each.params["values"], each.instead) for each in split] == [(["facebook", "fb"], "facebook")]


@given(st.fixed_dictionaries({name: st.text(max_size=15) for name in NAMES}))
def test_tidying_twice_changes_nothing_more(values: dict[str, str]) -> None:
    once = tidy(Utm(**values))
    assert tidy(once) == once


def test_a_tidied_link_of_known_names_breaks_nothing() -> None:
    loose = write_utm(SITE, Utm("FB", "Paid Social", "Rentrée  2026"))
    assert lint_link(Link(write_utm(SITE, tidy(read_utm(loose))))) == []


def test_an_apostrophe_is_no_part_of_a_tag() -> None:
    assert tidy(Utm("infolettre", "email", "Savons d'été & +")).campaign == "savons-d-ete"


def test_links_are_found_with_their_line() -> None:
    text = f'Titre;Lien\n"A";"{GOOD}"\nsans balise;{SITE}\n'
    assert list(links_in(text, "liens.csv")) == [Link(GOOD, "liens.csv:2")]

"""What work was for, told by words in both languages; and the words that tell nothing."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bascule.ingest.activities import PROCESSES, process_of, side_of
from bascule.ingest.people import nameless
from bascule.ingest.source import Reading


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("Infolettre septembre", "marketing"),
        ("Campagne d'automne", "marketing"),
        ("SEO", "marketing"),
        ("Rédaction de contenus", "marketing"),
        ("Production de contenu", "marketing"),
        ("Prospection", "sales"),
        ("Démo – client", "sales"),
        ("Soumission 1182", "sales"),
        ("Appel d'offres", "sales"),
        ("Business development", "sales"),
        ("Développement", "product"),
        ("R-D", "product"),
        ("R&D", "product"),
        ("Production", "product"),
        ("Réunion ventes et production", None),
        ("Inventaire", None),
        ("Adseneca", None),
        ("", None),
    ],
)
def test_sides(text: str, side: str | None) -> None:
    assert side_of([text]) == side


def test_the_first_text_that_tells_decides() -> None:
    assert side_of([None, "Interne", "Démo", "SEO"]) == "sales"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Newsletter", "R04"),
        ("Google Ads", "A01"),
        ("Publicités sociales", "A02"),
        ("Tableau de bord", "M03"),
        ("Site web", "C05"),
        ("Rencontre ventes et marketing", "V03"),
        ("Réunion d'équipe", "meetings"),
        ("Campagne", "campaigns"),
        ("Divers", None),
    ],
)
def test_processes(text: str, key: str | None) -> None:
    assert process_of([text]) == key


def test_processes_are_told_once() -> None:
    keys = [key for key, _ in PROCESSES]
    assert len(keys) == len(set(keys))


@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    assert side_of([text]) in {None, "marketing", "sales", "product"}
    assert process_of([text]) in {None, *(key for key, _ in PROCESSES)}


def test_addresses_in_the_names_of_files_are_hidden() -> None:
    reading = Reading("", dt.date(2026, 9, 1))
    assert nameless("a/ines@example.com.ics", reading) == "a/….ics"
    assert nameless("a/heures.csv", reading) == "a/heures.csv"

import re
from pathlib import Path

import pytest

from bascule.ingest import SOURCES

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGES = {"en": DOCS / "en/sources.md", "fr": DOCS / "fr/sources.md"}


def rows(lang):
    """Return the cells of every source's row, by its name: title, what is read, menus, grade, what it becomes."""
    lines = PAGES[lang].read_text(encoding="utf-8").splitlines()
    found = [re.split(r" \| ", line.strip("| ")) for line in lines if re.match(r"\| `\w+` \|", line)]
    names = [cells[0].strip("`") for cells in found]
    assert len(names) == len(set(names))
    return dict(zip(names, (cells[1:] for cells in found), strict=True))


@pytest.mark.parametrize("lang", PAGES)
def test_the_page_lists_every_source_and_no_other(lang):
    assert set(rows(lang)) == set(SOURCES)


@pytest.mark.parametrize("lang", PAGES)
@pytest.mark.parametrize("kind", list(SOURCES))
def test_a_source_is_listed_with_its_title_grade_and_menus(lang, kind):
    source = SOURCES[kind]
    title, read, menus, grade, becomes = rows(lang)[kind]
    assert title == source.title
    assert read
    assert becomes
    assert grade[0] == source.grade
    assert grade[1:2] in ("", ";")
    if lang == "en":
        assert menus == (source.menu_en or "—")
    elif source.menu_fr:
        assert menus == source.menu_fr
    else:
        assert menus == (f"{source.menu_en} (menus en anglais)" if source.menu_en else "—")


def test_a_source_left_aside_becomes_nothing():
    for kind, source in SOURCES.items():
        assert (rows("en")[kind][-1] == "nothing") == (bool(source.aside) or kind == "hubspot_contacts"), kind
        assert (rows("fr")[kind][-1] == "rien") == (rows("en")[kind][-1] == "nothing"), kind


def test_a_guess_is_called_one_in_both_languages():
    for kind in SOURCES:
        english, french = rows("en")[kind][3], rows("fr")[kind][3]
        assert english[0] == french[0]
        assert re.findall(r"\b[ABC]\b", english) == re.findall(r"\b[ABC]\b", french), kind

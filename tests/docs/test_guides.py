import importlib
import re
from pathlib import Path

import pytest

from bascule.cli import trials, utm
from bascule.cli.main import cli
from bascule.cli.verbs import VERBS
from bascule.ingest import SOURCES

ROOT = Path(__file__).resolve().parents[2]
GUIDES = ("docs/en/guide.md", "docs/fr/guide.md")


def options():
    inner = {f"{group} {verb}": m for group, own in (("test", trials), ("utm", utm)) for verb, m in own.VERBS.items()}
    for verb, module in {**VERBS, **inner}.items():
        for parameter in importlib.import_module(module).command.params:
            for name in parameter.opts:
                if name.startswith("--"):
                    yield verb, name
    for parameter in cli.params:
        yield "bascule", parameter.opts[0]


@pytest.mark.parametrize("guide", GUIDES)
@pytest.mark.parametrize(("verb", "option"), list(options()))
def test_every_option_is_documented_in_both_guides(guide, verb, option):
    text = (ROOT / guide).read_text(encoding="utf-8")
    sections = re.split(r"^## ", text, flags=re.MULTILINE)
    own = "".join(section for section in sections if f"bascule {verb}" in section) or text
    assert option in own


@pytest.mark.parametrize("guide", GUIDES)
def test_no_guide_documents_an_option_that_does_not_exist(guide):
    known = {option for _, option in options()} | {"--help"}
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", (ROOT / guide).read_text(encoding="utf-8"))) <= known


@pytest.mark.parametrize("page", ["README.md", "LISEZMOI.md"])
def test_the_first_screen_has_the_picture_and_the_two_commands(page):
    first = "\n".join((ROOT / page).read_text(encoding="utf-8").splitlines()[:24])
    assert re.search(r"!\[.+\]\(docs/images/report-(en|fr)\.png\)", first)
    assert "make demo" in first
    assert "make test" in first


@pytest.mark.parametrize("guide", GUIDES)
@pytest.mark.parametrize("kind", [kind for kind in SOURCES if kind.endswith("_csv") and kind != "orders_csv"])
def test_every_plain_table_is_described_with_the_columns_it_needs(guide, kind):
    source = SOURCES[kind]
    (line,) = [line for line in (ROOT / guide).read_text(encoding="utf-8").splitlines() if f"`{source.title}`" in line]
    for name in {*source.identified_by[0], *(column.name for column in source.columns if column.needed)}:
        assert re.search(rf"\b{source.column(name).names[0]}\b", line), name


def pages():
    found = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "examples").rglob("*.md")]
    return [page for page in found if page.is_file()]


@pytest.mark.parametrize("page", pages(), ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_between_pages_leads_somewhere(page):
    for target in re.findall(r"\]\((?!https?:|#)([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_both_languages_say_as_much():
    for english, french in (
        ("guide", "guide"),
        ("method", "methode"),
        ("benchmarks", "bancs-essai"),
        ("sources", "sources"),
    ):
        texts = [(ROOT / "docs" / f"{p}.md").read_text(encoding="utf-8") for p in (f"en/{english}", f"fr/{french}")]
        assert texts[0].count("\n## ") == texts[1].count("\n## ")
        assert texts[0].count("\n| ") == texts[1].count("\n| ")

"""Every code that the source raises or emits has a sentence, and the sentence names nothing that is not given."""

import ast
import datetime as dt
import string
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

import bascule
from bascule.errors import BasculeError
from bascule.ingest.tables import SCHEMAS
from bascule.locale import Locale
from bascule.locale.wording import ROOMS, WORDINGS, certainty, explain, ingest, plan, word
from bascule.locale.wording.vocabulary import TABLES
from bascule.plans import Constraint, CostDecision, Measure, Risk

SOURCE = Path(bascule.__file__).parent
MADE = {"Reason", "Check"}
EXAMPLES: dict[str, object] = {
    "_money": 1234.5,
    "_share": 0.42,
    "_ratio": 2.1,
    "_date": dt.date(2026, 11, 1),
    "_weeks": 3,
}


def calls(*names: str) -> Iterator[tuple[ast.Call, str]]:
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
                yield node, path.name


def raised() -> Iterator[tuple[str, set[str] | None, str]]:
    for node, origin in calls("BasculeError"):
        if node.args and isinstance(node.args[0], ast.Constant):
            given = {keyword.arg for keyword in node.keywords}
            yield node.args[0].value, None if None in given else {name for name in given if name}, origin


def emitted() -> Iterator[tuple[str, str]]:
    for node, origin in calls(*MADE):
        for keyword in node.keywords:
            if keyword.arg == "code":
                for part in ast.walk(keyword.value):
                    if isinstance(part, ast.Constant) and isinstance(part.value, str) and not part.value.endswith("_"):
                        yield part.value, origin


def named(message: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(message) if name}


def example(name: str) -> object:
    return next((value for ending, value in EXAMPLES.items() if name.endswith(ending)), 7)


def test_every_error_that_is_raised_has_a_wording():
    missing = {code: origin for code, _, origin in raised() if code not in WORDINGS}
    assert missing == {}


def test_an_error_is_given_all_that_its_wording_names():
    # `explain` says what a field accepts; the reader of a file names the file.
    added = {"company_invalid": {"accepted"}, **{code: {"file"} for code in ingest.WORDINGS}}
    found = (
        (code, named(WORDINGS[code]) - given - added.get(code, set()), origin)
        for code, given, origin in raised()
        if given is not None and code in WORDINGS
    )
    assert [(code, lacking, origin) for code, lacking, origin in found if lacking] == []


def test_every_reason_and_check_has_a_wording():
    known = set(WORDINGS) | {code.partition(":")[0] for code in WORDINGS}
    assert {code: origin for code, origin in emitted() if code not in known} == {}


def test_no_code_is_worded_twice():
    assert sum(len(room.WORDINGS) for room in ROOMS) == len(WORDINGS)


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("code", sorted(WORDINGS))
def test_every_code_renders(code, lang):
    name, _, severity = code.partition(":")
    params = {name: example(name) for name in named(WORDINGS[code])}
    said = word(name, params, Locale(lang), severity)
    assert "{" not in said
    assert said.strip()
    assert word(name, {}, Locale(lang), severity)


def test_every_word_of_a_plan_is_there():
    assert set(plan.CONSTRAINTS) == set(plan.HELD) == set(get_args(Constraint))
    assert set(plan.RISKS) == set(get_args(Risk))
    assert set(plan.MEASURES) == set(get_args(Measure))
    assert set(plan.COST_DECISIONS) == set(get_args(CostDecision.model_fields["decision"].annotation))


def test_a_limit_is_named_and_a_season_has_its_sign():
    held = word("step_limit", {"constraint": "cash"}, Locale("fr"))
    assert held == "Une limite l’empêche d’aller plus loin\u00a0: votre encaisse mensuelle."
    for share, said in ((0.18, "+18%"), (-0.12, "−12%"), (0.0, "0%")):
        assert f"stand {said} from" in word("step_season", {"season_share": share}, Locale("en"))


def test_names_decide_how_figures_are_shown():
    params = {"claimed_ratio": 7.1, "low_ratio": 0.2, "high_ratio": 1.3}
    assert word("overclaimed", params, Locale("fr")) == (
        "La plateforme réclame 7,1\u00a0:\u00a01; cette étude trouve de 0,2\u00a0:\u00a01 à 1,3\u00a0:\u00a01."
    )


def test_dates_from_json_are_dates():
    said = word("gap", {"start_date": "2025-03-01", "end_date": "2025-03-31"}, Locale("fr"))
    assert "du 1er\u00a0mars\u00a02025 au 31\u00a0mars\u00a02025" in said


def test_one_severity_may_have_its_own_words():
    assert word("posterior_predictive", {"coverage_share": 0.8}, Locale("en"), "review").startswith("Only 80%")
    assert word("posterior_predictive", {"coverage_share": 0.9}, Locale("en"), "pass").startswith("90%")


def test_an_absent_section_says_what_it_needs():
    said = word("section_unavailable", {"section": "tipping_point"}, Locale("fr"))
    assert said.startswith("Le point de bascule")
    assert said.endswith("Cette version ne le calcule pas.")


@pytest.mark.parametrize("field", ["gross_margin", "currency", "channels.radio.class", "oddity"])
def test_a_field_refused_says_what_is_accepted(field):
    said = explain(BasculeError("company_invalid", file="bascule.toml", field=field, value=3), Locale("en"))
    assert f"{field} is not accepted: 3. Expected: " in said


def test_an_unforeseen_code_is_said_with_its_parameters():
    assert "odd (row=3)" in explain(BasculeError("odd", row=3), Locale("en"))


@pytest.mark.parametrize(
    ("probability", "said"),
    [(0.95, "presque certain"), (0.85, "très probable"), (0.65, "probable"), (0.35, "partagé"), (0.15, "improbable"),
     (0.149, "très improbable")],
)  # fmt: skip
def test_words_of_certainty_have_fixed_meanings(probability, said):
    assert certainty(probability, Locale("fr")) == said


def test_every_table_has_a_name_in_both_languages():
    assert not set(SCHEMAS) - set(TABLES)
    same = {table for table in SCHEMAS if Locale("fr").t(TABLES[table]) == Locale("en").t(TABLES[table])}
    assert same <= {"promos"}

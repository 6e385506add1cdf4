"""A company whose sales cannot be read: an answer from priors and claims, said as such in both languages."""

import csv
import datetime as dt
import json
import re
import shutil
from pathlib import Path

import jsonschema
import pytest

from bascule import study, written
from bascule.errors import BasculeError
from bascule.locale import Locale
from bascule.report import cautions, document, render_html, summary

ROOT = Path(__file__).parents[1]
SCHEMA = ROOT / "docs" / "schema" / "decisions-1.json"
BOREALE = ROOT / "examples" / "maison_boreale"
TODAY = dt.date(2026, 11, 23)
UNREAD = {"fr": "vos ventes n’ont pas été lues", "en": "your sales were not read"}
FOLLOWS = {"fr": "Le modèle suit-il les faits", "en": "Does the model follow the facts?"}


def copied(folder, *, orders, more=""):
    shutil.copytree(BOREALE, folder, ignore=shutil.ignore_patterns(*([] if orders else ["orders_export*"])))
    with (folder / "bascule.toml").open("a", encoding="utf-8") as file:
        file.write(more)
    return folder


def run(folder, **options):
    return study.run(folder, study.Options(today=TODAY, **options))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return copied(tmp_path_factory.mktemp("without") / "boreale", orders=False)


@pytest.fixture(scope="module")
def results(folder):
    return run(folder, prior_only=True)


def codes(results):
    return {check.code for check in results.decisions.checks}


def text(results, lang):
    return re.sub(r"<[^>]+>", " ", render_html(document(results, lang)))


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_without_sales_the_refusal_says_how_to_decide_all_the_same(folder, lang):
    from bascule.locale.wording import explain

    with pytest.raises(BasculeError) as caught:
        run(folder)
    assert caught.value.code == "no_sales"
    assert "--prior-only" in explain(caught.value, Locale(lang))


def test_it_decides_from_priors_and_claims_alone(results):
    channels = results.decisions.channels
    assert {channel.evidence for channel in channels} == {"prior", "claims"}
    assert all(channel.verdict == "test" for channel in channels if channel.evidence == "prior")
    assert results.fit is None
    assert results.decisions.plan is not None
    assert {"prior_only", "sales_absent", "total_unbounded"} <= codes(results)
    fitted = {"converged", "history_fine", "history_short", "posterior_predictive", "baseline_fine", "media_share"}
    assert not fitted & codes(results)


def test_it_writes_decisions_that_obey_the_published_schema(results, tmp_path):
    (path,) = written.write(results, tmp_path, "fr", report=False)
    decided = json.loads(path.read_text(encoding="utf-8"))
    jsonschema.validate(decided, json.loads(SCHEMA.read_text(encoding="utf-8")))
    assert decided["returns"]["acquisition"]["mer"] is None
    assert decided["window"]["periods"] == 104


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_report_says_so_first_and_draws_no_fit(results, lang):
    told = text(results, lang)
    assert UNREAD[lang] in told
    assert FOLLOWS[lang] not in told
    assert UNREAD[lang] in "\n".join(summary(results, Locale(lang)))
    assert cautions(results, Locale(lang))


def test_every_page_renders(results, tmp_path):
    paths = written.write(results, tmp_path, "fr")
    assert all(path.stat().st_size > 5000 for path in paths)


def test_the_same_seed_gives_the_same_decisions(folder, results):
    assert run(folder, prior_only=True).decisions == results.decisions


def test_sales_that_are_there_are_ignored_when_asked(results, tmp_path):
    with_orders = run(copied(tmp_path / "boreale", orders=True), prior_only=True)
    assert "sales_ignored" in codes(with_orders)
    assert [c.iroas for c in with_orders.decisions.channels] == [c.iroas for c in results.decisions.channels]


def test_the_owners_yearly_revenue_bounds_what_all_channels_bring(tmp_path, results):
    folder = copied(tmp_path / "boreale", orders=False)
    description = (folder / "bascule.toml").read_text(encoding="utf-8")
    (folder / "bascule.toml").write_text("yearly_revenue = 400000\n" + description, encoding="utf-8")
    bounded = run(folder, prior_only=True)
    assert "revenue_given" in codes(bounded)
    assert "total_unbounded" not in codes(bounded)
    total = [each.decisions.returns.acquisition.iroas.p50 for each in (bounded, results)]
    assert total[0] < total[1]


def test_too_few_weeks_of_sales_are_not_read_but_size_the_company(tmp_path, monkeypatch):
    folder = copied(tmp_path / "boreale", orders=False)
    with (folder / "sales.csv").open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["date", "revenue"])
        rows.writerows([dt.date(2026, 9, 7) + dt.timedelta(weeks=week), 20_000] for week in range(6))
    monkeypatch.setattr("bascule.mmm.model.sample", lambda *_: pytest.fail("a few weeks of sales were fitted"))
    results = run(folder)
    assert {"prior_only", "sales_too_few"} <= codes(results)
    assert "total_unbounded" not in codes(results)
    assert results.decisions.window.periods == 104


def test_an_edited_prior_moves_the_answer_and_is_said_with_its_source(tmp_path, results):
    edits = 'prior = {median = 4.0, spread = 0.3, source = "Nos trois arrêts de 2025"}\n'
    edits += '[channels.fax]\nprior = {median = 1.0, source = "souvenir"}\n'
    edits += '[priors.general]\ndiscrepancy = 0.6\nsource = "prudence de la maison"\n'
    edited = run(copied(tmp_path / "boreale", orders=False, more=edits), prior_only=True)
    before, after = (next(c for c in each.decisions.channels if c.channel == "radio") for each in (results, edited))
    assert after.iroas.p50 > 1.5 * before.iroas.p50
    assert (after.verdict, after.own_word, before.own_word) == ("test", True, False)
    found = {check.code: check.params for check in edited.decisions.checks}
    assert found["priors_edited"] == {"channels": ["radio"], "classes": []}
    assert found["general_priors_edited"] == {"settings": ["discrepancy"]}
    assert found["prior_without_channel"] == {"channels": ["fax"]}
    line = next(line for line in edited.priors if line.channel == "radio")
    assert (line.median, line.sure, line.changes[0].fields) == (4.0, "own", ("median", "spread"))
    for lang, words in (("fr", ("modifié", "parole de l’entreprise")), ("en", ("edited", "the company’s word"))):
        told = text(edited, lang)
        for word in (*words, "Nos trois arrêts de 2025", "prudence de la maison"):
            assert word in told, (lang, word)

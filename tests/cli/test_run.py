import pytest

from bascule import study as studies
from bascule import written
from bascule.cli.progress import progress
from bascule.locale import Locale
from bascule.study import Options


@pytest.fixture
def asked(monkeypatch, study):
    seen = {}

    def run(folder, options, progress=None):
        seen.update(folder=folder, options=options, progress=progress)
        return study

    def write(results, out, lang, report):
        seen.update(out=out, lang=lang, report=report)
        return (out / "decisions.json",)

    monkeypatch.setattr(studies, "run", run)
    monkeypatch.setattr(written, "write", write)
    return seen


def test_it_asks_for_the_usual_when_nothing_is_said(call, tmp_path, asked):
    assert call("run", tmp_path).code == 0
    assert asked["options"] == Options(wishes={"budget": None, "horizon_weeks": 26, "max_multiple": 1.5}, seed=1)
    assert asked["out"] == tmp_path / "bascule-out"
    assert (asked["lang"], asked["report"]) == ("en", True)


def test_every_option_reaches_the_study(call, tmp_path, asked):
    out = tmp_path / "there"
    options = ("--budget", "1 200,50", "--horizon-weeks", 13, "--max-multiple", 3, "--seed", 7, "--prior-only")
    assert call("run", tmp_path, "--out", out, "--lang", "fr", "--no-report", *options).code == 0
    assert asked["options"] == Options(
        wishes={"budget": 1200.5, "horizon_weeks": 13, "max_multiple": 3.0}, seed=7, prior_only=True
    )
    assert (asked["out"], asked["lang"], asked["report"]) == (out, "fr", False)


def test_the_checks_that_take_time_may_be_left_out(call, tmp_path, asked):
    assert call("run", tmp_path, "--quick").code == 0
    assert asked["options"].stability is False


@pytest.mark.parametrize("words", ["usual", "habituel", "USUAL"])
def test_the_usual_budget_may_be_said(call, tmp_path, asked, words):
    assert call("run", tmp_path, "--budget", words).code == 0
    assert asked["options"].wishes["budget"] is None


@pytest.mark.parametrize("words", ["1,200", "-5", "1e3", "nan", "12.345", ""])
def test_an_amount_that_could_be_two_is_refused(call, tmp_path, asked, words):
    assert call("run", tmp_path, "--budget", words).code == 2
    assert not asked


@pytest.mark.parametrize(("lang", "word"), [("fr", "Arrêter"), ("en", "Stop")])
def test_it_prints_the_summary_and_where_the_files_are(call, tmp_path, asked, lang, word):
    answer = call("run", tmp_path, "--lang", lang)
    assert word in answer.out
    assert str(tmp_path / "bascule-out" / "decisions.json") in answer.out
    assert answer.err == ""


def test_it_is_quiet_when_nobody_watches(call, tmp_path, asked):
    call("run", tmp_path)
    assert asked["progress"] is None


def test_a_terminal_sees_the_steps(monkeypatch, capsys):
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    with progress(Locale("fr")) as show:
        assert show is not None
        show("fitting", 0.5)

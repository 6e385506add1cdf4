import pytest

from bascule import study as studies
from bascule.study import Options
from proposed import next_test, proposal, with_test


@pytest.fixture
def asked(monkeypatch, study):
    seen = {"found": next_test(proposal(), proposal("newsletter", "list_holdout", share=0.2))}

    def run(folder, options, progress=None):
        seen.update(folder=folder, options=options)
        return with_test(study, seen["found"])

    monkeypatch.setattr(studies, "run", run)
    return seen


def test_it_writes_the_page_and_the_calendar_of_the_test_to_run(call, tmp_path, asked):
    answer = call("test", "design", tmp_path)
    assert (answer.code, answer.err) == (0, "")
    for name in ("test-protocol.html", "test-calendar.ics"):
        assert (tmp_path / "bascule-out" / name).is_file()
        assert str(tmp_path / "bascule-out" / name) in answer.out
    assert asked["options"] == Options(stability=False, returns=False)


@pytest.mark.parametrize(
    ("lang", "said"), [("en", ("Test Radio:", "Off: spend nothing")), ("fr", ("Tester Radio", "ne rien dépenser"))]
)
def test_it_says_the_tests_the_one_to_run_and_its_days(call, tmp_path, asked, lang, said):
    out = call("test", "design", tmp_path, "--lang", lang).out
    assert all(words in out for words in said)
    assert "2026" in out
    assert len([line for line in out.splitlines() if "Radio" in line or "Infolettre" in line]) >= 3


def test_every_option_reaches_the_study(call, tmp_path, asked):
    options = ("--channel", "radio", "--weeks", 8, "--seed", 7, "--out", tmp_path / "there")
    assert call("test", "design", tmp_path, *options).code == 0
    assert asked["options"] == Options(seed=7, stability=False, returns=False, test_channel="radio", test_weeks=8)
    assert (tmp_path / "there" / "test-protocol.html").is_file()


def test_no_test_worth_its_cost_writes_nothing_unless_its_channel_is_asked_for(call, tmp_path, asked):
    asked["found"] = next_test(proposal(), worth=False)
    out = call("test", "design", tmp_path).out
    assert "No test is worth its cost." in out
    assert "--channel" in out
    assert not (tmp_path / "bascule-out").exists()
    assert "No test is worth its cost." in call("test", "design", tmp_path, "--channel", "radio").out
    assert (tmp_path / "bascule-out" / "test-protocol.html").is_file()


@pytest.mark.parametrize("found", [None, next_test()])
def test_nothing_to_test_is_said_and_is_no_failure(call, tmp_path, asked, found):
    asked["found"] = found
    answer = call("test", "design", tmp_path, "--channel", "radio")
    assert answer.code == 0
    assert "No test can be designed" in answer.out or "No channel can be tested" in answer.out


@pytest.mark.parametrize("weeks", [0, 1, 27, "x"])
def test_a_duration_out_of_reach_is_refused(call, tmp_path, asked, weeks):
    assert call("test", "design", tmp_path, "--weeks", weeks).code == 2
    assert "options" not in asked


def test_its_help_is_french_throughout(call):
    english, french = (call("test", "design", "--help", "--lang", lang).out for lang in ("en", "fr"))
    shared = {line.strip() for line in english.splitlines()} & {line.strip() for line in french.splitlines()}
    assert all(len(line.split()) <= 3 for line in shared)
    assert "design" in call("test", "--help").out

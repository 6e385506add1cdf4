import pytest

import world
from bascule import study as studies
from bascule.errors import BasculeError, ExitCode
from bascule.limits import ScenarioSettings

COMPANY = 'name = "Nordet"\ngross_margin = 0.4\n'
SCENARIOS = "[scenarios.serre]\nbudget = 900.0\n[scenarios.large]\nbudget = 4000.0\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "bascule.toml").write_text(COMPANY, encoding="utf-8")
    return tmp_path


@pytest.fixture
def asked(monkeypatch, study):
    seen = {}

    def studied(folder, options, progress=None):
        seen["options"] = options
        return studies.Studied(study, world.panel(), None, [], study.company)

    monkeypatch.setattr(studies, "studied", studied)
    monkeypatch.setattr(studies, "another_plan", lambda found, scenario, seed: found.results.decisions.plan)
    return seen


def plain(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ").replace("\u2019", "'")


def test_the_plan_is_said_and_its_files_written(call, folder, asked):
    answer = call("allocate", folder)
    assert (answer.code, answer.err) == (0, "")
    for name in ("budget.xlsx", "plan.ics", "plan.csv", "plan.json"):
        assert (folder / "bascule-plan" / name).is_file()
        assert str(folder / "bascule-plan" / name) in answer.out
    assert asked["options"].compared == {}


def test_every_option_reaches_the_study(call, folder, asked):
    options = (
        "--budget", "2 400", "--free", "--target-return", "1.2", "--lock", "radio=0", "--min", "meta=10", "--max",
        "meta=90,5", "--monthly-cash", 8000, "--cautious", "--horizon-weeks", 8, "--max-multiple", 2, "--margin", 0.3,
        "--price", "meta=1.125", "--new", "tiktok=video:500", "--seed", 7,
    )  # fmt: skip
    assert call("allocate", folder, *options).code == 0
    found = asked["options"]
    assert found.wishes == {
        "budget": 2400.0, "free": True, "target_return": 1.2, "lock": {"radio": 0.0}, "least": {"meta": 10.0},
        "most": {"meta": 90.5}, "monthly_cash": 8000.0, "risk": "cautious", "horizon_weeks": 8, "max_multiple": 2.0,
    }  # fmt: skip
    assert found.scenario == ScenarioSettings.model_validate(
        {"gross_margin": 0.3, "price": {"meta": 1.125}, "new": {"tiktok": {"class": "video", "most": 500.0}}}
    )
    assert found.seed == 7


@pytest.mark.parametrize(
    ("option", "value", "en", "fr"),
    [
        ("--price", "radio=0", "20 at most", "20 au plus"),
        ("--price", "radio=21", "20 at most", "20 au plus"),
        ("--budget", "99999999999999", "is not an amount per week", "n'est pas un montant par semaine"),
        ("--budget", "-5", "is not an amount per week", "n'est pas un montant par semaine"),
        ("--lock", "radio=2000000000000", "Write radio=500", "Écrivez radio=500"),
        ("--new", "tiktok=video:0", "does not describe a channel to try", "ne décrit pas un canal à essayer"),
        ("--scenario", "serre", "nor any other", "ni aucun autre"),
    ],
)
def test_what_nobody_can_mean_is_refused_in_both_languages(call, folder, asked, option, value, en, fr):
    for lang, said in (("en", en), ("fr", fr)):
        answer = call("allocate", folder, option, value, "--lang", lang)
        assert answer.code == ExitCode.USAGE
        assert said in plain(answer.err)
    assert asked == {}


def test_scenarios_are_told_to_the_study_before_it_begins_and_compared(call, folder, asked):
    (folder / "bascule.toml").write_text(COMPANY + SCENARIOS, encoding="utf-8")
    answer = call("allocate", folder, "--all-scenarios")
    assert answer.code == 0
    assert list(asked["options"].compared) == ["serre", "large"]
    assert (folder / "bascule-plan" / "scenarios.html").is_file()
    unknown = call("allocate", folder, "--scenario", "inconnu")
    assert unknown.code == ExitCode.USAGE
    assert "serre and large" in unknown.err


@pytest.mark.parametrize(("lang", "said"), [("en", "Scenario “large”: No plan was"), ("fr", "Scénario « large » : Au")])
def test_a_scenario_that_no_plan_meets_is_named(call, folder, asked, monkeypatch, lang, said):
    def refused(found, scenario, seed):
        if scenario.budget == 4000.0:
            raise BasculeError("no_plan", exit_code=ExitCode.USAGE)
        return found.results.decisions.plan

    monkeypatch.setattr(studies, "another_plan", refused)
    (folder / "bascule.toml").write_text(COMPANY + SCENARIOS, encoding="utf-8")
    answer = call("allocate", folder, "--all-scenarios", "--lang", lang)
    assert answer.code == ExitCode.USAGE
    assert plain(answer.err).startswith(said)


def test_scenarios_are_refused_before_the_fit():
    options = studies.Options(compared={"serre": ScenarioSettings(budget=1.0)})
    panel = world.panel()
    with pytest.raises(BasculeError) as caught:
        studies.ask(panel, world.company(), options, panel.dates[-1].astype(object))
    assert (caught.value.code, caught.value.params["of_scenario"]) == ("budget_out_of_bounds", "serre")

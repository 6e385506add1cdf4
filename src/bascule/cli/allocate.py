"""`bascule allocate FOLDER`: where every dollar should go, under your own limits; named plans side by side."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bascule.cli.amounts import Amount, NewChannelValue, Pair, PriceChange
from bascule.cli.options import folder_argument, lang_option, out_option
from bascule.cli.progress import progress
from bascule.cli.run import BUDGET_HELP, HORIZON_HELP, MULTIPLE_HELP, SEED_HELP, WRITTEN
from bascule.cli.verbs import Session
from bascule.locale import N_, Locale

if TYPE_CHECKING:
    from bascule.limits import ScenarioSettings
    from bascule.plans import Plan
    from bascule.study import Options, Studied

OUT_FOLDER = "bascule-plan"

HELP = N_(
    "Place the budget of the company in FOLDER under your own limits, and compare named scenarios side by side. The "
    "plan is written as a budget sheet (XLSX), a calendar (ICS), a CSV and a JSON file. Lasting limits go in "
    "bascule.toml; an option prevails over them."
)
SHORT = N_("Where every dollar should go, under your own limits.")
OUT_HELP = N_("Where to write the plan's files.  [default: FOLDER/bascule-plan]")
FREE_HELP = N_("Leave the total free: spend as long as the next dollar brings more than --target-return.")
TARGET_HELP = N_("With --free, the margin that the last dollar must bring.")
LOCK_HELP = N_("Hold a channel at this amount per week, as radio=500. May be repeated.")
LEAST_HELP = N_("Spend at least this amount per week on a channel, as radio=200. May be repeated.")
MOST_HELP = N_("Spend at most this amount per week on a channel, as radio=800. May be repeated.")
CASH_HELP = N_("The most that may be spent in a calendar month, all channels together.")
CAUTIOUS_HELP = N_("Look at the worst tenth of cases only, rather than at all of them. Same as --risk cautious.")
RISK_HELP = N_(
    "What to make of risk: prudent takes a little off what is unsure, neutral looks at the mean, cautious at the worst "
    "tenth of cases, worst_case at the model that says least."
)
MARGIN_HELP = N_("Suppose another contribution margin, between 0 and 1.")
PRICE_HELP = N_("Suppose that what a channel sells costs more or less, as meta=1.2 for a fifth more. May be repeated.")
NEW_HELP = N_(
    "Suppose a channel that has no history yet: its name, its class and the most per week to try, as "
    "tiktok=social_prospecting:500. What comparable channels bring speaks for it alone. May be repeated."
)
SCENARIO_HELP = N_("Also work out this scenario of bascule.toml. May be repeated.")
ALL_HELP = N_("Also work out every scenario of bascule.toml.")


@click.command("allocate", help=HELP, short_help=SHORT)
@folder_argument
@out_option(OUT_HELP)
@lang_option
@click.option("--budget", type=Amount(usual=True), default=None, metavar="AMOUNT|usual", help=BUDGET_HELP)
@click.option("--free", is_flag=True, default=None, help=FREE_HELP)
@click.option("--target-return", type=click.FloatRange(0, 100, min_open=True), metavar="N", help=TARGET_HELP)
@click.option("--lock", type=Pair(), multiple=True, metavar="CHANNEL=AMOUNT", help=LOCK_HELP)
@click.option("--min", "least", type=Pair(), multiple=True, metavar="CHANNEL=AMOUNT", help=LEAST_HELP)
@click.option("--max", "most", type=Pair(), multiple=True, metavar="CHANNEL=AMOUNT", help=MOST_HELP)
@click.option("--monthly-cash", type=Amount(), metavar="AMOUNT", help=CASH_HELP)
@click.option("--cautious", is_flag=True, help=CAUTIOUS_HELP)
@click.option("--risk", type=click.Choice(["prudent", "neutral", "cautious", "worst_case"]), help=RISK_HELP)
@click.option("--horizon-weeks", type=click.IntRange(1, 156), metavar="N", help=HORIZON_HELP)
@click.option("--max-multiple", type=click.FloatRange(1.0, 10.0), metavar="N", help=MULTIPLE_HELP)
@click.option("--margin", type=click.FloatRange(0, 1, min_open=True), metavar="N", help=MARGIN_HELP)
@click.option("--price", type=PriceChange(), multiple=True, metavar="CHANNEL=N", help=PRICE_HELP)
@click.option("--new", type=NewChannelValue(), multiple=True, metavar="NAME=CLASS:AMOUNT", help=NEW_HELP)
@click.option("--scenario", "names", multiple=True, metavar="NAME", help=SCENARIO_HELP)
@click.option("--all-scenarios", is_flag=True, help=ALL_HELP)
@click.option("--seed", type=click.IntRange(0, 2**31 - 1), default=1, show_default=True, metavar="N", help=SEED_HELP)
@click.pass_obj
def command(session: Session, /, folder: Path, out: Path | None, **given: Any) -> None:
    """Work out the plan asked for and the scenarios named; print and write them."""
    from bascule import study, written
    from bascule.company import Company

    target = out or folder / OUT_FOLDER
    session.log_folder = target
    scenarios = named_scenarios(Company.read(folder), given["names"], given["all_scenarios"])
    # A worst case is held to the model of a month ago as well, which takes another fit.
    worst = "worst_case" in (given["risk"], *(one.risk for _, one in scenarios))
    with progress(session.locale) as show:
        found = study.studied(folder, replace(options_of(given, worst), compared=dict(scenarios)), show)
        others = [(name, another_plan(found, name, one, given["seed"])) for name, one in scenarios]
        if show is not None:
            show("writing", 0.0)
        paths = written.write_plan(found.results, others, target, session.locale.lang)
    tell(session.locale.lang, found, others, paths)


def another_plan(found: "Studied", name: str, scenario: "ScenarioSettings", seed: int) -> "Plan":
    """Return the plan of a scenario; a refusal says which it is."""
    from bascule import study

    with study.of_scenario(name):
        return study.another_plan(found, scenario, seed)


def options_of(given: dict[str, Any], stability: bool) -> "Options":
    """Return the study's options: what is asked of the plan, and what is supposed of the world."""
    from bascule.limits import ScenarioSettings
    from bascule.study import Options

    fields = ("budget", "free", "target_return", "monthly_cash", "risk", "horizon_weeks", "max_multiple")
    wishes = {name: given[name] for name in fields if given[name] is not None}
    wishes |= {name: dict(given[name]) for name in ("lock", "least", "most") if given[name]}
    if given["cautious"]:
        wishes["risk"] = "cautious"
    supposed = ScenarioSettings.model_validate(
        {"gross_margin": given["margin"], "price": dict(given["price"]), "new": dict(given["new"])}
    )
    return Options(wishes=wishes, scenario=supposed, seed=given["seed"], stability=stability, returns=False)


def named_scenarios(company: Any, names: tuple[str, ...], every: bool) -> "list[tuple[str, ScenarioSettings]]":
    """Return the scenarios asked for, in the order of `bascule.toml` where all are.

    Raises
    ------
    BasculeError
        `scenario_unknown`, or `scenario_none` where there is none at all.
    """
    from bascule.errors import BasculeError, ExitCode

    wanted = tuple(company.scenarios) if every else tuple(dict.fromkeys(names))
    for name in wanted:
        if name not in company.scenarios:
            known = list(company.scenarios)
            code = "scenario_unknown" if known else "scenario_none"
            raise BasculeError(code, exit_code=ExitCode.USAGE, scenario=name, scenarios=known)
    return [(name, company.scenarios[name]) for name in wanted]


def tell(lang: Any, found: "Studied", others: list[tuple[str, Any]], paths: tuple[Path, ...]) -> None:
    """Print the plan, the comparison where there is one, and where the files are."""
    from bascule.report.compare import asked_first, compare_lines
    from bascule.report.plan_lines import plan_lines

    results = found.results
    locale = Locale(lang, results.company.currency)
    for line in plan_lines(results, locale):
        click.echo(line)
    click.echo()
    for line in compare_lines(asked_first(results, others, lang), results.company, locale):
        click.echo(line)
    click.echo()
    for path in paths:
        click.echo(locale.t(WRITTEN, path=path))

"""The main job: the whole way from a folder of exports to decisions."""

import datetime as dt
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bascule.company import ChannelClass, Company
from bascule.errors import BasculeError, ExitCode
from bascule.limits import ScenarioSettings

if TYPE_CHECKING:
    from bascule.allocation.arbitrate import Asked
    from bascule.allocation.next_test import Asked as TestAsked
    from bascule.decisions import Plan
    from bascule.diagnosis.pillars import Pillars
    from bascule.diagnosis.reading import Reading
    from bascule.ingest import Imported, Refusal
    from bascule.ingest import Question as OpenQuestion
    from bascule.ingest.folder import Progress as FileProgress
    from bascule.mmm.model import Model
    from bascule.mmm.posterior import Posterior
    from bascule.mmm.refits import Refits
    from bascule.panel import Panel
    from bascule.results import Results
    from bascule.warehouse import Warehouse

Progress = Callable[[str, float], None]
# Fewer periods of known sales than this are not read at all: the priors then decide, and it is said.
LEAST_PERIODS = 8


@dataclass(frozen=True)
class Options:
    """What the user asks of a study.

    Attributes
    ----------
    wishes : dict
        What is asked of the plan, by the names of :class:`bascule.allocation.wishes.Wishes`: budget (currency a week),
        horizon_weeks, max_multiple … What is not there is the scenario's, the company's, or usual.
    scenario : ScenarioSettings or None
        What is supposed of the world, and asked of the plan where the wishes do not say.
    compared : dict of str to ScenarioSettings
        Other plans that will be asked of the same model, by name.
    seed : int
    today : datetime.date or None
        None is the day of the run.
    prior_only : bool
        Decide from priors and claims alone; sales are ignored if there are any.
    stability : bool
        Whether the model is fitted again to changed histories, to see if its answer holds (longer).
    returns : bool
        Whether the three returns, the transition reading and maturity are worked out; a plan does without.
    test_channel, test_weeks : str, int or None
        Which test is looked for; None is any.
    """

    wishes: dict[str, Any] = field(default_factory=dict)
    scenario: ScenarioSettings | None = None
    compared: dict[str, ScenarioSettings] = field(default_factory=dict)
    seed: int = 1
    today: dt.date | None = None
    prior_only: bool = False
    stability: bool = True
    returns: bool = True
    test_channel: str | None = None
    test_weeks: int | None = None


def check(
    folder: Path,
    company: Company | None,
    today: dt.date,
    progress: "FileProgress | None" = None,
    *,
    every_row: bool = False,
) -> "Imported":
    """Read a folder without keeping anything; `every_row`: refused rows come with all their cells, to be corrected."""
    from bascule.ingest import read_folder

    return read_folder(folder, company, today, progress, every_row=every_row)


def history(imported: "Imported", today: dt.date) -> "Panel":
    """Return the panel that the files just read would make, keeping nothing of it.

    Raises
    ------
    BasculeError
        `no_media`, `media_too_short`, `no_sales`, `revenue_all_zero` or `week_anchors_differ`.
    """
    from bascule.warehouse import Warehouse

    with tempfile.TemporaryDirectory(prefix="bascule-") as aside:
        warehouse = Warehouse.open(Path(aside))
        warehouse.add(imported)
        return panel_of(warehouse, today)


@dataclass(frozen=True)
class Studied:
    """A study, and what it was made from: other plans can be asked of the same model.

    `others` is what a worst case is held to beside the model; `company` is as it describes itself, whatever was
    supposed of it.
    """

    results: "Results"
    panel: "Panel"
    model: "Model"
    others: "list[Posterior]"
    company: Company


def run(folder: Path, options: Options, progress: Progress | None = None) -> "Results":
    """Study a folder of exports, as :func:`studied` does, and return what it found."""
    return studied(folder, options, progress).results


def studied(folder: Path, options: Options, progress: Progress | None = None) -> Studied:
    """Study a folder of exports.

    Parameters
    ----------
    folder : Path
        Holds the exports and a `bascule.toml`.
    options : Options
    progress : callable, optional
        Told (step, share done from 0 to 1).

    Raises
    ------
    BasculeError
        Worded for the user: data refused, a question open, a budget out of bounds, a fit that did not converge.
    """
    from bascule.ingest.taxonomy import classify

    say = progress or (lambda step, share: None)
    today = options.today or dt.date.today()
    company = Company.read(folder)
    panel, imported = gather(folder, company, today, say, options.prior_only)
    classes, guessed = classify(panel.channels, company)
    asked = ask(panel, company, options, today)
    test = ask_test(panel, company, options)
    model = fit(panel, company, classes, options.seed, say)
    again = options.stability and panel.sales_read
    refits = fit_again(panel, company, classes, options.seed, say) if again else None
    say("deciding", 0.0)
    return conclude(panel, company, imported, model, asked, guessed, today, test, refits, options.returns)


def gather(
    folder: Path, company: Company, today: dt.date, say: Progress, prior_only: bool = False
) -> tuple["Panel", "Imported"]:
    """Import the folder's files, keep them as a snapshot, and return the panel they make."""
    from bascule.ingest import read_folder
    from bascule.warehouse import Warehouse

    imported = read_folder(folder, company, today, lambda _, done, of: say("importing", done / max(of, 1)), keep=True)
    whole = next((refusal for refusal in imported.refusals if refusal.row is None), None)
    if whole is not None:
        raise refused(whole)
    if imported.questions:
        raise unanswered(imported.questions[0])
    say("panel", 0.0)
    warehouse = Warehouse.open(folder)
    warehouse.add(imported)
    return panel_of(warehouse, today, prior_only), imported


def panel_of(warehouse: "Warehouse", today: dt.date, prior_only: bool = False) -> "Panel":
    """Return the history to study: that of the sales, or the spending alone where sales are too few or not wanted."""
    if prior_only:
        panel = warehouse.media_panel(today, ignore_sales=True)
        return replace(panel, notes=(("sales_ignored" if warehouse.has_sales else "sales_absent", {}), *panel.notes))
    try:
        panel = warehouse.panel(today)
    except BasculeError as error:
        if error.code != "no_sales" or not warehouse.has_sales:
            raise
        known = 0
    else:
        known = panel.known_periods
    if known >= LEAST_PERIODS:
        return panel
    panel = warehouse.media_panel(today)
    return replace(panel, notes=(("sales_too_few", {"periods": known, "least": LEAST_PERIODS}), *panel.notes))


def refused(whole: "Refusal") -> BasculeError:
    """Return the error of a file that is refused as a whole."""
    params: dict[str, Any] = {"file": whole.file, **whole.params}
    return BasculeError(whole.code, **params)


def unanswered(question: "OpenQuestion") -> BasculeError:
    """Return the error of a question that no file answers: what is asked, and where to answer."""
    params: dict[str, Any] = {"file": question.file, **question.params}
    return BasculeError(question.code, **params, asked_field=question.field, asked_choices=question.choices)


def ask(panel: "Panel", company: Company, options: Options, today: dt.date) -> "Asked":
    """Return the plan that is asked for; that, and those it is compared with, refused at once if none can be met."""
    from bascule.allocation.arbitrate import Asked, limits_of

    asked = Asked(next_start(panel, today), options.scenario, options.wishes)
    limits_of(panel, company, asked, set())
    for name, scenario in options.compared.items():
        with of_scenario(name):
            limits_of(panel, company, Asked(asked.start, scenario, {}), set())
    return asked


@contextmanager
def of_scenario(name: str) -> Iterator[None]:
    """Say of a refusal which scenario it is about."""
    try:
        yield
    except BasculeError as error:
        error.params["of_scenario"] = name
        raise


def ask_test(panel: "Panel", company: Company, options: Options) -> "TestAsked":
    """Return the test that is looked for, refused at once if there is no such channel."""
    from bascule.allocation.next_test import Asked, known

    return known(Asked(options.test_channel, options.test_weeks, options.seed), panel.channels, company)


def next_start(panel: "Panel", today: dt.date) -> dt.date:
    """Return the first day of the plan: the next start of a week, once the data have ended and today is over."""
    last: dt.date = panel.dates[-1].astype(dt.date)
    tomorrow = today + dt.timedelta(days=1)
    if panel.period == "week":
        after = max(last + dt.timedelta(days=7), tomorrow)
        return after + dt.timedelta(days=(last - after).days % 7)
    after = max((last + dt.timedelta(days=32)).replace(day=1), tomorrow)
    return after + dt.timedelta(days=-after.weekday() % 7)


def fit(panel: "Panel", company: Company, classes: tuple[ChannelClass, ...], seed: int, say: Progress) -> "Model":
    """Fit the response model, or read the priors where sales are not read; a fit not converged decides nothing."""
    from bascule.mmm.model import fit_model, prior_model

    say("fitting", 0.0)
    if not panel.sales_read:
        return prior_model(panel, company, classes, seed)
    model = fit_model(panel, company, classes, seed, lambda share: say("fitting", share))
    if not model.sample.converged:
        raise BasculeError("not_converged", exit_code=ExitCode.NOT_CONVERGED, **model.sample.figures)
    return model


def fit_again(
    panel: "Panel", company: Company, classes: tuple[ChannelClass, ...], seed: int, say: Progress
) -> "Refits":
    """Fit the model to changed histories: with a made-up channel, and without the sales of the last weeks."""
    from bascule.mmm.refits import refit_all

    say("checking", 0.0)
    return refit_all(panel, company, classes, seed, lambda share: say("checking", share))


def conclude(
    panel: "Panel",
    company: Company,
    imported: "Imported",
    model: "Model",
    asked: "Asked",
    guessed: list[str],
    today: dt.date,
    test: "TestAsked",
    refits: "Refits | None" = None,
    returns: bool = True,
) -> Studied:
    """Return verdicts, plan, test, the three `returns` if asked, checks and all that the report shows, from a model."""
    from bascule.allocation.arbitrate import arbitrate, look_back
    from bascule.allocation.next_test import next_test
    from bascule.decided import decisions
    from bascule.diagnosis.channels import readings
    from bascule.diagnosis.verdict import verdicts
    from bascule.results import Results
    from bascule.shown import curves, file_lines, fit_lines, margin_cases, prior_lines, setting_lines

    described, company, classes = company, asked.supposed(company), model.setup.classes
    others = variants(model, refits)
    seen = readings(model, panel, company)
    verdict, stopped = verdicts(seen), to_stop(seen)
    made = arbitrate(model.posterior, others, panel, company, classes, asked, stopped, seed=test.seed)
    past = look_back(model.posterior, panel, company, made.plan.max_multiple)
    worth = next_test(model, panel, company, made.answer.ground, stopped, test)
    read = returned(panel, company, imported, model, seen, made.plan, today, test.seed) if returns else None
    results = Results(
        company=company,
        panel=panel,
        decisions=decisions(panel, company, model, seen, verdict, made.plan, guessed, read, refits, past, worth),
        curves=curves(made.posterior, made.plan),
        fit=fit_lines(model, panel),
        margin_cases=margin_cases(seen, company.gross_margin),
        priors=prior_lines(model, panel, guessed),
        files=file_lines(imported),
        settings=setting_lines(model), simulated=company.simulated, made_on=today,
    )  # fmt: skip
    return Studied(results, panel, model, others, described)


def returned(
    panel: "Panel",
    company: Company,
    imported: "Imported",
    model: "Model",
    seen: "list[Reading]",
    plan: "Plan",
    today: dt.date,
    seed: int,
) -> "Pillars":
    """Return the three returns of the company, its transition reading and its maturity."""
    from bascule.decided import last_day
    from bascule.diagnosis.pillars import Grounds, pillars
    from bascule.warehouse.tables import Tables

    tables = Tables.of(imported.tables)
    return pillars(Grounds(panel, company, model, tables, seen, to_stop(seen), plan, last_day(panel), today, seed))


def variants(model: "Model", refits: "Refits | None") -> "list[Posterior]":
    """Return what a plan for the worst case is held to beside the model: the priors, and the model of a month ago."""
    hidden = {} if refits is None else refits.hidden
    return [model.prior, *(hidden[periods].posterior for periods in sorted(hidden)[:1])]


def another_plan(study: Studied, scenario: ScenarioSettings, seed: int) -> "Plan":
    """Return the plan of another scenario, from the same model; what is to stop is judged at the margin it supposes.

    Raises
    ------
    BasculeError
        When no plan meets what it asks.
    """
    from bascule.allocation.arbitrate import Asked, arbitrate
    from bascule.diagnosis.channels import readings

    model, panel, company, plan = study.model, study.panel, study.company, study.results.decisions.plan
    assert plan is not None
    asked = Asked(plan.schedule[0].start, scenario, {})
    stopped = to_stop(readings(model, panel, asked.supposed(company)))
    made = arbitrate(model.posterior, study.others, panel, company, model.setup.classes, asked, stopped, seed=seed)
    return made.plan


def to_stop(seen: "list[Reading]") -> set[int]:
    """Return the channels whose verdict is to stop, by place."""
    from bascule.diagnosis.verdict import stops

    stopped = stops(seen)
    return {place for place, reading in enumerate(seen) if reading.channel in stopped}

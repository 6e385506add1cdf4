"""`bascule customers FOLDER`: who your customers are, what each should still bring, and whom to call this week."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bascule.cli.headings import heading
from bascule.cli.options import folder_argument, lang_option, out_option
from bascule.cli.progress import importing, progress
from bascule.cli.run import SEED_HELP, WRITTEN
from bascule.cli.verbs import Session
from bascule.locale import N_, Locale

if TYPE_CHECKING:
    from bascule.company import Company
    from bascule.customers.contacts import Contacts
    from bascule.customers.prospects import Prospects
    from bascule.ingest import Imported, Refusal
    from bascule.ingest.addresses import Addresses
    from bascule.warehouse.tables import Tables

OUT_FOLDER = "bascule-customers"
HELP = N_(
    "Say what each customer in the orders of FOLDER should still bring, and whom to call this week. Two lists are "
    "written: every customer under a key that names nobody, and those to contact, with their e-mail address and why. "
    "Only who may be written to under Canada's anti-spam law is on the second; where nothing proves consent, nobody is."
)
SHORT = N_("What each customer should still bring, and whom to call.")
OUT_HELP = N_("Where to write the lists.  [default: FOLDER/bascule-customers]")
SEGMENT_HELP = N_("Put these customers only on the list to contact. May be repeated.  [default: all, at risk first]")
LIMIT_HELP = N_("Most customers on the list to contact.")
LIST_NAME = N_("call_list")
SEGMENTS_HEAD, CONTACT_HEAD = N_("Customers"), N_("To contact")
KNOWN = (
    N_("{count} customer in the orders up to {date}."),
    N_("{count} customers in the orders up to {date}."),
)
ASSUMED_RHYTHM = N_("Too few came back to tell how often your customers buy: half a year is supposed.")
RHYTHM = N_("Half of those who come back do so at least every {usual}; nine in ten, every {patience}.")
LINE = (
    N_("{segment}: {count} customer; {margin} of margin expected in 12 months (90 chances in 100: {low} to {high})"),
    N_("{segment}: {count} customers; {margin} of margin expected in 12 months (90 chances in 100: {low} to {high})"),
)
ANONYMOUS = N_("{share} of what was sold is by nobody known, and is not counted.")
MARGIN = N_("Margins are at {share} of sales, the contribution margin of bascule.toml.")
OLD = N_("The last order is {days} days old: who has bought since is not known, and may be wrongly called silent.")
LISTED = (N_("{count} customer to contact."), N_("{count} customers to contact."))
NOBODY = N_("Nobody can be put on the list.")
MORE = (N_("{count} more could be: --limit {all}"), N_("{count} more could be: --limit {all}"))
LEFT_OUT = {
    "unknown": (
        N_("{count} left out: nothing proves that they consent to be written to."),
        N_("{count} left out: nothing proves that they consent to be written to."),
    ),
    "expired": (
        N_("{count} left out: their consent has expired."),
        N_("{count} left out: their consent has expired."),
    ),
    "withdrawn": (
        N_("{count} left out: they do not want e-mails."),
        N_("{count} left out: they do not want e-mails."),
    ),
    "unaddressed": (
        N_("{count} left out: no file has their e-mail address."),
        N_("{count} left out: no file has their e-mail address."),
    ),
}
RULE = N_(
    "The rule (LCAP, in English CASL): an express consent holds until it is withdrawn; a purchase, or the end of a "
    "contract, gives two years; an inquiry, six months. It is for you to prove it. A file consents.csv tells what your "
    "other files do not."
)
ASIDE = N_("Files that were not read: {files}. If one of them says who does not want e-mails, stop here.")
PRIVATE = N_(
    "{path} holds addresses: keep it as you keep your customers' files, and delete it once the calls are made."
)


@click.command("customers", help=HELP, short_help=SHORT)
@folder_argument
@out_option(OUT_HELP)
@lang_option
@click.option(
    "--segment",
    "segments",
    type=click.Choice(["at_risk", "loyal", "occasional", "new"]),
    multiple=True,
    help=SEGMENT_HELP,
)
@click.option("--limit", type=click.IntRange(1, 100_000), default=20, show_default=True, metavar="N", help=LIMIT_HELP)
@click.option("--seed", type=click.IntRange(0, 2**31 - 1), default=1, show_default=True, metavar="N", help=SEED_HELP)
@click.pass_obj
def command(session: Session, folder: Path, out: Path | None, segments: tuple[str, ...], limit: int, seed: int) -> None:
    """Read the folder, weigh every customer, write the lists and say what they hold."""
    from bascule.company import Company
    from bascule.customers.consent import standing
    from bascule.customers.contacts import CALLED, contacts
    from bascule.ingest.addresses import Addresses
    from bascule.warehouse.tables import Tables

    target, today = out or folder / OUT_FOLDER, dt.date.today()
    session.log_folder = target
    company, addresses = Company.read(folder), Addresses()
    locale = Locale(session.locale.lang, company.currency)
    imported = gathered(folder, company, today, addresses, locale)
    tables = Tables.of(imported.tables)
    prospects = weighed(tables, company, seed)
    asked = tuple(name for name in CALLED if name in segments) or CALLED
    found = contacts(prospects, standing(tables, today), addresses.pairs(), asked, limit)
    paths = write(prospects, found, target, locale, today)
    show_customers(prospects, company, locale, today)
    show_contacts(found, limit, not_read(imported), locale)
    click.echo()
    for path in paths:
        click.echo(locale.t(WRITTEN, path=path))
    click.echo(locale.t(PRIVATE, path=paths[1].name))


def gathered(folder: Path, company: "Company", today: dt.date, addresses: "Addresses", locale: Locale) -> "Imported":
    """Import the folder's files and keep them as a snapshot; the addresses of customers are heard on the way.

    Raises
    ------
    BasculeError
        A file is refused as a whole, a question is open, or rows of a register of consents are refused
        (`consents_refused`): a withdrawal may be among them.
    """
    from bascule import study
    from bascule.errors import BasculeError
    from bascule.ingest import read_folder
    from bascule.warehouse import Warehouse

    with progress(locale) as show:
        imported = read_folder(folder, company, today, importing(show), addresses=addresses)
    whole = next((refusal for refusal in imported.refusals if refusal.row is None), None)
    if whole is not None:
        raise study.refused(whole)
    if imported.questions:
        raise study.unanswered(imported.questions[0])
    if refusals := doubtful(imported):
        raise BasculeError("consents_refused", file=refusals[0].file, rows=len(refusals))
    Warehouse.open(folder).add(imported)
    return imported


def doubtful(imported: "Imported") -> "list[Refusal]":
    """Return the rows refused that may say who does not want e-mails, of the first file that has any."""
    register = {
        report.file for report in imported.files if report.source == "consents_csv" or report.table == "consents"
    }
    found = [one for one in imported.refusals if one.file in register or one.code == "flag_unknown"]
    return [one for one in found if one.file == found[0].file]


def weighed(tables: "Tables", company: "Company", seed: int) -> "Prospects":
    """Return what each customer of the orders should still bring.

    Raises
    ------
    BasculeError
        With the reason why that cannot be told: orders that name nobody, too few customers, too short a history.
    """
    from bascule.customers.histories import Histories
    from bascule.customers.prospects import Prospects
    from bascule.customers.valued import valued
    from bascule.errors import BasculeError
    from bascule.plans import Reason

    orders = tables["orders"]
    if orders["customer_key"].drop_nulls().is_empty():
        raise BasculeError("customers_absent" if tables["subscriptions"].is_empty() else "customers_contracted")
    model = valued(Histories.of(orders), company, seed)
    if isinstance(model, Reason):
        raise BasculeError(model.code, **model.params)
    return Prospects(model)


def write(
    prospects: "Prospects", found: "Contacts", target: Path, locale: Locale, today: dt.date
) -> tuple[Path, Path, Path]:
    """Write customers.csv and the list to contact, as a workbook and as CSV; return where they are."""
    from bascule.customers.contacts import customer_rows
    from bascule.report.exports.customers import call_rows, call_workbook, customers_rows
    from bascule.warehouse.durable import said, write_together

    name = locale.t(LIST_NAME)
    paths = target / "customers.csv", target / f"{name}.xlsx", target / f"{name}.csv"
    with said(target):
        target.mkdir(parents=True, exist_ok=True)
    contents = (
        customers_rows(customer_rows(prospects), locale),
        call_workbook(found.rows, locale, today),
        call_rows(found.rows, locale),
    )
    write_together(dict(zip(paths, contents, strict=True)))
    return paths


def show_customers(prospects: "Prospects", company: "Company", locale: Locale, today: dt.date) -> None:
    """Print how many customers there are, their rhythm, and each segment with what it should bring."""
    from bascule.report.exports.customers import SEGMENTS

    known, rhythm = prospects.histories, prospects.rhythm
    heading(SEGMENTS_HEAD, locale)
    click.echo("  " + locale.n(*KNOWN, len(known), date=locale.date(known.end)))
    weeks = {"usual": locale.weeks(round(rhythm.usual)), "patience": locale.weeks(round(rhythm.patience))}
    click.echo("  " + (locale.t(ASSUMED_RHYTHM) if rhythm.assumed else locale.t(RHYTHM, **weeks)))
    for name, margin in prospects.margins().items():
        money = {"margin": margin.p50, "low": margin.p05, "high": margin.p95}
        told = {key: locale.money_rounded(amount) for key, amount in money.items()}
        count = int((prospects.segments == name).sum())
        click.echo("  " + locale.n(*LINE, count, segment=locale.t(SEGMENTS[name]), **told))
    if known.anonymous_share and known.anonymous_share >= 0.005:
        click.echo("  " + locale.t(ANONYMOUS, share=locale.percent(known.anonymous_share)))
    click.echo("  " + locale.t(MARGIN, share=locale.percent(company.gross_margin)))
    if (age := (today - known.end).days) > 35:
        click.echo("  " + locale.t(OLD, days=locale.number(age)))


def not_read(imported: "Imported") -> list[str]:
    """Return the tables that were not recognised: one of them may be a list of withdrawals."""
    return [file.file for file in imported.files if any(code == "file_unknown" for code, _ in file.messages)]


def show_contacts(found: "Contacts", limit: int, aside: list[str], locale: Locale) -> None:
    """Print how many may be contacted, how many were left out and why, and the rule of the law."""
    heading(CONTACT_HEAD, locale)
    listed = found.rows.height
    click.echo("  " + (locale.n(*LISTED, listed) if listed else locale.t(NOBODY)))
    if found.more:
        click.echo("  " + locale.n(*MORE, found.more, all=limit + found.more))
    for name, words in LEFT_OUT.items():
        if count := getattr(found, name):
            click.echo("  " + locale.n(*words, count))
    if aside:
        click.echo("  " + locale.t(ASIDE, files=locale.listing(aside)))
    click.echo("  " + locale.t(RULE))

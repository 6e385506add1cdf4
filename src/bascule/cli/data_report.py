"""What the files hold together, as `bascule check` prints it: sources, agreement with the books, answers."""

from typing import TYPE_CHECKING

import click

from bascule.cli.headings import heading
from bascule.locale import N_, Locale

if TYPE_CHECKING:
    from bascule.company import Company
    from bascule.quality import DataReport
    from bascule.quality.billed import BilledMonth
    from bascule.quality.claims import ClaimedMonth
    from bascule.quality.data_report import Support
    from bascule.quality.held import Held
    from bascule.warehouse.books import BookedMargin

MONTHS_SHOWN = 12
GAPS_SHOWN = 5
SOURCES, CLAIMS, BILLS = N_("What each source holds"), N_("Platforms' claims and your sales"), N_("Spending and bills")
ANSWERS, PERIOD = N_("What can be answered"), N_("{start} to {end}")
GRAINS = {"day": N_("by day"), "week": N_("by week"), "month": N_("by month"), "range": N_("by stretch of time")}
ROWS = (N_("{count} row"), N_("{count} rows"))
TOTAL = N_("total {amount}")
GAP = (N_("no row from {start} to {end} ({count} day)"), N_("no row from {start} to {end} ({count} days)"))
GAPS_MORE = (N_("… and {count} more gap"), N_("… and {count} more gaps"))
AGE = {
    "aging": (N_("the last row is {count} day old"), N_("the last row is {count} days old")),
    "old": (
        N_("the last row is {count} day old: export it again before deciding"),
        N_("the last row is {count} days old: export it again before deciding"),
    ),
}
CLAIMED = N_("{month}: claimed {claimed}, sold {revenue} ({share} of your sales)")
CLAIMED_COUNT = N_("{month}: {claimed} conversions claimed, {orders} orders")
CLAIMED_ALL = (
    N_(
        "Over {count} month the platforms together claim {share} of what you sold: that is what they say, "
        "not what they brought."
    ),
    N_(
        "Over {count} months the platforms together claim {share} of what you sold: that is what they say, "
        "not what they brought."
    ),
)
BILLED = N_("{platform}, {month}: reported {reported}, billed {billed} ({apart})")
BOOKED = N_("all advertising, {month}: reported {reported}, booked {billed} ({apart})")
BOOKS = N_("The margin in your books")
MARGIN = N_(
    "From {start} to {end}: {income} of sales, {cost} of cost of sales: a contribution margin of {margin} "
    "before marketing."
)
MARGIN_UNTOLD = N_(
    "From {start} to {end} the books have {income} of sales and no cost of sales that makes sense of them: they do "
    "not tell the margin."
)
NOT_HELD = N_("Left out of it: {accounts}. If each sale brings these costs, the margin is {margin}.")
ACCOUNT = N_("{name} ({amount})")
SAID = (N_("bascule.toml says {margin}."), N_("bascule.toml says {margin}, which nobody has confirmed."))
POSSIBLE, LACKING = N_("{answer}: yes"), N_("{answer}: not yet. Missing: {missing}")
HELPS_MOST = N_("The export that would help most: {source}.")
MENU, MENU_OTHER = N_("In its menus: {path}"), N_("{path} (in English: {other})")


def show_report(
    report: "DataReport", names: dict[str, str], company: "Company | None", locale: Locale, lack: str | None
) -> None:
    """Print the data report; `names` are what people call sources, `lack` what the whole history does."""
    show_held(report.held, names, locale)
    show_claims(report.claimed, report.overclaim, locale)
    show_bills(report.billed, report.booked, locale)
    show_margin(report.margin, company, locale)
    show_answers(report.supports, locale, lack)
    if report.cheapest:
        click.echo()
        click.echo(locale.t(HELPS_MOST, source=named(report.cheapest)))
        if path := menu(report.cheapest, locale):
            click.echo("  " + locale.t(MENU, path=path))


def named(source: str) -> str:
    """Return what people call a source."""
    from bascule.ingest.sources import SOURCES

    return SOURCES[source].title if source in SOURCES else source


def menu(source: str, locale: Locale) -> str:
    """Return where in a tool's interface its export is asked for, in the reader's language where it is known."""
    from bascule.ingest.sources import SOURCES

    if source not in SOURCES:
        return ""
    english, french = SOURCES[source].menu_en, SOURCES[source].menu_fr
    if locale.lang == "en" or not french:
        return english
    return locale.t(MENU_OTHER, path=french, other=english) if english and english != french else french


def show_held(held: "tuple[Held, ...]", names: dict[str, str], locale: Locale) -> None:
    """Print each source's period, grain, rows, total, gaps and age."""
    from bascule.locale.wording.vocabulary import TABLES

    if held:
        heading(SOURCES, locale)
    for each in held:
        title = names.get(each.source, each.source)
        table = locale.t(TABLES[each.table]) if each.table in TABLES else each.table
        click.echo("  " + " · ".join([f"{title} → {table}", *_facts(each, locale)]))
        for gap in each.gaps[:GAPS_SHOWN]:
            ends = {"start": locale.short_date(gap.start), "end": locale.short_date(gap.end)}
            click.echo("    " + locale.n(*GAP, gap.days, **ends))
        if len(each.gaps) > GAPS_SHOWN:
            click.echo("    " + locale.n(*GAPS_MORE, len(each.gaps) - GAPS_SHOWN))
        if each.age in AGE and each.age_days is not None:
            click.echo("    " + locale.n(*AGE[each.age], each.age_days))


def _facts(each: "Held", locale: Locale) -> list[str]:
    facts = [locale.t(GRAINS[each.grain]), locale.n(*ROWS, each.rows)]
    if each.start and each.end:
        ends = {"start": locale.short_date(each.start), "end": locale.short_date(each.end)}
        facts.append(locale.t(PERIOD, **ends))
    if each.total is not None:
        facts.append(locale.t(TOTAL, amount=locale.money(each.total, 2)))
    return facts


def show_claims(months: "tuple[ClaimedMonth, ...]", overclaim: float | None, locale: Locale) -> None:
    """Print what platforms claim beside what was sold, the last months, then over all of them."""
    if months:
        heading(CLAIMS, locale)
    for each in months[-MONTHS_SHOWN:]:
        month = locale.month(each.month)
        if each.claimed_share is not None and each.claimed_revenue is not None and each.revenue is not None:
            figures = {"claimed": locale.money(each.claimed_revenue), "revenue": locale.money(each.revenue)}
            click.echo("  " + locale.t(CLAIMED, month=month, **figures, share=locale.percent(each.claimed_share)))
        elif each.claimed_conversions is not None and each.orders is not None:
            counts = {"claimed": locale.number(each.claimed_conversions), "orders": locale.number(each.orders)}
            click.echo("  " + locale.t(CLAIMED_COUNT, month=month, **counts))
    if overclaim is not None:
        told = sum(each.claimed_share is not None for each in months)
        click.echo("  " + locale.n(*CLAIMED_ALL, told, share=locale.percent(overclaim)))


def show_bills(billed: "tuple[BilledMonth, ...]", booked: "tuple[BilledMonth, ...]", locale: Locale) -> None:
    """Print what platforms report spending beside what they billed, and beside what the books say."""
    if billed or booked:
        heading(BILLS, locale)
    for sentence, months in ((BILLED, billed), (BOOKED, booked)):
        for each in months[-MONTHS_SHOWN:]:
            said = {"platform": named(each.platform), "month": locale.month(each.month)}
            figures = {"reported": locale.money(each.reported, 2), "billed": locale.money(each.billed, 2)}
            sign = "+" if each.apart > 0 else ""
            click.echo("  " + locale.t(sentence, **said, **figures, apart=sign + locale.percent(each.apart, 1)))


def show_margin(margin: "BookedMargin | None", company: "Company | None", locale: Locale) -> None:
    """Print the margin that the books tell, what it leaves out, and what bascule.toml says."""
    if margin is None:
        return
    heading(BOOKS, locale)
    said = {
        "start": locale.short_date(margin.start),
        "end": locale.short_date(margin.end),
        "income": locale.money(margin.income),
        "cost": locale.money(margin.cost_of_sales),
    }
    if margin.margin is None:
        click.echo("  " + locale.t(MARGIN_UNTOLD, **said))
        return
    click.echo("  " + locale.t(MARGIN, **said, margin=locale.percent(margin.margin, 1)))
    if margin.not_held and margin.margin_if_held is not None:
        accounts = [locale.t(ACCOUNT, name=name, amount=locale.money(amount)) for name, amount in margin.not_held]
        held = locale.percent(margin.margin_if_held, 1)
        click.echo("  " + locale.t(NOT_HELD, accounts=locale.listing(accounts), margin=held))
    if company:
        sentence = SAID["gross_margin" in company.assumed]
        click.echo("  " + locale.t(sentence, margin=locale.percent(company.gross_margin, 1)))


def show_answers(supports: "tuple[Support, ...]", locale: Locale, lack: str | None) -> None:
    """Print which answers the data support, and what the others lack; `lack` is what the whole history does."""
    heading(ANSWERS, locale)
    for support in supports:
        missing = [locale.t(need.name) for need, _ in support.lacking]
        if support.answer.of_history and lack:
            missing.append(locale.t(lack))
        words = locale.t(support.answer.name)
        sentence = locale.t(LACKING, answer=words, missing="; ".join(missing)) if missing else None
        click.echo("  " + (sentence or locale.t(POSSIBLE, answer=words)))

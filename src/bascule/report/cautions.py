"""What to know about the data before acting on the answer, as lines of text for a terminal."""

from bascule.locale import N_, Locale
from bascule.report.brief import Brief
from bascule.results import FileLine, Results

TITLE = N_("About the data")
REFUSED = (
    N_("{file}: {count} row refused, left out; bascule check says why."),
    N_("{file}: {count} rows refused, left out; bascule check says why."),
)
# Messages of files that may change the answer; the others (a currency assumed, totals that agree …) need no one.
OF_FILES = frozenset({
    "file_unknown", "file_blank", "file_without_rows", "file_cut", "file_damaged", "file_repeated", "cells_unread",
    "totals_unchecked", "rows_all_refused", "coarser_dropped", "finer_partial", "channel_told_twice",
    "costs_perhaps_twice",
})  # fmt: skip
OF_CHECKS = frozenset({
    "history_short", "monthly_data", "data_old", "margin_assumed", "gap", "media_gap", "media_ends_early",
    "channel_never_spent", "channel_silent_after", "spend_outside", "spend_partial", "spend_unknown",
    "sales_grains_mixed", "prior_only", "sales_ignored", "sales_too_few", "total_unbounded", "priors_edited",
    "general_priors_edited", "prior_without_channel", "experiment_channel_unknown", "experiment_without_spend",
    "proxy_too_short",
})  # fmt: skip


def cautions(results: Results, locale: Locale) -> list[str]:
    """Return what was refused, left aside, missing, too little or failed, under a title; nothing where all is well.

    Parameters
    ----------
    results : Results
    locale : Locale
        Its currency should be the company's.
    """
    brief = Brief(results, locale)
    told = [line for file in results.files for line in _of_file(brief, file)]
    told += [
        brief.check(check) for check in results.decisions.checks if check.code in OF_CHECKS or check.severity == "fail"
    ]
    told = list(dict.fromkeys(told))
    return [locale.t(TITLE), *(f"– {line}" for line in told)] if told else []


def _of_file(brief: Brief, line: FileLine) -> list[str]:
    told = [brief.of_file(line.file, code, params) for code, params in line.messages if code in OF_FILES]
    if line.rows_refused:
        told.append(brief.locale.n(*REFUSED, line.rows_refused, file=line.file))
    return told

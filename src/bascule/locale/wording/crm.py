"""What is said of deals, e-mails, surveys, customers, subscriptions, prices, promotions and events."""

from bascule.locale.catalogue import N_

FILES: dict[str, str] = {
    "contacts_left_aside": N_(
        "This is a list of people ({rows} rows). Bascule keeps none of it: export the deals instead, which hold what "
        "is counted."
    ),
    "layout_unverified": N_(
        "How {source} lays out this export was written without a real file at hand. Compare a few figures with those "
        "that {source} shows before relying on them."
    ),
    "records_differ": N_(
        "{file} says that it has {stated} rows, but {counted} were found. A part of the file is missing or was edited: "
        "export it again."
    ),
    "deals_stage_unknown": N_(
        "Deals past their closing date whose stage says neither won nor lost count as open: {rows} (stages: {stages}). "
        "If some are over, mark them as won or lost in the tool and export them again, or give them in a deals.csv "
        "with a column outcome (won, lost or open)."
    ),
    "deals_created_unknown": N_(
        "Deals closed before the day they were created, as when they are brought from another tool: {rows}. Their day "
        "of creation counts as unknown."
    ),
    "questions_read": N_("Questions read, and nothing else of the form: {questions}."),
}
ROWS: dict[str, str] = {
    "amount_below_zero": N_("This amount is never below zero. The row is left out; correct it."),
    "deal_duplicated": N_(
        "This deal appears more than once with different figures. None is kept: export one row a deal, without the "
        "history of its stages."
    ),
    "outcome_unknown": N_("This outcome is not known. Accepted: won, lost or open."),
    "email_duplicated": N_(
        "This campaign appears more than once at the same time, with different figures. None is kept; keep the right "
        "row only."
    ),
    "delivered_above_sent": N_("More were delivered than sent. The row is left out; correct it."),
    "customer_duplicated": N_(
        "This customer appears more than once with different figures. None is kept; keep the right row only."
    ),
    "subscription_duplicated": N_(
        "This subscription appears more than once with different figures. None is kept; keep the right row only."
    ),
    "interval_unknown": N_("This interval is not known. Accepted: day, week, month, quarter or year."),
    "survey_unknown": N_("This survey is not known. Accepted: nps, disappointed or awareness."),
    "score_out_of_range": N_("A score is a whole number from 0 to 10. The row is left out; correct it."),
    "answer_unknown": N_(
        "This answer is not understood. Accepted: very, somewhat or not disappointed; yes or no. The row is left out; "
        "correct it."
    ),
    "share_unreadable": N_("This is no share of a price. Accepted: 0.2 or 20 %, from 0 to 100 %."),
}
WORDINGS: dict[str, str] = {**FILES, **ROWS}

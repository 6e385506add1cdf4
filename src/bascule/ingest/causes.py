"""When too many rows of a file are refused, the file is: with the three causes that what is seen makes likeliest."""

from dataclasses import dataclass

import polars as pl

from bascule.ingest.message import Message

# One bad row in a hundred is a slip of the hand, and the others are right. Where one in five is bad, something is wrong
# with the file itself (its format, its columns, the report it comes from), and rows that happen to be readable may well
# be read wrongly: their total would look like a figure. Below ten refused rows, a share says nothing of a file.
MOST_SHARE = 0.2
LEAST_ROWS = 10
CAUSES_TOLD = 3


@dataclass(frozen=True)
class Cause:
    """What may lie behind refusals of one code.

    Attributes
    ----------
    code : str
        Of the wording, which says the cause and its remedy.
    pattern : str
        What the refused cell looks like when this is the cause; empty when the cell says nothing of it.
    weight : float
        How much each row that fits counts, from 0 to 1: what the cell shows weighs more than what is merely usual.
    """

    code: str
    pattern: str
    weight: float


_SHIFTED_AMOUNT = r"[$€£]|^-?\d{1,3}(?:[ ,.]\d{3})*[.,]\d{2}$"
_SPREADSHEET = Cause("cause_spreadsheet_errors", r"^#", 1.0)
_SUBTOTALS = Cause("cause_subtotals", "", 0.3)
_GROUPED = Cause("cause_grouped", "", 0.5)
_ABSENT = Cause("cause_column_absent", "", 0.4)
_PASTED = Cause("cause_pasted", "", 0.4)
CAUSES: dict[str, tuple[Cause, ...]] = {
    "date_unreadable": (
        _SPREADSHEET,
        Cause("cause_date_serials", r"^\d{4,6}(?:[.,]\d+)?$", 1.0),
        Cause("cause_date_order", r"^\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}", 0.9),
        Cause("cause_columns_shifted", rf"{_SHIFTED_AMOUNT}|^\P{{N}}+$", 0.8),
        Cause("cause_date_format", "", 0.5),
        Cause("cause_columns_shifted", "", 0.2),
    ),
    "date_missing": (_GROUPED, _ABSENT, _SUBTOTALS),
    "date_future": (
        Cause("cause_date_order", r"^\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}", 0.9),
        Cause("cause_year", "", 0.5),
        Cause("cause_planned", "", 0.4),
    ),
    "number_unreadable": (
        _SPREADSHEET,
        Cause("cause_decimal", r"^[^\p{L}]*\d[^\p{L}]*[.,'’  ][^\p{L}]*$", 0.9),
        Cause("cause_signs", r"[\p{L}$€£%*]", 0.6),
        Cause("cause_columns_shifted", r"^\P{N}+$", 0.8),
        Cause("cause_resaved", "", 0.3),
        Cause("cause_columns_shifted", "", 0.2),
    ),
    "number_negative": (
        Cause("cause_credits", "", 0.5),
        Cause("cause_sign_convention", "", 0.4),
        Cause("cause_other_report", "", 0.2),
    ),
    "figure_negative": (
        Cause("cause_sign_convention", "", 0.5),
        Cause("cause_columns_shifted", "", 0.4),
        Cause("cause_resaved", "", 0.2),
    ),
    "value_missing": (_ABSENT, _GROUPED, _SUBTOTALS),
    "character_damaged": (
        Cause("cause_encoding", "", 0.9),
        Cause("cause_resaved", "", 0.4),
        Cause("cause_cut", "", 0.3),
    ),
    "row_ragged": (
        Cause("cause_decimal_comma", r"\d,\d\d\b", 0.9),
        Cause("cause_delimiter", "", 0.6),
        Cause("cause_quotes", '"', 0.8),
        Cause("cause_quotes", "", 0.4),
        _PASTED,
    ),
    "week_off_grid": (Cause("cause_grains_mixed", "", 0.6), _PASTED, Cause("cause_date_order", "", 0.3)),
    "week_duplicated": (_PASTED, Cause("cause_two_accounts", "", 0.5), Cause("cause_broken_down", "", 0.45)),
    "series_duplicated": (_PASTED, Cause("cause_two_accounts", "", 0.5), Cause("cause_broken_down", "", 0.45)),
}
# What may lie behind any refusal, least likely: they complete the three.
ANY = (
    Cause("cause_other_report", "", 0.03),
    Cause("cause_resaved", "", 0.02),
    Cause("cause_pasted", "", 0.01),
)


def too_many(refused: int, rows: int) -> bool:
    """Return whether a file is refused as a whole, of so many rows refused.

    Examples
    --------
    >>> too_many(9, 20), too_many(20, 100), too_many(21, 100), too_many(2, 2), too_many(0, 0)
    (False, False, True, True, False)
    """
    return refused > 0 and (refused == rows or (refused >= LEAST_ROWS and refused > MOST_SHARE * rows))


def likeliest(listed: pl.DataFrame) -> tuple[Message, ...]:
    """Return the three likeliest causes of refusals, the first first, as (code, params) of their wordings.

    Parameters
    ----------
    listed : DataFrame
        Of schema :data:`bascule.ingest.refused.LISTED`.

    Examples
    --------
    >>> from bascule.ingest.refused import LISTED
    >>> rows = [(row, "date_unreadable", "Jour", 0, f"4{row}000", None) for row in range(2, 8)]
    >>> [code for code, _ in likeliest(pl.DataFrame(rows, LISTED, orient="row"))]
    ['cause_date_serials', 'cause_date_format', 'cause_columns_shifted']
    """
    found: dict[str, tuple[float, dict[str, object]]] = {}
    for (code, column), part in listed.group_by("code", "column", maintain_order=True):
        for cause in (*CAUSES.get(str(code), ()), *ANY):
            fits = part.filter(pl.col("value").fill_null("").str.strip_chars().str.contains(cause.pattern))
            score = cause.weight * fits.height
            if score > found.get(cause.code, (0.0, {}))[0]:
                found[cause.code] = (score, _params(fits, column))
    ranked = sorted(found.items(), key=lambda item: -item[1][0])
    return tuple((code, params) for code, (_, params) in ranked[:CAUSES_TOLD])


def _params(fits: pl.DataFrame, column: object) -> dict[str, object]:
    return {"rows": fits.height, "row": fits["row"][0], "column": column, "value": (fits["value"][0] or "")[:40]}

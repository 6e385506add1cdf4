"""Numbers as people and platforms write them; the decimal mark is decided once for a whole file."""

from collections.abc import Iterable
from typing import Literal

import polars as pl

Mark = Literal[",", "."]
MARKS: tuple[Mark, ...] = (",", ".")
# What platforms write where there is nothing to say; a masked small count is not known either.
BLANK = r"(?i)^(?:-+|—|–|n/?a|#n/a|null|none|nan|nil|s\.?o\.?|[<>]\s*\d+%?)?$"
_CODES = r"\b(?:cad|usd|eur|gbp|aud)\b"
_MONEY_SIGNS = rf"(?i)(?:\b(?:ca|us|c|au))?[$€£](?:\s*(?:ca|us|can|cdn)\b)?|{_CODES}"
_WRITTEN = {
    "CAD": r"\bcad\b|\bca?\$|\$\s*(?:ca|can|cdn)\b",
    "USD": r"\busd\b|\bus\$|\$\s*us\b",
    "EUR": r"\beur\b|€",
    "GBP": r"\bgbp\b|£",
    "AUD": r"\baud\b|\bau\$",
}
# Beyond it, floating point no longer tells cents apart; nobody's export has such an amount.
_MOST = 1e13
_SPACES = r"[\s\u{00a0}\u{2000}-\u{200b}\u{202f}'’]+"
# A mark that cannot part thousands, or that must, tells which mark is which.
_DECISIVE = (
    r"{m}\d{{1,2}}$|{m}\d{{4,}}$|^[+-]?0{m}\d|^[+-]?\d{{4,}}{m}\d|^[+-]?{m}\d| \d{{3}}{m}\d"
    r"|{o}\d{{3}}{m}|{o}\d{{3}}{o}\d{{3}}|{m}\d+[eE]"
)
# What a spreadsheet shows of a long number in a narrow cell: the digits left out are lost.
_ROUNDED = r"^[+-]?\d(?:[.,]\d{1,2})?E\+\d+$"
_DOUBTFUL = r"^[+-]?[1-9]\d{0,2}[.,]\d{3}$"
_FORMS = {
    ".": r"^[+-]?(?:\d{1,3}(?:[ ,]\d{3})+|\d+)?(?:\.\d+)?(?:[eE][+-]?\d+)?$",
    ",": r"^[+-]?(?:\d{1,3}(?:[ .]\d{3})+|\d+)?(?:,\d+)?(?:[eE][+-]?\d+)?$",
}


def is_blank(text: pl.Expr) -> pl.Expr:
    """Tell the cells that say nothing: empty, "--", "<5" … Unknown is never zero.

    Examples
    --------
    >>> pl.DataFrame({"x": ["", " -- ", "<5", "0"]}).select(is_blank(pl.col("x")))["x"].to_list()
    [True, True, True, False]
    """
    return text.is_null() | text.str.strip_chars().str.contains(BLANK)


def currency_code(text: pl.Expr) -> pl.Expr:
    """Return the code of the currency that a cell writes beside its amount; null where it writes none.

    A dollar sign alone is any dollar.

    Examples
    --------
    >>> pl.DataFrame({"x": ["CAD 5,000.00", "12", "12 €", "$12"]}).select(currency_code(pl.col("x")))["x"].to_list()
    ['CAD', None, 'EUR', None]
    """
    return pl.coalesce(
        pl.when(text.str.contains(f"(?i){pattern}")).then(pl.lit(code)) for code, pattern in _WRITTEN.items()
    ).alias(text.meta.output_name())


def names_another(text: pl.Expr, currency: pl.Expr, own: str | None = None) -> pl.Expr:
    """Tell the amounts that are written with the sign or the code of another currency than the one given.

    Parameters
    ----------
    text, currency : Expr
    own : str or None
        The currency of every row, where they all have the same: the amounts are then gone through once.

    Examples
    --------
    >>> cells = pl.DataFrame({"x": ["US$12", "$12", "12 CAD"]})
    >>> cells.select(names_another(pl.col("x"), pl.lit("CAD")))["x"].to_list()
    [True, False, False]
    >>> cells.select(names_another(pl.col("x"), pl.lit("USD"), "USD"))["x"].to_list()
    [False, False, True]
    """
    if own:
        others = (pattern for code, pattern in _WRITTEN.items() if code != own)
        return text.str.contains("(?i)" + "|".join(others))
    return pl.any_horizontal(
        text.str.contains(f"(?i){pattern}") & (currency != code) for code, pattern in _WRITTEN.items()
    ).alias(text.meta.output_name())


def tidy(text: pl.Expr) -> pl.Expr:
    r"""Return numbers without currency signs, one ordinary space between groups, a plain minus sign.

    Examples
    --------
    >>> pl.DataFrame({"x": ["1\u202f020,50 $", "(12.00)"]}).select(tidy(pl.col("x")))["x"].to_list()
    ['1 020,50', '-12.00']
    """
    bare = text.str.replace_all(_MONEY_SIGNS, "").str.replace_all(_SPACES, " ").str.strip_chars(" ")
    bare = bare.str.replace_all("−", "-", literal=True).str.replace(r"^([+-]) ", "$1")
    return bare.str.replace(r"^\((.+)\)$", "-$1")


def number(text: pl.Expr, decimal: str) -> pl.Expr:
    """Return numbers as floats; null where the cell is blank or is no number with this decimal mark.

    Examples
    --------
    >>> cells = pl.DataFrame({"x": ["1 020,50", "--", "12.345,6", "abc"]})
    >>> cells.select(number(pl.col("x"), ","))["x"].to_list()
    [1020.5, None, 12345.6, None]
    """
    bare = tidy(text)
    parting = "[ ,]" if decimal == "." else "[ .]"
    digits = bare.str.replace_all(parting, "").str.replace(",", ".", literal=True)
    whole = bare.str.contains(r"\d") & ~bare.str.contains(_ROUNDED)
    readable = bare.str.contains(_FORMS[decimal]) & whole & ~is_blank(text)
    value = pl.when(readable).then(digits).cast(pl.Float64, strict=False)
    return pl.when(value.abs() < _MOST).then(value)


def read_numbers(values: pl.Series, decimal: str) -> pl.Series:
    """Return what :func:`number` does, faster on long columns: plain digits first, the rest once a distinct text.

    Examples
    --------
    >>> read_numbers(pl.Series(["12,5", "1 020,50", "--"]), ",").to_list()
    [12.5, 1020.5, None]
    """
    text = pl.col("text")
    point = text if decimal == "." else text.str.replace(",", ".", literal=True)
    digits = pl.when(text.str.contains("^[0-9]+,?[0-9]*$" if decimal == "," else "^[0-9]+[.]?[0-9]*$")).then(point)
    frame = values.alias("text").to_frame().with_columns(digits.cast(pl.Float64, strict=False).alias("plain"))
    frame = frame.with_columns(pl.when(pl.col("plain") < _MOST).then("plain").alias("plain"))
    rest = frame.filter(pl.col("plain").is_null()).select("text").drop_nulls().unique()
    if rest.is_empty():
        return frame["plain"].alias(values.name)
    rest = rest.with_columns(number(text, decimal).alias("slow"))
    joined = frame.join(rest, on="text", how="left", maintain_order="left")
    return joined.select(pl.coalesce("plain", "slow").alias(values.name))[values.name]


def evidence(values: pl.Series, *, count: bool = False) -> tuple[int, int, int]:
    """Return how many distinct values prove a comma, prove a point, and could be either.

    Parameters
    ----------
    values : series of text
    count : bool
        The values are never fractions, so any mark in them parts thousands.

    Examples
    --------
    >>> evidence(pl.Series(["12,34", "1.234,5", "7"])), evidence(pl.Series(["1,234"]))
    ((2, 0, 0), (0, 0, 1))
    """
    text = pl.col("text")
    frame = values.alias("text").drop_nulls().unique().to_frame().select(tidy(text))
    frame = frame.filter(text.str.contains(r"\d[.,]|[.,]\d"))
    proofs = [text.str.contains(_decisive(mark)) for mark in MARKS]
    if count:
        proofs = [
            proof | text.str.contains(rf"^\d{{1,3}}(?:{other}\d{{3}})+$")
            for proof, other in zip(proofs, (r"\.", ","), strict=True)
        ]
    comma, point = (frame.filter(proof).height for proof in proofs)
    doubtful = frame.filter(text.str.contains(_DOUBTFUL) & ~proofs[0] & ~proofs[1]).height
    return comma, point, doubtful


def decide(columns: Iterable[tuple[pl.Series, bool]]) -> Mark | Literal["any", "unknown", "mixed"]:
    """Decide the decimal mark of a file from its columns, the most telling first.

    Parameters
    ----------
    columns : iterable of (values, count)
        Money columns come first: the first column that proves a mark decides.

    Returns
    -------
    str
        ',' or '.'; 'any' when no value has a mark; 'unknown' when all that have one could be read both
        ways; 'mixed' when a column proves both.

    Examples
    --------
    >>> decide([(pl.Series(["1 020,50", "3"]), False)]), decide([(pl.Series(["1,234"]), False)])
    (',', 'unknown')
    """
    doubts = 0
    for values, count in columns:
        comma, point, doubtful = evidence(values, count=count)
        if comma or point:
            return _majority(comma, point)
        doubts += doubtful
    return "unknown" if doubts else "any"


def _majority(comma: int, point: int) -> Mark | Literal["mixed"]:
    # One stray value is a bad row; more than one in twenty is a file of two minds.
    if min(comma, point) > 0.05 * (comma + point):
        return "mixed"
    return "," if comma > point else "."


def _decisive(mark: str) -> str:
    pair = {",": (",", r"\."), ".": (r"\.", ",")}[mark]
    return _DECISIVE.format(m=pair[0], o=pair[1])

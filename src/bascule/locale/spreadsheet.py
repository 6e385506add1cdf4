"""Names as a spreadsheet may hold them: never run as a formula, and read back as they were."""

import re

# A spreadsheet that opens a CSV file runs a cell that begins so, whoever wrote the name in it; full-width signs too,
# which some systems turn into plain ones.
_SIGNS = "=+\\-@\uff1d\uff0b\uff0d\uff20"
_RUNS = re.compile(rf"\s*[\t\r\n{_SIGNS}]")
# Such a cell with the apostrophe that makes it text, as this module writes it and as people do by hand.
MADE_INERT = rf"^'(\s*[\t\r\n{_SIGNS}])"


def inert(text: str) -> str:
    r"""Return a name as a cell of CSV that no spreadsheet runs; for texts only, as a negative number is a number.

    Examples
    --------
    >>> inert("=cmd|' /C calc'!A0"), inert("@SUM(1)"), inert("\t=1"), inert("Radio")
    ("'=cmd|' /C calc'!A0", "'@SUM(1)", "'\t=1", 'Radio')
    """
    return f"'{text}" if _RUNS.match(text) else text


def as_meant(text: str) -> str:
    """Return the name in a cell, without the apostrophe that made it text.

    Examples
    --------
    >>> as_meant("'=cmd"), as_meant("'t Hof"), as_meant("Radio")
    ('=cmd', "'t Hof", 'Radio')
    """
    return re.sub(MADE_INERT, r"\1", text)

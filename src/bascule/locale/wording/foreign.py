"""What is said of rows that are not what they seem: another currency, another header."""

from bascule.locale.catalogue import N_

WORDINGS: dict[str, str] = {
    "amount_foreign": N_(
        "This amount bears the sign of another currency than its row or its file. The row is left out; write it in the "
        "currency of the file, or give its currency in a column of its own."
    ),
    "header_within": N_(
        "Line {row} of {file} is a second header, whose columns stand in another order: two exports were put together. "
        "Nothing of the file is read. Give each export as a file of its own."
    ),
}

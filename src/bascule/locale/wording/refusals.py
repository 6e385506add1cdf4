"""What is said of refused rows: what to do, when a whole file is refused and why, and of corrections put back."""

from collections.abc import Mapping
from typing import Any

from bascule.locale.catalogue import N_, message_in
from bascule.locale.speaker import Locale

MOSTLY: dict[str, str] = {
    "file_mostly_refused": N_(
        "{file}: {refused} of its {rows} rows are refused. That is too many to trust the others, and the whole file is "
        "left out. The most likely causes: {causes} To keep the rows that can be read all the same, write in "
        'bascule.toml, under [files."{file}"]: accept_refusals = true'
    ),
    "cause_spreadsheet_errors": N_(
        "in the column {column}, a spreadsheet wrote errors such as {value} ({rows} rows): widen the column or repair "
        "its formulas, and save again, or export without opening the file."
    ),
    "cause_date_serials": N_(
        "in the column {column}, a spreadsheet turned dates into numbers such as {value} ({rows} rows): give these "
        "cells a date format and save again, or export without opening the file."
    ),
    "cause_date_order": N_(
        "in the column {column}, the day and the month are taken the wrong way round, as in {value} ({rows} rows): "
        "state date_order in bascule.toml, or export with dates such as 2026-11-23."
    ),
    "cause_date_format": N_(
        "the column {column} writes dates in a way that is not known, such as {value} ({rows} rows): choose dates such "
        "as 2026-11-23 in the tool's settings and export again."
    ),
    "cause_columns_shifted": N_(
        "what stands under {column} is of another column, such as {value} ({rows} rows): cells have slid to the side. "
        "Export again, and do not paste columns in the file."
    ),
    "cause_grouped": N_(
        "the report is grouped and names {column} once a group, not on each row ({rows} rows blank): take the grouping "
        "off and export again."
    ),
    "cause_column_absent": N_(
        "the report was exported without filling the column {column} ({rows} rows blank): add it to the report and "
        "export again."
    ),
    "cause_subtotals": N_(
        "subtotal rows, which are blank under {column}, stand among the figures ({rows} rows): take subtotals off and "
        "export again."
    ),
    "cause_year": N_(
        "the year is wrong under {column}, as in {value} ({rows} rows), or the clock of this computer is late: correct "
        "whichever it is."
    ),
    "cause_planned": N_(
        "the file is a plan or a forecast, with dates to come such as {value} ({rows} rows): export what has happened, "
        "up to today."
    ),
    "cause_decimal": N_(
        "the column {column} writes amounts such as {value}, with decimals or thousands parted in a way that is not "
        "known ({rows} rows): choose plain numbers such as 1234.56 and export again."
    ),
    "cause_signs": N_(
        "letters or signs stand with the amounts under {column}, such as {value} ({rows} rows): choose plain numbers "
        "and export again."
    ),
    "cause_resaved": N_(
        "a spreadsheet opened the file and saved it in its own way: export it again and put it in the folder without "
        "opening it."
    ),
    "cause_credits": N_(
        "credits and refunds, such as {value}, are mixed with spending under {column} ({rows} rows): leave them out of "
        "the report, or give net amounts by day."
    ),
    "cause_sign_convention": N_(
        "the tool writes what goes out as negative under {column}, such as {value} ({rows} rows): turn the sign round "
        "in the export."
    ),
    "cause_other_report": N_(
        "this is another report than it seems: check that you exported the one the guide names, with its usual columns."
    ),
    "cause_encoding": N_(
        "the file was saved with another set of characters, and letters were lost ({rows} rows): export it again in "
        "UTF-8."
    ),
    "cause_cut": N_("the file was damaged on its way (cut download, broken copy): download it again."),
    "cause_delimiter": N_(
        "the cells are not parted by one sign all through, as on row {row} ({rows} rows): export as CSV with commas "
        "everywhere, or as Excel."
    ),
    "cause_quotes": N_(
        "texts that hold a comma or a line break are not in quotation marks, as on row {row} ({rows} rows): export "
        "as Excel, or in quotation marks."
    ),
    "cause_decimal_comma": N_(
        "amounts with a decimal comma are not in quotation marks, as on row {row} ({rows} rows): export as Excel, or "
        "with a semicolon between cells."
    ),
    "cause_pasted": N_(
        "several tables, or notes, were pasted in one file: keep one table, with one header row, in each file."
    ),
    "cause_grains_mixed": N_("days, weeks and months are mixed in one table ({rows} rows): export one of them."),
    "cause_two_accounts": N_(
        "two accounts, stores or currencies share the file, so each date comes twice ({rows} rows): export each on its "
        "own, or add a column that tells them apart."
    ),
    "cause_broken_down": N_(
        "the report is broken down (by device, country, age) in a column that was taken away, so each date comes "
        "several times ({rows} rows): take the breakdown off and export again."
    ),
}
CORRECTED: dict[str, str] = {
    "rows_corrected": N_("Rows corrected from {others}: {rows}."),
    "corrections_read": N_("Corrections of refused rows. Rows that took the place of a refused one: {rows}."),
    "correction_not_refused": N_(
        "Row {other_row} of {other} was not refused, or the columns that say which row it is were changed. The "
        "correction is left out; write the workbook again with bascule check FOLDER --refusals, and correct it there."
    ),
    "correction_file_gone": N_(
        "{other} is no longer in the folder, so its row {other_row} cannot be corrected. Put the file back under this "
        "name, or delete the correction."
    ),
    "correction_other_version": N_(
        "{other} has changed since this correction of its row {other_row} was written, and the row may be another. The "
        "correction is left out; write the workbook again with bascule check FOLDER --refusals."
    ),
    "correction_rivals": N_(
        "Row {other_row} of {other} is corrected in two ways. Neither is taken; keep the right one only."
    ),
    "correction_unusable": N_(
        "Row {other_row} of {other} cannot be replaced from a workbook. Correct it in the file itself."
    ),
    "corrections_archived": N_(
        "{file} holds corrections of refused rows, inside an archive. Take it out and put it in the folder itself."
    ),
}
REMEDIES: dict[str, str] = {
    "date_missing": N_("Write the date of the row, such as 2026-11-23."),
    "date_unreadable": N_("Write the date as 2026-11-23."),
    "date_future": N_("Write a date up to {today}."),
    "number_unreadable": N_("Write the amount in figures alone, with the same decimal mark as the rest of the file."),
    "amount_foreign": N_("Write the amount in the currency of the file, without another sign."),
    "currency_code_unknown": N_("Write the code of the currency, such as CAD."),
    "number_negative": N_("Write an amount of zero or more, or empty the row to leave it out."),
    "figure_negative": N_("Write a figure of zero or more, or empty the row to leave it out."),
    "value_missing": N_("Fill in this cell."),
    "character_damaged": N_("Write again the letters shown as \ufffd."),
    "row_ragged": N_("Put each value under its header, and nothing beyond the last one."),
    "week_off_grid": N_("Write the day on which the other weeks begin."),
    "week_duplicated": N_("Keep the right row; empty the other."),
    "series_duplicated": N_("Keep the right row; empty the other."),
}
REMEDY_ANY = N_("Correct the cell in yellow, or empty the row to leave it out.")
WORDINGS: dict[str, str] = {**MOSTLY, **CORRECTED}


def remedy(code: str, params: Mapping[str, Any], locale: Locale) -> str:
    """Return what to do about a row refused with a code.

    Examples
    --------
    >>> remedy("value_missing", {}, Locale("en")), remedy("a_check_of_its_own", {}, Locale("en"))
    ('Fill in this cell.', 'Correct the cell in yellow, or empty the row to leave it out.')
    """
    from bascule.locale.wording.params import shown

    return message_in(locale.lang, REMEDIES.get(code, REMEDY_ANY)).format_map(shown(params, locale))

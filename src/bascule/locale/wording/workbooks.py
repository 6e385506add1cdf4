"""What is said of workbooks: protected, too large, or with hidden sheets."""

from bascule.locale.catalogue import N_

WORDINGS: dict[str, str] = {
    "workbook_protected": N_(
        "{file} is protected by a password. Open it, save a copy without a password, and put the copy here instead."
    ),
    "workbook_too_large": N_(
        "{file} spreads over more than {cells} cells, perhaps because of a stray cell far below or far right of the "
        "table. Delete what is around the table, or save the sheet as CSV."
    ),
    "sheets_hidden": N_(
        "Hidden sheets that hold a table, not read: {sheets}. Unhide them in the workbook to have them."
    ),
    "sheets_all_hidden": N_(
        "The only tables of {file} are in hidden sheets ({sheets}), which are not read. Unhide the right one and save "
        "the workbook."
    ),
}

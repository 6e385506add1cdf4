"""What is said when a command cannot go on: what, where, what is accepted, what to do."""

from bascule.locale.catalogue import N_

WORDINGS: dict[str, str] = {
    "company_missing": N_(
        "The folder {folder} has no bascule.toml, the file that says who the company is: its name, its "
        "contribution margin, its currency. Write one with: bascule init {folder}"
    ),
    "company_unreadable": N_(
        "The file {file} cannot be read: {detail}. It must be TOML text in UTF-8. Correct that line, or "
        "set the file aside and let bascule init write another."
    ),
    "answer_in_company": N_('Answer in bascule.toml, under [files."{file}"]: {field} = {listed}'),
    "margin_missing": N_(
        "The file {file} does not give the contribution margin, and no spending can be judged without it. "
        "It is what is left of one dollar of sales once the sale itself is paid for (goods, payment, "
        "shipping), before marketing. Add a line such as: gross_margin = 0.43"
    ),
    "company_invalid": N_(
        "In the file {file}, {field} is not accepted: {value}. Expected: {accepted}. Correct it and run "
        "the same command again."
    ),
    "budget_out_of_bounds": N_(
        "No plan can spend {budget_money} a week: with every channel held between its bounds, the total goes from "
        "{low_money} to {high_money}. Choose a budget in between, or let channels move farther from their usual with "
        "a --max-multiple above {max_multiple}."
    ),
    "disk_full": N_(
        "The disk is full: {path} could not be written. What was there before is intact. Free some space "
        "and run the same command again."
    ),
    "no_permission": N_(
        "Bascule is not allowed to open {path}. What was there before is intact. Ask for the right to read "
        "and write there, or work on a copy of the folder."
    ),
    "output_not_writable": N_(
        "The results cannot be written in {path}. Choose a folder that you may write in, with: --out FOLDER"
    ),
    "not_converged": N_(
        "The computation did not settle, even after a longer run, so nothing is decided from it. Check "
        "that the sales and the spending are of the same company and the same weeks, or merge channels "
        "that always moved together, and run again."
    ),
    "unexpected": N_(
        "Something went wrong that Bascule did not foresee ({code}). Your files and earlier imports are "
        "intact. Run again; if it persists, report it with this code."
    ),
}

# What a field of bascule.toml accepts, by the last part of its name.
ACCEPTED: dict[str, str] = {
    "name": N_("the company's name, in quotation marks"),
    "gross_margin": N_("a number above 0 and at most 1, such as 0.43"),
    "currency": N_("a currency code of three capital letters, such as CAD"),
    "province": N_("a province's code of two letters, such as QC"),
    "class": N_("a kind of channel that bascule init lists"),
    "date_order": N_("day_first or month_first"),
    "decimal": N_("a comma or a point, in quotation marks"),
    "simulated": N_("true or false"),
    "ignore": N_("true or false"),
    "own_names": N_("a list of names, each in quotation marks"),
}
ACCEPTED_ELSEWHERE = N_("a field that bascule init writes, with a value of the same kind")

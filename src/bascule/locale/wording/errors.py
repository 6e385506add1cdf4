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
    "prior_unsourced": N_(
        "In the file {file}, {field} changes a published starting point without saying where its figures come from. "
        'Add a source to it, such as: source = "our own test, spring 2026"'
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
    "yearly_revenue": N_("an amount above 0, such as 850000"),
    "currency": N_("a currency code of three capital letters, such as CAD"),
    "province": N_("a province's code of two letters, such as QC"),
    "class": N_("a kind of channel that bascule init lists"),
    "date_order": N_("day_first or month_first"),
    "decimal": N_("a comma or a point, in quotation marks"),
    "sales": N_("same or other"),
    "simulated": N_("true or false"),
    "ignore": N_("true or false"),
    "accept_refusals": N_("true or false"),
    "own_names": N_("a list of names, each in quotation marks"),
}
ACCEPTED_ELSEWHERE = N_("a field that bascule init writes, with a value of the same kind")

# What a field of a prior accepts, in [priors.general], [priors.class.KIND] or the prior of a channel.
_SPREAD = N_("a number above 0 and at most 3, such as 0.8")
_SHARE = N_("a number above 0 and at most 1, such as 0.5")
_FROM_NOTHING = N_("a number from 0 to 1, such as 0.5")
ACCEPTED_PRIOR: dict[str, str] = {
    "class": N_("a kind of channel that bascule init lists"),
    "source": N_("where the figures come from, in quotation marks"),
    "works": _SHARE,
    "median": N_("sales per dollar spent, above 0 and at most 100, such as 1.8"),
    "spread": _SPREAD,
    "carry": N_("two numbers above 0 and at most 1000, such as [2, 7]"),
    "half": N_("a number above 0, then a spread above 0 and at most 3, such as [1.5, 0.7]"),
    "claim": N_("a number above 0, then a spread above 0 and at most 3, such as [1.5, 0.7]"),
    "slope": N_("a number from 1 to 5"),
    "long": N_("a number from 1 to 10, such as 1.5"),
    "chase": N_("a number from -1 to 1, then a spread above 0 and at most 3, such as [0.1, 0.2]"),
    "stages": N_("1 (at once) or 2 (delayed)"),
    "split": N_("a number from -5 to 5, then a spread above 0 and at most 3, such as [0.8, 1]"),
    "sure": N_('"strong", "fair", "weak" or "judgement"'),
    "nil_median": _SHARE,
    "nil_spread": _SPREAD,
    "nothing_below": _FROM_NOTHING,
    "long_credit": _FROM_NOTHING,
    "long_spread": _SPREAD,
    "discrepancy": _SPREAD,
    "total_elasticity": _SHARE,
    "total_intensity": _SHARE,
    "total_marginal_share": _SHARE,
    "total_spread": _SPREAD,
}
ACCEPTED_PRIOR_FIELD = N_("a field that the guide lists, with a number or a list of two numbers")

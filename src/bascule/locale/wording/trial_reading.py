"""What is said when a test is read: what stops it, what it takes for granted, what to know of it."""

from bascule.locale.catalogue import N_

ERRORS: dict[str, str] = {
    "trial_holdout_places": N_(
        "{file} has a row a day and a place: its places are not customers. Read it with --method geo, or give a row "
        "a customer."
    ),
    "trial_columns_missing": N_(
        "{file} has no column of results. Its header must name the sales or the conversions by one of: {accepted}."
    ),
    "trial_column_missing": N_("{file} lacks a column that this kind of test needs. One of: {accepted}."),
    "trial_row_refused": N_(
        "{file}, row {row}, column {column}: “{value}” cannot be read. A test is not read with rows missing, and blank "
        "is not zero: correct the cell, or write 0 if it is zero."
    ),
    "trial_dates_missing": N_("Say when the test was: --start and --end, its first and last day, such as 2026-03-02."),
    "trial_dates_backwards": N_("The test ends ({end_date}) before it starts ({start_date}). Swap --start and --end."),
    "trial_no_rows": N_(
        "No row is between {start_date} and {end_date}. Check --start and --end, and the dates of the file."
    ),
    "trial_unfinished": N_(
        "The figures of {file} stop on {last_date}, before the end of the test on {end_date}. Wait for the rest, or "
        "give an earlier --end."
    ),
    "trial_history_unfinished": N_(
        "The sales known stop on {last_date}, before the end of the test on {end_date}. Add the rest to the folder, or "
        "give an earlier --end."
    ),
    "trial_arm_empty": N_(
        "One arm is nearly empty: {treated} treated, {control} left alone; each needs at least {least}. Check the "
        "column that names the arms, or --treated."
    ),
    "trial_arm_unknown": N_(
        "“{value}”, in the column {column}, is neither treated nor left alone. Write treated and control (or yes and "
        "no), or name with --treated what was treated."
    ),
    "trial_arm_unnamed": N_("No arm is called {treated}. The arms of the file: {arms}."),
    "trial_arm_repeated": N_(
        "{file} gives the same arm on several rows, with a number of customers: one row an arm is expected, or one row "
        "a customer without that column."
    ),
    "trial_spread_missing": N_(
        "{file} gives sums only, and nothing says how much customers differ. Add a column deviation (standard "
        "deviation of what a customer brings), or give one row a customer."
    ),
    "trial_treated_missing": N_(
        "Say which places were treated: --treated with their names, separated by commas. The file names {places}…"
    ),
    "trial_place_unknown": N_("The file names no place {place}. Some that it names: {places}. Correct --treated."),
    "trial_place_in_both": N_("The place {place} is both treated and left alone in the file. Correct its rows."),
    "trial_places_missing": N_(
        "A geo test needs places on both sides: {treated} treated and {control} left alone were found. Correct "
        "--treated."
    ),
    "trial_before_short": N_(
        "Only {found} periods are known before the test, and at least {least} are needed to say what would have come "
        "without it. Export a longer past."
    ),
    "trial_switches_few": N_(
        "The channel was on for {on} stretches and off for {off}: at least {least} of each are needed. Read it as "
        "before-after, or test for longer."
    ),
    "trial_washout_long": N_(
        "With {washout} periods left out after each switch, too few are left. Give a smaller --washout, or test for "
        "longer."
    ),
    "trial_state_unknown": N_(
        "Nothing says when the channel was on: its spending never changes, or is not known. Add a column on (yes or "
        "no)."
    ),
    "trial_history_method": N_(
        "A history of sales can be read as before-after or switchback, not as {method}. Give the file of the test "
        "instead."
    ),
    "trial_no_variation": N_(
        "The figures never vary, so nothing says how sure the result is. Check that the column read is the right one."
    ),
    "trial_value_missing": N_(
        "The test of {channel} counts conversions, and the model needs money: say what one is worth in sales, with "
        "--value-per-conversion."
    ),
    "trial_spend_missing": N_(
        "What the test of {channel} cost is not known, and without it there is no return: give --spend, the amount "
        "spent more because of the test (below zero if it was spent less)."
    ),
    "trial_already_saved": N_(
        "{path} already has a test of {channel} from {start_date} to {end_date}. Nothing was changed. Remove that row "
        "first if this one must replace it."
    ),
    "trial_record_foreign": N_(
        "{path} is there but is not a table of tests that can be added to (channel, start, end, lift, lift_error, "
        "spend). Nothing was changed. Correct it or rename it."
    ),
}
ASSUMPTIONS: dict[str, str] = {
    "spend_withdrawn": N_("Spending was taken away: what was lost is what that spending brought."),
    "customers_drawn": N_("Customers were drawn by lot into the two arms."),
    "customers_apart": N_("Those left out were not reached through the others, and did not buy in their place."),
    "before_adjusted": N_("What customers brought before the test was taken into account (CUPED)."),
    "places_alike": N_("Without the test, the treated places would have moved with the others as they did before."),
    "places_apart": N_("Nobody crossed from one place to another because of the test."),
    "places_same_else": N_("Nothing else was done in the treated places alone during the test."),
    "weeks_drawn": N_("The order of on and off was drawn by lot."),
    "washout_left_out": N_("What lasts after a switch is over once the periods left out have passed."),
    "nothing_lasts": N_("Nothing lasts from one period to the next."),
    "on_by_spending": N_(
        "The channel was on in the periods when it spent more than half way between its least and its most."
    ),
    "nothing_else_changed": N_("Nothing else changed at the same time: no promotion, no price, no rival, no news."),
    "course_kept": N_("Sales would have gone on with the level, trend and season that they had."),
}
NOTES: dict[str, str] = {
    "trial_by_synthetic": N_(
        "Read by a synthetic control: a mix of the places left alone that followed the treated ones over {before} "
        "periods. Its error is what it missed on stretches of {length} periods before the test."
    ),
    "trial_by_ridge": N_(
        "Read by a synthetic control corrected by a regression, which foretold the past better: {before} periods "
        "before the test, its error being what it missed on stretches of {length} periods."
    ),
    "trial_by_regression": N_(
        "Read by a time-based regression of the treated places on the others, over {before} periods before a test of "
        "{length}."
    ),
    "trial_before_brief": N_(
        "The past is short for a test this long: the interval trusts the regression, and cannot be checked on the past."
    ),
    "trial_among_places": N_(
        "Taken in turn for treated, each of the {places} places left alone: {chance_share} stand out as much as the "
        "treated ones, these included. Not rare? Then be careful."
    ),
    "trial_places": N_("Treated places: {treated}; places left alone: {control}."),
    "trial_places_blank": N_("{blank} places and dates have no row ({blank_share} of all): read as no sales."),
    "trial_arms": N_("Treated customers: {treated}; left out: {control}."),
    "trial_draw_mismatch": N_(
        "The arms are not of the sizes drawn: {seen_share} treated where {planned_share} was meant. Luck does not do "
        "that: find out what went wrong before believing this result."
    ),
    "trial_by_switches": N_("On for {on} periods, off for {off}; {left} were read."),
    "trial_weak_design": N_(
        "This is the weakest of the tests: whatever else changed at the same time is counted as the channel's. A geo "
        "test or a drawn holdout would say more."
    ),
    "trial_unit_value": N_("One conversion is counted as {unit_money} of sales, as given."),
    "trial_spend_measured": N_(
        "The spending tested was worked out from the figures: what was spent, less what it would have been otherwise."
    ),
    "trial_season_unknown": N_(
        "Less than a year is known before the test: a season that comes every year cannot be told from it."
    ),
}
METHODS: dict[str, str] = {
    "holdout": N_("randomised holdout"),
    "geo": N_("geo test"),
    "switchback": N_("on and off by turns"),
    "before-after": N_("before and after"),
}
WORDINGS: dict[str, str] = {**ERRORS, **ASSUMPTIONS, **NOTES}

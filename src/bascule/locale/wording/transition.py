"""The reading of a company under one million: the market, the systems, the scattering of money, the director."""

from bascule.locale.catalogue import N_

STATES: dict[str, str] = {
    "yes": N_("Yes"),
    "no": N_("No"),
    "unsure": N_("Not sure"),
    "not_measured": N_("Not measured"),
}
# What a way customers come in is, where it is no channel of the company's own; a postal area of small ones.
SYSTEMS: dict[str, str] = {
    "channel": N_("paid channel"),
    "email": N_("email"),
    "organic": N_("organic search"),
    "direct": N_("direct visits"),
    "referral": N_("referrals"),
    "deals": N_("origin of deals"),
    "stated": N_("told by the owner"),
}
WORDINGS: dict[str, str] = {
    "transition_short_year": N_("Only {known_share} of a year of sales is known: the year is reckoned from it."),
    "fit_yes": N_("What customers say or do shows that the market wants it, and no sign says otherwise."),
    "fit_no": N_("What customers say or do shows that the market does not want it yet, and no sign says otherwise."),
    "fit_unsure": N_("The signs measured do not settle whether the market wants it."),
    "fit_contradiction": N_("The signs contradict each other: it stays open."),
    "fit_not_measured": N_("Your data do not say whether the market wants it."),
    "fit_survey": N_(
        "Would be very disappointed to do without: {low_share} to {high_share} (answers: {respondents}). Chance of "
        "being over {mark_share}: {above_share}. That mark is a rule of thumb, not a law."
    ),
    "fit_survey_few": N_("Answers: {respondents}. Under {least}, nothing is concluded."),
    "fit_no_survey": N_(
        "Cheapest way to know: ask {least} customers or more how they would feel if they could no longer buy from you "
        "(very, somewhat or not disappointed), and put the answers in surveys.csv."
    ),
    "fit_curve": N_(
        "The retention curve comes down to between {low_share} and {high_share} of customers. Chance that it stays "
        "over {floor_share}: {above_share}."
    ),
    "fit_no_curve": N_(
        "The retention curve is too short to say where it comes down to (usable months: {points}). It takes orders, or "
        "contracts, with their customers over several months."
    ),
    "fit_origins": N_(
        "Customers that nobody paid for: {low_share} to {high_share} (according to: {table}); origin unclear for "
        "{unclear_share}."
    ),
    "fit_origins_visits": N_("These are visits, not customers."),
    "fit_no_origin": N_(
        "Where customers come from is not known. Cheapest way to know: ask each new customer, and write it in "
        "customers.csv (acquisition_channel)."
    ),
    "system_stated": N_("The owner says so."),
    "system_no_hours": N_("Nothing tells whether it runs by itself: say it in bascule.toml, under [systems]."),
    "system_by_hand": N_("Someone worked on it in {worked} of the last {seen} weeks."),
    "system_by_itself": N_("It spent in each of the last {seen} weeks, and no working time was kept for it."),
    "system_hours_unclear": N_("Working time is not kept by channel well enough to tell whether it runs by itself."),
    "system_tested": N_("A planned test has measured it."),
    "system_measurable": N_("It reports its sales, its spending moves, and new customers are counted."),
    "system_lacks_claims": N_("It reports no sales of its own."),
    "system_lacks_moves": N_("It hardly moves: there is nothing to compare."),
    "system_lacks_counts": N_("New customers are not counted."),
    "system_customers_counted": N_("The customers it brings are counted."),
    "system_visits_acted": N_("Visits and what they do are counted, not customers."),
    "system_visits_only": N_("Only its visits are counted."),
    "system_deals_counted": N_("Deals it brought in two years: {deals}; each says what it became."),
    "dispersion_no_model": N_("Without spending by channel, its scattering is not known."),
    "dispersion_no_spending": N_("Nothing was spent in the last year."),
    "dispersion_no_sales": N_(
        "The money is as scattered as over {effective} equal channels. How many the budget can support is not known: "
        "it takes a quarter of sales by week."
    ),
    "dispersion_shown": N_("Your own sales show it: {margin_ratio} of margin per dollar."),
    "dispersion_supposed": N_("Your data do not say; comparable channels bring {margin_ratio} of margin per dollar."),
    "dispersion_stopped": N_("It is to be stopped."),
    "dispersion_none_shows": N_(
        "Even with all the budget on one channel, its effect would not show within {seen_weeks}: judge it by what it "
        "brings that you can count, or test longer."
    ),
    "dispersion_out_of_reach": N_("No spending within reach would make its effect show."),
    "director_not_yet": N_(
        "A director would cost {cost_money} a year, charges in: {margin_share} of all your margin. Beyond "
        "{most_share}, the post takes what the rest lives on."
    ),
    "director_could_be": N_(
        "A director would cost {cost_money} a year, charges in: {margin_share} of all your margin, under {most_share}."
    ),
    "director_salary": N_(
        "A marketing director earns {low_money} to {high_money} in Canada ({salary_source}): the low end is taken."
    ),
    "director_year": N_(
        "The rates that a Québec employer pays in {law_year} are not in this version: nothing is supposed."
    ),
    "director_elsewhere": N_("What a director costs is only known for an employer of Québec, in Canadian dollars."),
}

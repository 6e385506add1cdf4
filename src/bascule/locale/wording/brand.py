"""What is said of the brand: the signals of its desirability, what they need, and what slows a sale."""

from bascule.locale.catalogue import N_

ROWS: dict[str, str] = {
    "rating_out_of_scale": N_(
        "A rating lies between 0 and its scale (5 stars: 5). The row is left out; correct the rating or its scale."
    ),
}
# Signal → its name.
SIGNALS: dict[str, str] = {
    "brand_search_share": N_("searches for your name"),
    "base_sales": N_("sales without advertising"),
    "interest_share": N_("interest in you beside your rivals"),
    "direct_visits": N_("direct visits"),
    "full_price_share": N_("sales at full price"),
    "win_rate": N_("deals won"),
    "nps": N_("recommendation (NPS)"),
    "cycle_length": N_("days to sign a deal"),
    "reviews": N_("public reviews"),
}
# Signal → its unit, and how it is measured.
UNITS: dict[str, str] = {
    "brand_search_share": N_("share of searches"),
    "base_sales": N_("money a month"),
    "interest_share": N_("share of interest"),
    "direct_visits": N_("visits a month"),
    "full_price_share": N_("share of sales"),
    "win_rate": N_("share of the deals closed"),
    "nps": N_("points, −100 to 100"),
    "cycle_length": N_("days, half of the deals won take less"),
    "reviews": N_("stars out of 5"),
}
MEASURED: dict[str, str] = {
    "brand_search_share": N_("Searches that name you, of all the searches that found you (Search Console)."),
    "base_sales": N_("Sales that the response model does not owe to advertising, without their season."),
    "interest_share": N_("Interest in your name, of that in your name and your rivals' (Google Trends)."),
    "direct_visits": N_("Visits typed, bookmarked, or by a search for your name; their number, not their share."),
    "full_price_share": N_("Orders without a discount nor a code, by their amount."),
    "win_rate": N_("Of the deals closed in the month, those won; deals still open are in no month yet."),
    "nps": N_("Answers of 9 or 10 less answers of 0 to 6, in a hundred."),
    "cycle_length": N_("From the day a deal is created to the day it is won, by month of signature. Less is better."),
    "reviews": N_("Mean rating of the reviews of the month."),
}
NEEDS: dict[str, str] = {
    "measure_brand_search_share": N_(
        "Search Console › Performance › Search results, one month at a time › Export; and how people name you under "
        "own_names in bascule.toml."
    ),
    "measure_base_sales": N_(
        "A year or more of sales and of spending by channel, by week: the response model then tells what is sold "
        "without advertising."
    ),
    "measure_interest_share": N_("Google Trends › your name and two or three rivals, five years › Download (CSV)."),
    "measure_direct_visits": N_(
        "Google Analytics › Reports › Acquisition › Traffic acquisition, by week or month › Share › Download file "
        "(CSV)."
    ),
    "measure_full_price_share": N_(
        "The orders of your shop with their discounts: Shopify › Orders › Export, or orders.csv with discount and "
        "coupon."
    ),
    "measure_win_rate": N_(
        "The deals of your CRM, won and lost, with their dates: HubSpot, Pipedrive or Salesforce › Deals › Export; or "
        "deals.csv."
    ),
    "measure_nps": N_(
        "One question to a hundred customers, twice a year: would you recommend us, from 0 to 10? (Google Forms, or "
        "surveys.csv)"
    ),
    "measure_cycle_length": N_("The deals of your CRM with the day of their creation and that of their closing."),
    "measure_reviews": N_(
        "reviews.csv: for each month, how many reviews you received on Google or Facebook and their mean rating."
    ),
}
NOTES: dict[str, str] = {
    "index_no_signal": N_("No signal of desirability is measured: there is no index yet."),
    "index_too_short": N_(
        "The signals of desirability cover {months} months; an index needs {least}. Keep measuring: it will come."
    ),
    "index_season_in": N_(
        "Less than two years are known of: {signals}. Their season cannot be told from their trend, and is still in "
        "the index."
    ),
    "brand_search_absolute": N_(
        "Searches for your name are counted alone, as nothing tells the others: they also grow with your whole market."
    ),
    "interest_without_rivals": N_(
        "Interest in your name is read alone, without a rival beside it: it also moves with your whole market."
    ),
}
FRICTION: dict[str, str] = {
    "friction_discounts_missing": N_(
        "What discounts cost is not known: the orders of the year do not say their amount before discounts and the "
        "discount. The orders export of your shop has both; or orders.csv with gross and discount."
    ),
    "friction_year_short": N_(
        "Discounts have a share but no sum a year yet: the orders begin on {first_date}. Export the whole last year."
    ),
    "friction_cycle_missing": N_(
        "How long a deal takes is not known: fewer than five deals won in the year have their day of creation and of "
        "closing. Export the deals of your CRM with both dates."
    ),
    "friction_amounts_missing": N_(
        "What a shorter cycle would bring in is not known: too few deals won have an amount. Add it when you close "
        "them."
    ),
    "friction_reasons_missing": N_(
        "Quotes lost on price cannot be counted: no deal lost in the year says why. Have the reason asked for in your "
        "CRM when a deal is lost (a list of five is enough), or add lost_reason to deals.csv."
    ),
    "friction_reasons_few": N_(
        "Of {lost} deals lost in the year, {said} say why: the share lost on price is that of these, and its value is "
        "at least what is shown."
    ),
    "friction_lost_amounts_missing": N_("Quotes were lost on price, but none has an amount: their value is not known."),
}
WORDINGS: dict[str, str] = {
    **ROWS,
    **{f"signal_{name}": said for name, said in SIGNALS.items()},
    **{f"unit_{name}": said for name, said in UNITS.items()},
    **{f"how_{name}": said for name, said in MEASURED.items()},
    **NEEDS,
    **NOTES,
    **FRICTION,
}

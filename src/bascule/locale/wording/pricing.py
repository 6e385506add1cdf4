"""What is said of prices: where they are read, why their effect cannot be told, what surveys of prices leave open."""

from bascule.locale.catalogue import N_

FILES: dict[str, str] = {
    "purchase_answer_unknown": N_(
        "This answer does not say whether one would buy. Accepted: yes or no, definitely, probably, maybe, probably "
        "not, definitely not; not a scale of figures. The row is left out; correct it."
    ),
    "prices_asked": N_("Prices at which the form asks whether one would buy: {prices}. Nothing else of it is read."),
}
# Why the effect of prices is not known.
DOUBTS: dict[str, str] = {
    "prices_unknown": N_(
        "No file gives your prices week by week, and what an order comes to on average is not a price. Give a "
        "prices.csv: date, item, price, regular_price."
    ),
    "price_history_short": N_(
        "Prices and sales are known together over {periods} periods only; at least {least} are needed to tell prices "
        "from season and trend."
    ),
    "units_few": N_(
        "There are about {units} sales a period: too few for the effect of a few percent of price to show."
    ),
    "price_never_moved": N_("Your regular price never changed: nothing shows how sales would answer."),
    "price_only_promotions": N_(
        "Your prices moved only during promotions. How buyers answer to a sale does not tell how they would answer to"
        " another regular price: some only buy earlier."
    ),
    "price_restless": N_(
        "The price moved in {moving_share} of the periods: it looks like an average of what was bought, not like a "
        "price that was decided."
    ),
    "price_changes_few": N_(
        "Regular price changes seen: {changes}; at least {least} are needed. With fewer, whatever else happened in "
        "the same weeks would be taken for their effect."
    ),
    "price_with_promotions": N_(
        "Of the {changes} changes of the regular price, {shared} came as a promotion began or ended: the two effects "
        "cannot be told apart."
    ),
    "price_with_events": N_(
        "Of the {changes} changes of the regular price, {shared} came in the week of another event that you list: the"
        " two effects cannot be told apart."
    ),
    "price_follows_demand": N_(
        "Prices went up after good weeks or down after poor ones: they follow sales, so their own effect cannot be "
        "read from them."
    ),
    "price_follows_season": N_(
        "Prices are higher in your high season: what the price takes away and what the season brings cannot be told "
        "apart."
    ),
    "price_effect_unclear": N_(
        "Your price changes are too small for the noise of your sales: {left_share} of the uncertainty of published "
        "studies is left."
    ),
}
# Where the figures come from, and what is lost by it.
SOURCES: dict[str, str] = {
    "price_from_list": N_(
        "Prices come from your list of prices (items: {items}). Each counts alike, as sales by item are not known."
    ),
    "price_from_index": N_("Prices come from the price index of your sales table."),
    "regular_price_told_by_paid": N_(
        "The regular price is told by what was paid: a cut taken back within four weeks counts as a promotion. A "
        "column regular_price in prices.csv would settle it."
    ),
    "units_are_orders": N_(
        "Units are orders: if a higher price makes baskets smaller without losing orders, it is not seen."
    ),
    "units_from_revenue": N_(
        "Orders are not known: units are revenue divided by the price, so that an error in the price is also one in "
        "units."
    ),
    "units_are_revenue": N_("Neither orders nor prices are known: revenue stands for units."),
    "promotion_borrows": N_(
        "A part of what a promotion sells is bought ahead: about {borrowed_share} is missing in the three weeks after"
        " it."
    ),
    "promotion_borrows_all": N_(
        "Promotions show no gain in their own weeks, and the weeks after them sell less than usual."
    ),
    "price_survey_unread": N_(
        "Your price survey has fewer than five answers that can be used (four prices in order, or several prices asked "
        "of the same people): nothing is told from it."
    ),
    "price_cases_unseen": N_(
        "No change of your regular price was ever seen: every figure for another price rests on published studies."
    ),
    "price_cases_beyond": N_(
        "Single changes seen go from a cut of {cut_share} to a rise of {rise_share}: figures for larger ones are "
        "extrapolated."
    ),
}
SURVEYS: dict[str, str] = {
    "price_survey_few": N_(
        "Only {respondents} people answered in full; at least {least} make curves that hold. Ask more before deciding."
    ),
    "price_survey_products": N_("The survey asks about several products; this is for {product}. Others: {others}."),
    "price_stated": N_(
        "These are prices that people say, not that they paid: they tell a range to test, and they overstate what "
        "would be bought."
    ),
    "price_answers_contrary": N_(
        "People left out because they would buy at one price but not at a lower one: {respondents}."
    ),
    "unit_cost_unknown": N_(
        "The product's price of today is not known, so neither is its unit cost: no best margin is given. Name the "
        "product in prices.csv as in the survey."
    ),
}
WORDINGS: dict[str, str] = {**FILES, **DOUBTS, **SOURCES, **SURVEYS}

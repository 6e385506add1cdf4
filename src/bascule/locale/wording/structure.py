"""What is said of customers: why they cannot be read, and what to know about their figures."""

from bascule.locale.catalogue import N_

WORDINGS: dict[str, str] = {
    "customers_absent": N_(
        "No order names its customer: what a customer is worth cannot be told. Export your orders with the customer's "
        "email or number."
    ),
    "customers_contracted": N_(
        "Your customers are under contract: this list is made from orders that name their customer, and there is none. "
        "What contracts are worth is in the report of bascule run."
    ),
    "customers_anonymous": N_(
        "{anonymous_share} of your sales name no customer: what a customer is worth cannot be told from the rest. Ask "
        "for an email or a phone number at the till."
    ),
    "customers_no_purchase": N_(
        "Your orders hold no purchase, only returns or orders of nothing: what a customer is worth cannot be told. "
        "Export the sales too."
    ),
    "customers_too_short": N_(
        "The orders go back {known_weeks}: at least {least_weeks} are needed to see who comes back. Export an older "
        "period too."
    ),
    "customers_too_few": N_(
        "{customers} customers whose first purchase is known, {returns} of whom came back: at least {least} and "
        "{least_returns} are needed to tell what a customer is worth."
    ),
    "customers_of_before": N_(
        "{customers} customers first seen at the beginning of your orders may have bought before: how often one comes "
        "back is learnt from the others."
    ),
    "orders_end": N_(
        "Your orders end on {last_date}, well before the rest: customers are told as they were on that day. Export the "
        "orders since then."
    ),
    "contracts_beside_orders": N_(
        "{customers} new customers came in a year, and {contracts} contracts were signed: this page reads the "
        "contracts, and what the others leave is not counted on it."
    ),
    "orders_anonymous": N_("{anonymous_share} of your sales name no customer and are not counted here."),
    "value_follows_frequency": N_(
        "Those who buy often also spend more each time (correlation {correlation}): what a customer is worth on "
        "average is a little too low here, and a little too high for those who buy seldom."
    ),
    "value_against_frequency": N_(
        "Those who buy often spend less each time (correlation {correlation}): what a customer is worth on average is "
        "a little too high here."
    ),
    "holdout_too_short": N_(
        "The history is too short to hide its last months and try the forecast on them: it has not been tried on your "
        "own facts."
    ),
    "holdout_above": N_(
        "Tried on the last {over_weeks}, hidden from it, the forecast was too low: {forecast} purchases expected, "
        "{actual} made. It is raised accordingly, in part."
    ),
    "holdout_below": N_(
        "Tried on the last {over_weeks}, hidden from it, the forecast was too high: {forecast} purchases expected, "
        "{actual} made. Your customers come back less as time goes by: it is lowered accordingly, in part."
    ),
    "season_plain": N_(
        "Your history does not show when in the year customers buy more: the forecast supposes that they buy alike all "
        "year."
    ),
    "customers_not_converged": N_(
        "The computation on customers did not settle: take its figures as an order of magnitude."
    ),
    "customers_without_value": N_(
        "{customers} customers who came back brought back as much as they bought: they count in how often one comes "
        "back, not in what a purchase is worth."
    ),
    "contracts_too_few": N_(
        "{contracts} contracts, {ended} of which have ended: at least {least} and {least_ended} are needed to tell how "
        "long one lasts."
    ),
    "contracts_without_amount": N_("Your contracts do not say what they bring a month: what one is worth is not told."),
    "contracts_undated": N_(
        "{contracts} contracts are over and do not say since when: they are left out, and what a contract is worth may "
        "be too high here."
    ),
    "contracts_amount_unknown": N_(
        "{contracts} contracts do not say what they bring a month: the mean of the others is supposed of them."
    ),
    "structure_no_new_customers": N_(
        "how many new customers advertising brings is not known: orders with the customer's email would tell"
    ),
    "structure_no_customers": N_(
        "what a customer buys after the first time is not known: orders with the customer's email would tell"
    ),
}

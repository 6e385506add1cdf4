"""What is said of a file that the owner describes: its columns, what is asked, what stands in the way."""

from collections.abc import Mapping

from bascule.locale.catalogue import N_

WORDINGS: dict[str, str] = {
    "rows_dropped": N_("Rows that the mapping leaves out: {rows}."),
    "order_amounts_differ": N_(
        "The rows of this order give different amounts, and the mapping says that they repeat the order's own. None of "
        'them is kept; if each row is a line of the order, set in the mapping: lines = "add"'
    ),
    "mapping_headers_missing": N_(
        "{file} looks like what bascule.toml describes as {mapping}, but has no longer these columns: {columns}. "
        "Nothing of it is read. Export it with them, or describe the new shape: bascule map {path}"
    ),
    "mapping_name_taken": N_(
        "bascule.toml describes a file as {mapping}, which is the name of something Bascule knows by itself. Give it "
        "another name."
    ),
    "mapping_table_unknown": N_(
        "In bascule.toml, the mapping {mapping} names a table that does not exist: {value}. Accepted: {accepted}."
    ),
    "mapping_column_unknown": N_(
        "In bascule.toml, the mapping {mapping} names a column that its table does not have: {column}. Accepted: "
        "{accepted}."
    ),
    "mapping_incomplete": N_(
        "In bascule.toml, the mapping {mapping} does not say where these columns are: {columns}. Name their headers, "
        "or describe the file again: bascule map FILE"
    ),
    "mapping_lines_elsewhere": N_(
        "In bascule.toml, the mapping {mapping} says what the lines of an order are, but its table is not orders. Take "
        "lines, quantity and per_unit out."
    ),
    "mapping_units": N_(
        "In bascule.toml, the mapping {mapping} gives one of quantity and per_unit without the other. Name the header "
        "of the quantities and the columns that are the price of one unit, or take both out."
    ),
    "map_no_table": N_(
        "{file} holds no table to map: no row of titles stands above rows of figures. Open it, and keep one table with "
        "one row of titles."
    ),
    "map_unsure": N_(
        "{file} does not say all that is needed, and nothing is guessed. Run the command again with: {options}"
    ),
    "map_file_missing": N_(
        "There is no file {file}. Give the file to describe, such as: bascule map exports/sales.csv"
    ),
}
TABLES: Mapping[str, str] = {
    "customers": N_("customers"),
    "consents": N_("consents to e-mail"),
    "subscriptions": N_("subscriptions"),
    "deals": N_("deals and quotes"),
    "emails": N_("emails sent"),
    "hours": N_("working hours"),
    "surveys": N_("surveys"),
    "reviews": N_("public reviews"),
    "price_surveys": N_("price surveys"),
    "prices": N_("prices"),
    "promos": N_("promotions"),
    "events": N_("events"),
}
# Canonical column → what it is, in the words of people.
COLUMNS: Mapping[str, str] = {
    "accepts_email": N_("accepts emails (yes or no)"),
    "acquisition_channel": N_("channel that brought the customer"),
    "amount": N_("amount"),
    "answer": N_("answer"),
    "area": N_("postal code (its first three characters are kept)"),
    "as_of": N_("day of the list"),
    "brand": N_("names the brand (yes or no)"),
    "campaign": N_("campaign"),
    "channel": N_("channel"),
    "cheap": N_("price found cheap"),
    "clicks": N_("clicks"),
    "close_date": N_("closing date"),
    "cost": N_("cost of what is sold"),
    "count": N_("number of reviews"),
    "coupon": N_("discount code"),
    "created": N_("date of creation"),
    "currency": N_("currency"),
    "customer": N_("customer (kept as a key that names nobody)"),
    "date": N_("date"),
    "date_end": N_("last day"),
    "deal_id": N_("number of the deal"),
    "delivered": N_("emails delivered"),
    "depth": N_("depth of the discount"),
    "description": N_("description"),
    "discount": N_("discount"),
    "driver": N_("name of the driver"),
    "end": N_("last day"),
    "first_order_at": N_("date of the first order"),
    "expensive": N_("price found expensive"),
    "fixed": N_("fixed (yes or no)"),
    "grain": N_("day, week or month"),
    "gross": N_("amount before discounts"),
    "hours": N_("hours"),
    "impressions": N_("impressions"),
    "item": N_("item"),
    "given": N_("day of the consent"),
    "kind": N_("kind"),
    "lift": N_("incremental revenue"),
    "lift_error": N_("standard error of the lift"),
    "minutes": N_("minutes"),
    "lost_reason": N_("reason why the deal was lost"),
    "mrr": N_("monthly amount"),
    "name": N_("name"),
    "net": N_("net amount of the order"),
    "new_customers": N_("new customers"),
    "note": N_("note"),
    "opens": N_("opens"),
    "order_id": N_("order number"),
    "ordered_at": N_("date of the order"),
    "orders": N_("number of orders"),
    "origin": N_("origin"),
    "outcome": N_("outcome (won, lost, open)"),
    "pipeline": N_("pipeline"),
    "plan": N_("plan bought"),
    "platform": N_("platform"),
    "platform_conversions": N_("conversions that the platform claims"),
    "platform_orders": N_("orders that the platform claims"),
    "platform_revenue": N_("revenue that the platform claims"),
    "price": N_("price"),
    "price_index": N_("price index"),
    "process": N_("process or project"),
    "product": N_("product"),
    "promo": N_("share of promotion"),
    "rating": N_("rating"),
    "recipients": N_("recipients"),
    "refunds": N_("refunds"),
    "region": N_("region or country"),
    "regular_price": N_("regular price"),
    "respondent": N_("respondent (kept as a key that names nobody)"),
    "respondents": N_("respondents"),
    "revenue": N_("revenue"),
    "role": N_("role"),
    "scale": N_("highest rating possible"),
    "score": N_("score"),
    "source": N_("where it was given"),
    "sent_at": N_("sending date"),
    "sessions": N_("visits"),
    "shipping": N_("shipping"),
    "side": N_("side (marketing, sales, product)"),
    "source_channel": N_("channel that brought the order"),
    "spend": N_("spending"),
    "spent": N_("total of purchases"),
    "stage": N_("stage"),
    "start": N_("first day"),
    "status": N_("status"),
    "subscription_id": N_("number of the subscription"),
    "survey": N_("survey (nps, disappointed, awareness)"),
    "tax": N_("taxes"),
    "term": N_("term searched"),
    "too_cheap": N_("price found too cheap to be good"),
    "too_expensive": N_("price found too expensive to be paid"),
    "unsubscribes": N_("unsubscribes"),
    "value": N_("value"),
    "vendor": N_("vendor"),
}

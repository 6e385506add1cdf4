"""What is said of shops, payments and sales taxes."""

from bascule.locale.catalogue import N_

WORDINGS: dict[str, str] = {
    "orders_test": N_("Rows of test orders, left out: {rows}."),
    "orders_draft": N_("Rows of draft orders, which nobody has placed yet, left out: {rows}."),
    "orders_unpaid": N_(
        "Orders not paid yet, counted as sales: {rows}. If some never are, cancel them in the shop and export again."
    ),
    "orders_unpaid_out": N_("Rows of orders whose payment is awaited or has failed, left out: {rows}."),
    "payments_failed": N_("Payments that failed, were blocked or are not complete, left out: {rows}."),
    "stripe_money_twice": N_(
        "{file} lists Stripe's payouts or the movements of its balance: the same money as its payments, a second "
        "time. It is left aside. If your payments are not among the exports, export them from Payments in "
        "Stripe."
    ),
    "square_items_aside": N_(
        "{file} lists the items sold with Square: the same sales as its transactions, a second time. It is left "
        "aside. If your transactions are not among the exports, export them from Transactions in Square."
    ),
    "stripe_unconverted": N_(
        "{file} names the currency that Stripe converted to, not the amounts. Export it again with the columns "
        "Converted Amount and Converted Amount Refunded."
    ),
    "amount_unconverted": N_(
        "This payment is in another currency and Stripe gives no converted amount for it. The row is left out; "
        "complete it, or export the file again once the payment has settled."
    ),
    "payments_are_orders": N_(
        "{file} holds the payments of orders that are already in {other}: {matched_share} of its customers ordered "
        "there on the same day. It is left out, so that no sale is counted twice. If they are other sales, write in "
        'bascule.toml, for this file: sales = "other"'
    ),
    "payments_mostly_orders": N_(
        "{file} seems to hold payments of orders that are already in {other}: {matched_share} of its customers "
        "ordered there on the same day, but the two do not hold quite the same sales or the same days. Are its "
        "payments those of the shop, to be left out (same), or other sales, to be added (other)?"
    ),
    "payments_uncompared": N_(
        "{file} and {other} cover the same days, and nothing tells whether they hold the same sales, since one of "
        "them does not name its customers. Are the payments of {file} those of these orders, to be left out (same), "
        "or other sales, to be added (other)?"
    ),
    "payments_said_same": N_("These are the sales of {other}, as bascule.toml says: left out."),
    "orders_mostly_there": N_(
        "{file} seems to hold orders that are already in {other}: {matched_share} of them have their number or their "
        "customer there on the same day. Are they the same sales, to be left out (same), or other sales, to be added "
        "(other)?"
    ),
    "time_zone_unknown": N_(
        "This time zone is not known. Accepted: names such as Eastern Time (US & Canada) or America/Toronto. The "
        "row is left out; correct it, or leave the cell blank for the company's own clock."
    ),
    "invoices_paid": N_("Rows that pay an invoice, which is counted already, left out: {rows}."),
    "taxes_unknown": N_(
        "{file} does not say whether the amounts of the column {column} include sales taxes (GST, QST, HST). Are "
        "the taxes in the amounts or out of them?"
    ),
    "taxes_taken_out": N_(
        "The amounts of {columns} include sales taxes: these are taken out at the general rate of the province "
        "({province}): {sales_percent}."
    ),
    "taxes_subtracted": N_(
        "The amounts of {columns} include sales taxes: those that the file gives are taken out of them, row by row."
    ),
    "taxes_rate_unknown": N_(
        "The amounts of {file} (column {column}) include sales taxes, and outside Canada their rate is not known "
        "here. Export the amounts before taxes, or correct the province in bascule.toml."
    ),
    "taxes_rate_too_old": N_(
        "The amounts of {file} (column {column}) include sales taxes and some date from before April 2013, whose "
        "rates are not known here. Export the amounts before taxes, or a period that begins later."
    ),
}

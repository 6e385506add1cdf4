"""What is said of exchange rates and of accounting exports."""

from bascule.locale.catalogue import N_

WORDINGS: dict[str, str] = {
    "currency_converted": N_(
        "Rows in {currency} converted into {company_currency} at {mean_rate}, the rate given in bascule.toml: {rows}."
    ),
    "currency_converted_by_day": N_(
        "Rows in {currency} converted into {company_currency} at the rate of their days, {mean_rate} on average, from "
        "{other}: {rows}."
    ),
    "rate_missing": N_(
        "No rate tells what {currency} was worth in {company_currency} on {rate_date}. The row is left out. Take a "
        "file of rates that begins a week earlier and covers the whole period, or give one rate in bascule.toml, under "
        "[rates]: {currency} = what one is worth in {company_currency}."
    ),
    "currency_unnamed": N_(
        "This row names no currency, in a file that has several. The row is left out; write its currency and import "
        "the file again."
    ),
    "rate_unreadable": N_("This is no rate. Accepted: a number above zero, such as 1.3724. The row is left out."),
    "currency_code_unknown": N_("This is no currency. Accepted: a code of three letters, such as CAD, USD or EUR."),
    "books_differ": N_(
        "In {file}, the total of {account} from {start_date} is {stated_money}, its accounts add up to "
        "{reckoned_money}. A row is missing or was changed; nothing of the file is read. Export the report again "
        "without editing it."
    ),
    "books_incomplete": N_(
        "In {file}, the section {account} has no total: the file was cut short or edited. Nothing of it is read. "
        "Export the report again."
    ),
    "books_section_unknown": N_(
        "Line {row} of {file}, {account}, is under no section that is known (income, cost of goods sold, expenses, "
        "other income, other expenses). Nothing of the file is read. Export the report whole, with its headings."
    ),
    "books_period_unknown": N_(
        "{file} gives one total and does not say for which period. Export it by month; or state the period in "
        'bascule.toml, under [files."{file}"], both days included: period = "2026-01-01/2026-09-30".'
    ),
    "books_marketing": N_("Taken from the books as marketing costs: {accounts}."),
    "books_not_marketing": N_(
        "Not taken as marketing costs: {accounts}. What an agency, a tool or a freelancer costs in these must come "
        "from invoices or from the detail of transactions."
    ),
    "costs_booked_elsewhere": N_(
        "Costs of the books left out, because {other} tells those of the same months and they are counted once: {rows}."
    ),
    "costs_perhaps_twice": N_(
        "Bills of {vendors} are in this file and in {other} for the same months, with other amounts: all are counted. "
        "If they are the same bills, take them out of one of the two files."
    ),
    "transactions_no_expense": N_("Transactions that are no expenses (income, bank, taxes), left out: {rows}."),
    "transactions_no_marketing": N_("Expenses that are not plainly for marketing work, left out: {rows}."),
}

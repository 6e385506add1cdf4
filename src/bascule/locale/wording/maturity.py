"""The maturity score: what each rule asks, what to do to pass it, and the evidence found."""

from bascule.locale.catalogue import N_

DIMENSIONS: dict[str, str] = {
    "data": N_("Data"),
    "measurement": N_("Measurement"),
    "activation": N_("Activation"),
    "steering": N_("Steering"),
    "organisation": N_("Organisation"),
    "compliance": N_("Compliance"),
}
LEVELS: dict[int, str] = {
    0: N_("not started"),
    1: N_("nascent"),
    2: N_("emerging"),
    3: N_("connected"),
    4: N_("mastered"),
}
STATES: dict[str, str] = {
    "pass": N_("Met"),
    "fail": N_("Not met"),
    "not_applicable": N_("Does not apply"),
    "not_measured": N_("Not measured"),
}
# What each rule asks.
ASKED: dict[str, str] = {
    "sales_export": N_("Sales come as a file."),
    "sales_24_months": N_("There are 24 months of sales without a hole."),
    "ids_known": N_("Fewer than 2% of sales are without a customer."),
    "sales_reconciled": N_("Sales and books agree month by month, within 10%."),
    "ads_reconciled": N_("Advertising reported and advertising billed agree month by month, within 10%."),
    "anomalies_closed": N_("Anomalies are logged, and none stays open for 14 days."),
    "spend_known": N_("The total spent on media is known."),
    "cac_loaded": N_("The cost of a new customer counts fees, tools and people."),
    "ltv_by_cohort": N_("What a customer leaves over time is known by cohort, with its interval."),
    "test_concluded": N_("A planned test was read within the year."),
    "consent_expires": N_("It is known whom the law allows you to write to, and until when."),
    "segments_with_holdout": N_("A part of the list is held out of sendings, to see what these change."),
    "revenue_per_send": N_("What a sending adds to sales is known."),
    "budget_set": N_("There is a marketing budget."),
    "budget_compared": N_("Budget and actual are compared every month, by its tenth day."),
    "decisions_reviewed": N_("Decisions are logged, and four in five reviewed on the day set."),
    "forecasts_scored": N_("Forecasts are scored against the facts."),
    "owners_named": N_("Every process has one person who answers for it."),
    "processes_documented": N_("The critical processes are written down."),
    "drills_done": N_("Processes that make up 60% of the weight were run by someone else, without help."),
    "continuity": N_("80% of the work goes on without the consultant."),
    "officer_published": N_("The person in charge of personal information is named on the site."),
    "assessment_each_tool": N_("Each tool that holds personal information had its privacy impact assessment."),
    "registers_used": N_("The registers of incidents and of retention are in use."),
    "trackers_off": N_("Trackers are proven to be off until the visitor accepts them."),
}
# What to do to pass it.
TO_DO: dict[str, str] = {
    "sales_export": N_("Export the orders of your shop, or your sales by day, and put the file in the folder."),
    "sales_24_months": N_("Export your sales again over the whole history, without the missing months."),
    "ids_known": N_("Ask for an e-mail address or a customer number with each sale, and export it with the orders."),
    "sales_reconciled": N_(
        "Export the profit and loss of your books by month; look for what one has and not the other."
    ),
    "ads_reconciled": N_("Add the bills of the platforms; look for accounts missing from the exports."),
    "anomalies_closed": N_("Keep a list of what looks wrong, with the day it was seen and the day it was settled."),
    "spend_known": N_("Export the spending of every platform, and write the rest in media.csv."),
    "cac_loaded": N_("Add agency and tool invoices, and what an hour of each role costs, to the folder."),
    "ltv_by_cohort": N_("Export orders with their customers over a year at least."),
    "test_concluded": N_("Run the test that the report proposes, and write its result in experiments.csv."),
    "consent_expires": N_("Export customers with their consent and its date."),
    "segments_with_holdout": N_("Hold a tenth of the list out of the next sendings, at random; keep who they are."),
    "revenue_per_send": N_("Read the held-out test, and put the exports of your sending tool in the folder."),
    "budget_set": N_("Write what may leave each month in bascule.toml: [plan] monthly_cash."),
    "budget_compared": N_("Once the month is over, compare each line with the budget, and keep the page."),
    "decisions_reviewed": N_("Write each decision with what it should bring and the day you will look again."),
    "forecasts_scored": N_("On the day set, write the fact beside the forecast and its interval."),
    "owners_named": N_("Name one person for each process."),
    "processes_documented": N_("Write the critical processes step by step, with the accounts they need."),
    "drills_done": N_("Have a process run by someone who never does it, from the page alone; begin with the heaviest."),
    "continuity": N_("Go a week without the consultant, and write what stopped."),
    "officer_published": N_("Publish the title and the contact of that person on your site."),
    "assessment_each_tool": N_("Assess each tool: what it holds, where, for how long, who sees it."),
    "registers_used": N_("Open both registers; write in them even that nothing happened."),
    "trackers_off": N_("Have the site visited without accepting anything, and keep what it sent."),
}
_FOUND: dict[str, str] = {
    "maturity_no_sales": N_("No file tells sales."),
    "maturity_sales": N_("Rows of sales: {rows}."),
    "maturity_months": N_("Months of sales, holes taken off: {months}."),
    "maturity_missing": N_("Rows that do not say whose they are: {missing_percent} ({table})."),
    "maturity_sales_apart": N_("Sales and income booked are {apart_share} apart."),
    "maturity_no_spending": N_("Nothing is spent on advertising."),
    "maturity_ads_apart": N_("Spending reported and billed are {apart_share} apart."),
    "maturity_spend": N_("Spending known: {total_money}; rows without an amount: {missing_percent}."),
    "maturity_no_cac": N_("New customers are not counted."),
    "maturity_cac_media_only": N_("Only media costs are known: no fee, no tool, no one’s time."),
    "maturity_cac": N_("A new customer costs {cac_money}, with {beyond_money} of fees, tools and people a year."),
    "maturity_cohorts": N_("Cohorts whose value is known: {known} of {cohorts}."),
    "maturity_tests": N_("Tests read within the year: {tests}, the last on {channel}, up to {end_date}."),
    "maturity_consent": N_("Customers who may be written to: {contactable} of {customers}."),
    "maturity_email_tests": N_("Tests on the list within the year: {tests}."),
    "maturity_per_thousand": N_("A thousand messages add {thousand_money} to sales (messages sent: {sent})."),
    "maturity_budget": N_("Cash a month: {monthly_money}."),
    "maturity_not_quebec": N_("It is a duty of Québec’s law alone."),
    "maturity_no_proof": N_(
        "No file shows it. If it is so, say when you saw it and what proves it in bascule.toml: [evidence.{rule_code}]"
    ),
    "maturity_proof": N_("Seen on {on_date}: {proof}"),
    "maturity_proof_old": N_("The proof is more than a year old ({on_date}: {proof}): it must be seen again."),
    "maturity_proof_ahead": N_("The proof is of a day yet to come ({on_date}: {proof})."),
    "maturity_proof_unknown": N_("Proofs of no rule in bascule.toml: {rules}. The rules are: {accepted}."),
}
WORDINGS: dict[str, str] = {
    **{f"maturity_{code}": asked for code, asked in ASKED.items()},
    **{f"maturity_{code}_do": to_do for code, to_do in TO_DO.items()},
    **_FOUND,
}

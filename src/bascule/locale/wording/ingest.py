"""What is said of files and rows: refusals, questions, and what was decided while reading."""

from bascule.locale.catalogue import N_

FOLDER: dict[str, str] = {
    "folder_missing": N_(
        "There is no folder {folder}. Give the folder that holds your exports, such as: bascule run exports"
    ),
    "folder_empty": N_(
        "The folder {folder} holds no file. Put your exports in it, under any names: advertising (Google Ads, Meta "
        "Ads, Microsoft Ads, LinkedIn, TikTok), sales (Shopify, WooCommerce, Stripe, Square, QuickBooks), visits and "
        "searches (GA4, Search Console, Google Trends), deals (HubSpot, Pipedrive, Salesforce), e-mails (Mailchimp, "
        "Klaviyo), hours (Toggl, Harvest, Clockify, a calendar), surveys, invoices, or the plain media.csv and "
        "sales.csv. Then run again."
    ),
    "no_usable_file": N_(
        "No file of the folder {folder} was recognised: {files}. Accepted: exports of Google Ads, Meta Ads, Microsoft "
        "Ads, LinkedIn, TikTok, GA4, Search Console, Google Trends, Shopify, WooCommerce, Stripe, Square, QuickBooks, "
        "HubSpot, Pipedrive, Salesforce, Mailchimp, Klaviyo, Toggl, Harvest, Clockify, calendars, answers to forms, "
        "invoices, and the plain tables (media.csv, sales.csv, orders.csv, costs.csv, customers.csv, deals.csv …); in "
        "CSV, Excel, ODS or ICS, zipped or not. To describe any other file once and for all, run: bascule map FILE"
    ),
    "source_unknown": N_(
        "bascule.toml says that {file} comes from {value}, which Bascule does not know. Accepted: {accepted}."
    ),
}
FILES: dict[str, str] = {
    "file_unknown": N_(
        "{file} was not recognised and is left aside: no row names the columns of a known export. To say what its "
        "columns are, once and for all, run: bascule map {path}"
    ),
    "file_ignored": N_("{file} is not a table of figures; it is left aside."),
    "file_set_aside": N_("{file} is left aside, as bascule.toml asks."),
    "file_blank": N_("{file} is empty. Export it again."),
    "file_without_rows": N_(
        "{file} has its header but not one row of figures. Check the period and the filters, and export it again."
    ),
    "file_repeated": N_("{file} is the same file as {other}: it is counted once."),
    "file_unreadable": N_("{file} cannot be read ({detail}). Export it again as CSV or Excel."),
    "file_no_permission": N_(
        "Bascule may not read {file}. Ask for the right to read it, or work on a copy of the folder."
    ),
    "file_cut": N_(
        "The file stops in the middle of a character: its end is missing. What came before is kept; export "
        "it again to have the rest."
    ),
    "file_damaged": N_(
        "Some characters of the file are damaged. The rows that hold them are refused; export it again in UTF-8."
    ),
    "quote_unclosed": N_(
        "{file} has a quotation mark that is never closed, and it swallows rows (near: {value}). Correct "
        "that line or export the file again."
    ),
    "workbook_unreadable": N_(
        "{file} is an Excel workbook that cannot be opened ({detail}). If it is protected, save it without "
        "a password; otherwise export it again."
    ),
    "column_missing": N_(
        "{file} looks like {source} but has no date column. One of these is needed: {accepted}. Add the "
        "breakdown by day to the report and export it again."
    ),
    "rows_all_refused": N_("Every row of {file} was refused; the reasons are listed with the refusals."),
    "rows_repeated": N_("Rows equal to an earlier one, pasted twice: {rows}. Each is counted once."),
    "orders_cancelled": N_("Rows of cancelled or voided orders, left out: {rows}."),
    "footnotes": N_("Lines of notes below or between the figures, left out: {rows}."),
    "cells_unread": N_(
        "In the column {column}, cells that are no number count as unknown: {cells} (the first on row {row}: {value})."
    ),
    "file_overlaps": N_(
        "{file} covers the same days as {other}, but {differing} of the {rows} rows in common differ: two "
        "stores or two accounts, perhaps. Nothing is guessed and it is left out. Join them in one file, or "
        "set one aside in bascule.toml with: ignore = true"
    ),
    "overlap_dropped": N_("Rows that are also in {other}, counted once, from there: {rows}."),
    "coarser_dropped": N_("Rows by week or month that {other} gives in more detail, counted once, from there: {rows}."),
    "channel_told_twice": N_(
        "{file} and {other} both give the spending of {channel_class} on the same days, and both are counted. If it is "
        "the same spending, set {file} aside in bascule.toml with: ignore = true"
    ),
    "headers_doubled": N_(
        "In {file}, the same title stands over two columns of different figures: {columns}. Nothing tells which one is "
        "meant, and none is read. Rename or remove one of the two, and save the file again."
    ),
    "finer_partial": N_(
        "Rows of weeks or months that {other} gives whole and this file only in part, counted once, from there: {rows}."
    ),
}
DECIDED: dict[str, str] = {
    "totals_agree": N_("The rows add up to the total that the file states ({stated_money})."),
    "totals_differ": N_(
        "The rows of {file} add up to {reckoned_money}, but its total says {stated_money} ({apart_money} "
        "apart). A part of the file is missing or was edited: export it again, or delete the totals row if "
        "you know why."
    ),
    "totals_unchecked": N_(
        "Rows are refused, so the total that the file states ({stated_money}) cannot be compared with the "
        "rows ({reckoned_money})."
    ),
    "counts_agree": N_("The rows add up to the total that the file states ({stated})."),
    "counts_differ": N_(
        "The rows of {file} add up to {reckoned}, but its total says {stated} ({apart} apart). A part of the "
        "file is missing or was edited: export it again, or delete the totals row if you know why."
    ),
    "counts_unchecked": N_(
        "Rows are refused, so the total that the file states ({stated}) cannot be compared with the rows ({reckoned})."
    ),
    "decimal_unknown": N_("In {file}, {value} can be read in two ways. Is the comma or the point the decimal mark?"),
    "decimal_mixed": N_(
        "The column {column} of {file} uses both the comma and the point as decimal marks. Export it again "
        "with one of them, or name it in bascule.toml with: decimal"
    ),
    "date_order_unknown": N_("In {file}, {value} can be read in two ways. Does the day or the month come first?"),
    "date_order_mixed": N_(
        "The column {column} of {file} has dates with the day first and others with the month first: a "
        "spreadsheet has probably turned some of them round. Export the file again without opening it."
    ),
    "currency_missing": N_("{file} does not say in which currency its amounts are. Which is it?"),
    "currency_assumed": N_("The amounts are taken to be in {currency}, the company's currency."),
    "currencies_mixed": N_(
        "{file} has amounts in several currencies ({currencies}), which cannot be added. Give what they are "
        "worth: a file of daily rates of the Bank of Canada in the folder, or in bascule.toml, under [rates], such as "
        "USD = 1.37."
    ),
    "currency_differs": N_(
        "The amounts of {file} are in {currency}, the company's are in {company_currency}. Export it in "
        "{company_currency}, correct the currency in bascule.toml, or give what {currency} is worth: a file of daily "
        "rates of the Bank of Canada in the folder, or in bascule.toml, under [rates], such as USD = 1.37."
    ),
}
ROWS: dict[str, str] = {
    "date_missing": N_("The date is missing. The row is left out; complete it and import the file again."),
    "date_unreadable": N_("This is no date. Accepted: 2026-11-23, 23/11/2026, 11/23/2026, Nov 23, 2026, 23 nov. 2026."),
    "date_future": N_("This date is after today ({today}). The row is left out; correct the date."),
    "number_unreadable": N_("This is no amount. Accepted: 1234.56, 1,234.56 or 1 234,56, with or without a sign $."),
    "number_negative": N_(
        "An amount below zero is not spending. Book the credit on the day it belongs to, or leave it out."
    ),
    "figure_negative": N_("This figure is never below zero. The row is left out; correct it."),
    "value_missing": N_("This cell is needed and it is blank. The row is left out; complete it."),
    "character_damaged": N_("A character of this row is damaged. The row is left out; export the file again in UTF-8."),
    "row_ragged": N_(
        "This row has {cells} cells where the header has {expected}: it is cut, or an amount with a comma "
        "is not in quotation marks. The row is left out."
    ),
    "week_off_grid": N_(
        "The other rows begin on the same day of the week, this one does not. The row is left out; correct the date."
    ),
    "week_duplicated": N_(
        "This date appears more than once with different figures. Neither is kept, and the period counts as"
        " unknown; keep the right row only."
    ),
    "series_duplicated": N_(
        "This date appears more than once for the same series, with different figures. Neither is kept; keep the "
        "right row only."
    ),
    "grain_unknown": N_("This grain is not known. Accepted: day, week or month."),
    "flag_unknown": N_("This is neither yes nor no. Accepted: true or false, yes or no, 1 or 0."),
    "interest_kind_unknown": N_("This kind is not known. Accepted: brand (the company's own), rival or category."),
    "lift_error_not_positive": N_(
        "The standard error of a test is above zero: no test is sure to the dollar. The row is left out; correct it."
    ),
    "tested_spend_zero": N_(
        "A test of no spending says nothing of what spending brings. Give the spending tested, or leave the cell "
        "blank: what the channel spent between the two dates is taken."
    ),
    "experiment_duplicated": N_(
        "This test (channel, start, end) appears more than once with different figures. Neither is kept; keep the "
        "right row only."
    ),
    "order_duplicated": N_(
        "This order number appears more than once with different figures. Neither is kept; keep the right row only."
    ),
    "cost_kind_unknown": N_(
        "Nothing says what this invoice pays for. Add a column Kind with: media, agency, tool, freelance, "
        "payroll, content or event."
    ),
    "cost_channel_unknown": N_(
        "This invoice pays for advertising, but nothing says where. Add a column Channel, such as: radio, "
        "flyers, print."
    ),
    "range_backwards": N_("The period ends before it begins. The row is left out; correct the dates."),
}
STORED: dict[str, str] = {
    "disk_trouble": N_(
        "The disk refused to write {path} ({detail}). What was there before is intact. Check the disk, or "
        "work on a copy of the folder."
    ),
    "warehouse_damaged": N_(
        "What Bascule kept of earlier imports is damaged: {path}. Your exports are intact: delete the "
        "folder .bascule beside them and run again."
    ),
    "warehouse_newer": N_(
        "{path} was written by another version of Bascule. Update Bascule, or delete the folder .bascule and run again."
    ),
    "warehouse_busy": N_("Another run is importing the folder {folder}. Wait until it is done and run again."),
    "import_unknown": N_("No import bears the number {import_id}, or it was taken out already."),
}
HISTORY: dict[str, str] = {
    "no_media": N_(
        "There is no advertising spending to judge. Add an export of Google Ads or Meta Ads, invoices of "
        "bought space, or a media.csv."
    ),
    "no_sales": N_(
        "There are no sales to set against the spending. Add a Shopify orders export, an orders.csv or a sales.csv; "
        "or decide without them, from comparable channels and platform claims alone, with: bascule run FOLDER "
        "--prior-only"
    ),
    "media_too_short": N_(
        "The advertising exports go from {start_date} to {end_date}, which holds no whole week that is over. Export a "
        "longer period."
    ),
    "sales_absent": N_("There are no sales among the files: they are not read."),
    "sales_ignored": N_("There are sales among the files, but --prior-only asks not to read them."),
    "sales_too_few": N_(
        "Sales are known for {periods} periods only, where at least {least} are needed: they are not read."
    ),
    "spend_partial": N_(
        "{spend_money} of spending falls in weeks that the exports cover only in part or that are not over, and is "
        "not used."
    ),
    "revenue_all_zero": N_(
        "Sales are zero from {start_date} to {end_date}: nothing can be learnt from them. Check the column "
        "of revenue and export it again."
    ),
    "week_anchors_differ": N_(
        "Some weekly figures begin on the day of {one_date}, others on that of {other_date}: these weeks do"
        " not coincide. Export one of the two by day."
    ),
    "periods_partial": N_("Periods that the sales cover only in part, or that are not over, are left out: {periods}."),
    "media_ends_early": N_(
        "The advertising exports stop on {end_date}, before the sales: the last periods are left out ({periods})."
    ),
    "sales_grains_mixed": N_(
        "Sales are given in several ways (by day, week or month): the longest series is kept, and {rows} "
        "other rows are left out."
    ),
    "new_customers_unknown": N_(
        "Only {identified_share} of the orders name a customer: new customers cannot be counted."
    ),
    "new_customers_late": N_(
        "In the first {first_weeks}, a customer who comes back cannot be told from a new one: new customers"
        " are counted afterwards."
    ),
    "channel_never_spent": N_("Nothing was spent on {channel} over the period: nothing can be said of it."),
    "channel_silent_after": N_(
        "{channel} has no figures after {end_date}: this is read as no spending. If an export is missing, add it."
    ),
    "media_gap": N_(
        "No channel has any figure from {start_date} to {end_date}: this is read as no spending at all. If an export is"
        " missing, add it."
    ),
    "spend_outside": N_("{spend_money} of spending falls outside the period of the sales and is not used."),
    "spend_unknown": N_("For {channel}, spending is blank on {rows} rows; it counts as zero there."),
    "spend_spread": N_("Given by month or for a range of dates, spending is spread evenly over the days: {channels}."),
    "proxy_too_short": N_("The series “{name}” is known in only {share} of the periods: it is not used."),
    "experiment_channel_unknown": N_(
        "The test of {channel} from {start_date} to {end_date} is not used: no spending is known under that name. The "
        "channels are {channels}."
    ),
    "experiment_without_spend": N_(
        "The test of {channel} from {start_date} to {end_date} is not used: it does not say what was spent, and the "
        "history has no spending that covers these dates. Fill in the column spend."
    ),
    "cost_not_found": N_(
        "bascule.toml says what “{cost}” carries, and no invoice of the last months bears that name: it is not used. "
        "Write the name as on the invoices."
    ),
}
WORDINGS: dict[str, str] = {**FOLDER, **FILES, **DECIDED, **ROWS, **STORED, **HISTORY}

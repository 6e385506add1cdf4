"""What is said of the costs of marketing, of new customers and of deals."""

from bascule.locale.catalogue import N_

WORDINGS: dict[str, str] = {
    "costs_media_only": N_(
        "No bill of an agency, a tool or a freelancer covers the last year: what they cost is not counted. Add these "
        "bills (a costs.csv, or the books) to see what acquisition really costs."
    ),
    "costs_begin": N_(
        "The first bill of an agency, a tool or a freelancer begins on {first_date}: what was paid before, in the last "
        "year, is not counted."
    ),
    "costs_stop": N_(
        "The last bill of an agency, a tool or a freelancer ends on {last_date}: what was paid since is not counted."
    ),
    "costs_shared": N_(
        "Nothing says for which channels {shared_money} of other costs were paid: they are shared in proportion to "
        "media, which is a judgement. To say it, name a channel on the bills, or what a vendor carries under [costs] "
        "in bascule.toml."
    ),
    "media_booked_apart": N_(
        "Over {months} months, the books have {booked_money} of advertising where the reports have {spend_money}. The "
        "reports are counted; see which bills lack an export."
    ),
    "people_not_counted": N_(
        "The time that your people give to marketing is not counted, for no file tells it. A calendar or a time "
        "tracker would."
    ),
    "payroll_over_hours": N_(
        "Both pay ({payroll_money}) and hours ({hours_money} over the same days) are known: the pay is counted, for it "
        "is what was paid out, and the hours only where there is no pay."
    ),
    "role_cost_unknown": N_(
        "Hours on marketing without a known cost are not counted: {hours} hours of {roles}. Give what an hour costs, "
        "charges included, under [roles] in bascule.toml."
    ),
    "hours_side_unknown": N_(
        "{hours} hours of work have no side, marketing or other, and are not counted. Name the side of each person "
        "under [people] in bascule.toml."
    ),
    "hours_partial": N_(
        "Hours on marketing are known for {counted_weeks} of the last {of}: the people of the rest of the year "
        "are not counted."
    ),
    "new_customers_partly": N_(
        "New customers are counted in {counted} of the last {periods} periods: their cost is that of these periods."
    ),
    "new_customers_not_counted": N_(
        "No file tells new customers from known ones, so what a new customer costs is not known. Orders with the "
        "customer's email or number would tell."
    ),
    "deals_as_customers": N_(
        "Without orders, each of the {deals} deals won is taken for a new customer; a customer who signs twice counts "
        "twice."
    ),
    "new_share_assumed": N_(
        "The share of sales brought by new customers is that usual for each class of channel, about your own share of "
        "first orders: your history is too short, or too thin, to tell it channel by channel."
    ),
    "cac_perhaps_none": N_(
        "These channels may have brought no new customer at all: {channels}. Where that is so, the cost of a customer "
        "is shown as all that was spent, the most that can be told."
    ),
    "channel_return_unknown": N_(
        "These cost money without any media being bought, and nothing tells what they bring: {channels}. Their cost is "
        "in the total."
    ),
    "payback_unknown": N_(
        "When a customer is paid back is not told, for that takes what customers leave month after month: orders with "
        "the customer's email or number."
    ),
    "deals_too_few": N_(
        "Deals closed so far: {closed}. From {least} on, what share is won and how long it takes can be told."
    ),
    "deals_undated": N_(
        "{deals} deals of {of} have no day of creation, or of closing, that can be used: they are in the counts, and "
        "not in the shares and the times."
    ),
    "deals_still_open": N_(
        "{open_share} of deals are still open after {days} days, the longest your data show. What share of these is "
        "won is taken from the latest closings: close in your tool the deals that are dead."
    ),
    "deals_without_amount": N_("{deals} won deals of {of} have no amount: the mean value is that of the others."),
    "deals_without_origin": N_(
        "No deal says where it came from. Fill the field of its source in your tool, and shares by origin follow."
    ),
    "stages_not_kept": N_(
        "What share is won from each stage on is not told: the export does not keep the stage at which a deal was "
        "lost. Pipedrive's does; in another tool, add a field that keeps the last stage before the loss."
    ),
    "stages_order_unknown": N_(
        'Say in which order a deal goes through its stages, and shares by stage follow: stages = ["…", "…"] in '
        "bascule.toml. Not placed yet: {stages}."
    ),
}

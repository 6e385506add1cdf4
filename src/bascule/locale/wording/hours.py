"""What is said of working time: timers, calendars and hours declared."""

from bascule.locale.catalogue import N_

WORDINGS: dict[str, str] = {
    "people_unassigned": N_(
        'People whose role bascule.toml does not tell: {people}. Their time counts under the role "unassigned". Write, '
        'for each, their name or address as the tool writes it: [people."name@example.com"], then role = "…" and, if '
        'it is always the same, side = "marketing", "sales" or "product".'
    ),
    "time_report_without_days": N_(
        "{file} is a summary of {source}: it adds hours up without saying on which day. Export the detailed report "
        "instead; one of these columns is needed: {accepted}."
    ),
    "date_order_usual": N_(
        "Dates such as {value} can be read in two ways: the month is taken first, as {source} writes them by default "
        'with a clock of twelve hours. If yours has the day first, write in bascule.toml: date_order = "day_first"'
    ),
    "duration_unreadable": N_("This is no duration. Accepted: 02:30:00, 2:30 or 2.5. The row is left out; correct it."),
    "duration_negative": N_("Working time is never below zero. The row is left out; correct it."),
    "duration_too_long": N_(
        "Nobody works more than 24 hours at a stretch: a timer was left running, or this is no work. The row is left "
        "out; correct it."
    ),
    "durations_differ": N_(
        "The two durations of this row do not agree. The row is left out; export the report again without editing it."
    ),
    "week_is_month": N_("This is a month where a week is needed. The row is left out; give one row a week."),
    "side_unknown": N_("This side is not known. Accepted: marketing, sales, product, or nothing."),
    "hours_origin_unknown": N_("This origin is not known. Accepted: timer, calendar or declared."),
    "event_unreadable": N_(
        "A part of this event cannot be read (its time, its time zone, or how it recurs). It is left out; correct it "
        "in the calendar and export it again."
    ),
    "events_cancelled": N_("Cancelled events, left out: {rows}."),
    "events_free": N_("Events shown as free or out of office, which are no work, left out: {rows}."),
    "events_declined": N_("Invitations that were declined, left out: {rows}."),
    "events_ahead": N_("Events still to come, left out: {rows}."),
    "events_all_day": N_("Events of whole days, which have no hours: {events}."),
    "events_cut": N_("Recurring events that began before {since} and are counted from that day only: {events}."),
    "events_merged": N_("Hours that two events of the calendar share, counted once: {hours}."),
    "calendar_damaged": N_(
        "{file} is a calendar that is cut or damaged (near line {row}). Export it again from the calendar's settings."
    ),
    "calendar_too_large": N_(
        "{file} holds or repeats far more events than a calendar of work; it is left closed. Export a shorter period, "
        "or set it aside in bascule.toml with: ignore = true"
    ),
    "hours_again": N_("Days of work of the same people that are also in {other}, counted once, from there: {hours} h."),
    "calendar_beside_timer": N_(
        "For weeks and roles that {other} times already, the calendar is left out, so that no hour counts twice: "
        "{hours} h."
    ),
    "hours_declared_beside": N_(
        "For some weeks and roles, {other} has hours too: the {hours} h declared here are added to them. If they are "
        "the same work, delete those rows."
    ),
}

"""What two exports of one canonical table share, and which of them is right: one rule a table."""

from dataclasses import dataclass

from bascule.ingest.media import KEY


@dataclass(frozen=True)
class Rule:
    """How the rows that two exports both have are told, and which are kept.

    Attributes
    ----------
    key : tuple of str
        Columns that are alike in both for one and the same thing.
    measure : str
        What platforms restate a little; where it differs in many rows, they are not exports of the same thing.
    series : tuple of str
        What makes a series, so that its weeks and its days are not both counted; empty where there is no grain.
    told_by : tuple of str
        For what changes as a matter of course from one export to the next, however much: the dates that tell which is
        the newer. The end of what is still open is the day of the reading, and tells nothing.
    filled : str
        What is filled in as time goes: of two exports with the same latest date, the one that knows more is the newer.
    counted : bool
        Equal rows of one file are as many things: the n-th is matched with the n-th of the other file.
    corrected : bool
        Corrected long after, as an accountant does: the newer is right, however much of it differs.
    adds_up : bool
        The measure of a month is the sum of that of its days.
    one_site : bool
        A company has one site: its visits and its searches are the same whichever tool exports them.

    Examples
    --------
    >>> RULES["orders"].key, RULES["orders"].lives_on, RULES["deals"].lives_on
    (('order_id',), False, True)
    """

    key: tuple[str, ...]
    measure: str = ""
    series: tuple[str, ...] = ()
    told_by: tuple[str, ...] = ()
    filled: str = ""
    counted: bool = False
    corrected: bool = False
    adds_up: bool = False
    one_site: bool = False

    @property
    def lives_on(self) -> bool:
        """Whether the newer export is right as a matter of course."""
        return bool(self.told_by)


# Hours are compared entry by entry (:mod:`bascule.ingest.overlap_hours`); what was billed is set apart afterwards.
RULES: dict[str, Rule] = {
    "media": Rule(KEY, "spend", series=("platform", "account", "channel", "campaign"), adds_up=True),
    "sales": Rule(("date", "grain"), "revenue"),
    "orders": Rule(("order_id",), "net"),
    "search": Rule(("date", "grain", "brand"), "impressions", series=("brand",), one_site=True, adds_up=True),
    "interest": Rule(("date", "grain", "term"), "value", series=("term",)),
    "web": Rule(("date", "grain", "channel"), "sessions", series=("channel",), one_site=True, adds_up=True),
    "experiments": Rule(("channel", "start", "end"), "lift"),
    "drivers": Rule(("date", "grain", "driver"), "value", series=("driver",)),
    "books": Rule(
        ("date", "grain", "section", "account"), "amount", series=("section", "account"), corrected=True, adds_up=True
    ),
    "rates": Rule(("date", "currency", "base"), "rate"),
    "prices": Rule(("date", "grain", "item"), "price", series=("item",)),
    "promos": Rule(("start", "end", "name"), "depth"),
    "events": Rule(("start", "end", "kind", "channel"), told_by=("end",)),
    "customers": Rule(("customer_key",), told_by=("as_of", "first_order_at")),
    # Every consent and withdrawal is kept; the same one in two registers is one.
    "consents": Rule(("customer_key", "kind", "given"), told_by=("given",)),
    "subscriptions": Rule(("subscription_id",), told_by=("start",), filled="end"),
    "deals": Rule(("deal_id",), told_by=("created", "closed"), filled="closed"),
    "emails": Rule(("platform", "campaign", "sent_at"), told_by=("sent_at",)),
    # Answers have no key of their own: of a day that two exports of a form have, the newer keeps every answer.
    "surveys": Rule(("date", "survey"), told_by=("date",)),
    # Reviews of one day have no key either: the newer export of a site has them all.
    "reviews": Rule(("date", "platform"), told_by=("date",)),
    "price_surveys": Rule(("date", "method", "product"), told_by=("date",)),
    "costs": Rule(("vendor", "period_start", "period_end", "kind", "channel", "amount"), "amount", counted=True),
}

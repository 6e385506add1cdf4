"""The data report: everything `bascule check` says of what the files hold together, as plain results."""

import datetime as dt
from dataclasses import asdict, dataclass, field
from typing import Any

from bascule.company import Company
from bascule.ingest.imported import Imported
from bascule.quality.answers import ANSWERS, Answer, Need, cheapest, easiest
from bascule.quality.billed import BilledMonth, billed_months, booked_months
from bascule.quality.claims import ClaimedMonth, claimed_months, overclaim
from bascule.quality.held import Held, holdings
from bascule.warehouse.books import BookedMargin, last_margin


@dataclass(frozen=True)
class Support:
    """One answer, what it lacks, and for each lack the source that gives it most easily (None where none does)."""

    answer: Answer
    lacking: tuple[tuple[Need, str | None], ...]

    @property
    def possible(self) -> bool:
        """Whether nothing is missing."""
        return not self.lacking


@dataclass(frozen=True)
class DataReport:
    """What a folder's data hold, agree on and lack.

    Attributes
    ----------
    held : tuple of Held
    claimed : tuple of ClaimedMonth
    overclaim : float or None
        Share of revenue that platforms claim over those months.
    billed, booked : tuple of BilledMonth
        Ad platforms' spending against their bills, and against the books.
    supports : tuple of Support
    margin : BookedMargin or None
        What the books say of the contribution margin, over their last twelve months.
    cheapest : str or None
        The one missing export that would give the most answers.
    """

    held: tuple[Held, ...]
    claimed: tuple[ClaimedMonth, ...] = ()
    overclaim: float | None = None
    billed: tuple[BilledMonth, ...] = ()
    booked: tuple[BilledMonth, ...] = ()
    supports: tuple[Support, ...] = field(default=())
    margin: BookedMargin | None = None
    cheapest: str | None = None

    def to_dict(self, *, history_sound: bool = True) -> dict[str, Any]:
        """Return the report as plain values, dates in ISO form, for JSON.

        Parameters
        ----------
        history_sound : bool
            Whether nothing is refused, asked or missing in the history as a whole: no answer of it is possible else.
        """
        return {
            "schema": "bascule/data-report/1",
            "history_sound": history_sound,
            "held": [_plain(asdict(each)) for each in self.held],
            "claimed": [_plain(asdict(each)) for each in self.claimed],
            "overclaim": self.overclaim,
            "billed": [_plain(asdict(each)) for each in self.billed],
            "booked": [_plain(asdict(each)) for each in self.booked],
            "answers": [
                {
                    "answer": each.answer.name,
                    "possible": each.possible and (history_sound or not each.answer.of_history),
                    "lacking": [{"need": need.name, "easiest_source": source} for need, source in each.lacking],
                }
                for each in self.supports
            ],
            "cheapest_source": self.cheapest,
            "margin": _plain(asdict(self.margin)) if self.margin else None,
        }


def data_report(imported: Imported, company: Company | None, today: dt.date) -> DataReport:
    """Return what the files of a folder hold together.

    Parameters
    ----------
    imported : Imported
    company : Company or None
    today : datetime.date
        What ages are reckoned from.

    Examples
    --------
    >>> data_report(Imported({}), None, dt.date(2026, 11, 24)).cheapest
    'google_ads'
    """
    months = claimed_months(imported)
    return DataReport(
        held=holdings(imported, today),
        claimed=months,
        overclaim=overclaim(months),
        billed=billed_months(imported),
        booked=booked_months(imported),
        supports=tuple(_support(answer, imported, company) for answer in ANSWERS),
        cheapest=cheapest(imported, company),
        margin=last_margin(imported.tables["books"]) if "books" in imported.tables else None,
    )


def _support(answer: Answer, imported: Imported, company: Company | None) -> Support:
    lacking = answer.lacking(imported, company)
    return Support(answer, tuple((need, easiest(need, imported)) for need in lacking))


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, dt.date) else value

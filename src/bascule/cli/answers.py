"""What each answer needs from the folder, as `bascule check` says it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bascule.locale import N_

if TYPE_CHECKING:
    from bascule.company import Company
    from bascule.ingest.imported import Imported

Lacks = Callable[["Imported", "Company | None"], bool]


def no_media(imported: "Imported", _: "Company | None") -> bool:
    """Return whether no advertising was read."""
    return not _rows(imported, "media")


def no_sales(imported: "Imported", _: "Company | None") -> bool:
    """Return whether neither orders nor sales were read."""
    return not (_rows(imported, "orders") or _rows(imported, "sales"))


def no_margin(_: "Imported", company: "Company | None") -> bool:
    """Return whether nobody has said the contribution margin."""
    return company is None or "gross_margin" in company.assumed


def no_claims(imported: "Imported", _: "Company | None") -> bool:
    """Return whether no platform says what it believes it sold."""
    return not _rows(imported, "media") or imported.tables["media"]["platform_revenue"].count() == 0


def no_customers(imported: "Imported", _: "Company | None") -> bool:
    """Return whether no order says who bought."""
    return not _rows(imported, "orders") or imported.tables["orders"]["customer_key"].count() == 0


def always(_: "Imported", __: "Company | None") -> bool:
    """Return that this version does not answer yet."""
    return True


def _rows(imported: "Imported", table: str) -> int:
    frame = imported.tables.get(table)
    return 0 if frame is None else frame.height


MEDIA = (N_("an export of Google Ads or Meta Ads, or a media.csv"), no_media)
SALES = (N_("a Shopify orders export, an orders.csv or a sales.csv"), no_sales)
MARGIN = (N_("your own contribution margin in bascule.toml"), no_margin)
CLAIMS = (N_("the conversion value column in the advertising exports"), no_claims)
CUSTOMERS = (N_("orders with the customer's email or key"), no_customers)
LATER = (N_("a later version of Bascule"), always)


@dataclass(frozen=True)
class Answer:
    """One answer, and the things without which it cannot be given."""

    name: str
    needs: tuple[tuple[str, Lacks], ...]

    @property
    def of_history(self) -> bool:
        """Return whether it is read in the history of spending and sales."""
        return MEDIA in self.needs

    def lacks(self, imported: "Imported", company: "Company | None") -> list[str]:
        """Return the names of what is missing."""
        return [name for name, missing in self.needs if missing(imported, company)]


ANSWERS = (
    Answer(N_("What each channel brings in revenue"), (MEDIA, SALES)),
    Answer(N_("What to stop, prove, keep or scale, in margin"), (MEDIA, SALES, MARGIN)),
    Answer(N_("How far the platforms over-claim"), (MEDIA, SALES, CLAIMS)),
    Answer(N_("The plan: where the next dollars go"), (MEDIA, SALES, MARGIN)),
    Answer(N_("Customer value and retention"), (CUSTOMERS, LATER)),
    Answer(N_("The tipping point (outsource or hire) and independence"), (LATER,)),
)

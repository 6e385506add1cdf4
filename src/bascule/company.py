"""Who the company is: its name, margin, currency, province and channels, from `bascule.toml`."""

import datetime as dt
import tomllib
from pathlib import Path
from typing import Annotated, Literal, Self
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, field_validator

from bascule.edits import GeneralEdit, PriorEdit
from bascule.errors import BasculeError
from bascule.limits import ChannelClass, Contract, CostSettings, Limits, PlanSettings, ScenarioSettings
from bascule.money import break_even_iroas

__all__ = [
    "ChannelClass",
    "ChannelSettings",
    "Company",
    "EvidenceSettings",
    "FileSettings",
    "MappingSettings",
    "PersonSettings",
    "PriorSettings",
    "Province",
    "RoleSettings",
    "SystemSettings",
]


def _known_zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError(name)
    return name


TimeZone = Annotated[str, AfterValidator(_known_zone)]
Province = Literal["AB", "BC", "MB", "NB", "NL", "NS", "NT", "NU", "ON", "PE", "QC", "SK", "YT"]
ZONES: dict[str, str] = {
    "AB": "America/Edmonton",
    "BC": "America/Vancouver",
    "MB": "America/Winnipeg",
    "NB": "America/Moncton",
    "NL": "America/St_Johns",
    "NS": "America/Halifax",
    "NT": "America/Yellowknife",
    "NU": "America/Iqaluit",
    "ON": "America/Toronto",
    "PE": "America/Halifax",
    "QC": "America/Toronto",
    "SK": "America/Regina",
    "YT": "America/Whitehorse",
}
FILE_NAMES = ("bascule.toml", "company.toml")
ASSUMED_MARGIN = 0.5


class ChannelSettings(BaseModel):
    """What the owner says of one channel; `class` decides its prior, `prior` changes it for this channel alone.

    `limits` and `contract` hold the plan.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    channel_class: ChannelClass | None = Field(default=None, alias="class")
    label: str | None = None
    prior: PriorEdit | None = None
    limits: Limits | None = None
    contract: Contract | None = None


class PriorSettings(BaseModel):
    """What the company changes in the published priors: what all channels share, and classes of channels."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    general: GeneralEdit | None = None
    classes: dict[ChannelClass, PriorEdit] = Field(default_factory=dict, alias="class")


class PersonSettings(BaseModel):
    """What someone's working time is counted as; who it is stays in `bascule.toml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    role: str
    side: Literal["marketing", "sales", "product"] | None = None


class RoleSettings(BaseModel):
    """What an hour of a role costs, its employer's charges in (currency per hour)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    hourly: float = Field(gt=0, allow_inf_nan=False)


class EvidenceSettings(BaseModel):
    """Proof that a rule of maturity is met and that no file shows: the day it was seen, and what it is."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    on: dt.date
    proof: str = Field(min_length=1)


class SystemSettings(BaseModel):
    """What the owner says of one way customers come in: whether it runs by itself, whether it can be measured."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    automated: bool | None = None
    measurable: bool | None = None


class MappingSettings(BaseModel):
    """A shape of file that Bascule does not know by itself: which table its rows are, and which column is which.

    `columns` gives, by canonical column, the header as the file writes it; `constants` what holds for every row and no
    column says; `drop` the values, by header, of rows to leave out, `minus` those of rows whose amounts are taken off
    (returns written as positive amounts). Where an order has several rows, `lines` says whether their amounts are
    added or are the order's own, repeated; the columns of `per_unit` hold the price of one unit, to be multiplied by
    the header `quantity`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    table: str
    columns: dict[str, str]
    constants: dict[str, str] = Field(default_factory=dict)
    drop: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    minus: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    lines: Literal["add", "once"] | None = None
    quantity: str | None = None
    per_unit: tuple[str, ...] = ()
    currency: str | None = Field(default=None, pattern="^[A-Z]{3}$")
    date_order: Literal["day_first", "month_first"] | None = None
    decimal: Literal[",", "."] | None = None
    taxes: Literal["in", "out"] | None = None


class FileSettings(BaseModel):
    """How to read one file (or files matching a pattern) that cannot speak for itself.

    `period` is "2026-09-01/2026-09-30", both days in; `taxes` whether amounts hold sales taxes; `time_zone` that of
    its timestamps; `sales` whether payments are of orders that another file holds (same) or other sales;
    `accept_refusals` keeps the rows that can be read of a file whose others are too many to be refused
    one by one.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str | None = None
    currency: str | None = None
    date_order: Literal["day_first", "month_first"] | None = None
    decimal: Literal[",", "."] | None = None
    period: str | None = Field(default=None, pattern=r"^\d{4}-\d{2}-\d{2}/\d{4}-\d{2}-\d{2}$")
    taxes: Literal["in", "out"] | None = None
    time_zone: TimeZone | None = None
    sales: Literal["same", "other"] | None = None
    ignore: bool = False
    accept_refusals: bool = False


class Company(BaseModel):
    """A company as described by its owner; `assumed` names the fields nobody has confirmed.

    `yearly_revenue` (currency a year) is read only where no file gives the sales; `sales_cycle_weeks` is how long a
    sale comes after its lead, on average, 0 to 26 weeks. `rates` gives what one unit of another currency is worth in
    the company's; `campaigns` the channel of campaigns whose name matches a pattern (`*` for anything); `terms`
    what a term searched is: brand, rival or category; `people` whose working time counts for which role, `roles` what
    an hour of a role costs. `discount` is what a dollar of next year is worth less today (0.1: a tenth); `stages` the
    stages of a deal in their order; `areas` the households of postal areas (first three characters); `systems` and
    `evidence` what the owner says of how customers come in, and of rules of maturity, where no file shows it.

    Examples
    --------
    >>> Company(name="Maison Boréale", gross_margin=0.43).break_even_iroas
    2.3255813953488373
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    currency: str = Field(default="CAD", pattern="^[A-Z]{3}$")
    province: Province | None = "QC"
    gross_margin: float = Field(gt=0, le=1)
    yearly_revenue: float | None = Field(default=None, gt=0, allow_inf_nan=False)
    industry: str | None = None
    sales_cycle_weeks: float = Field(default=0.0, ge=0, le=26)
    simulated: bool = False
    own_names: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()
    channels: dict[str, ChannelSettings] = Field(default_factory=dict)
    priors: PriorSettings = PriorSettings()
    costs: dict[str, CostSettings] = Field(default_factory=dict)
    plan: PlanSettings = PlanSettings()
    scenarios: dict[str, ScenarioSettings] = Field(default_factory=dict)
    files: dict[str, FileSettings] = Field(default_factory=dict)
    mappings: dict[str, MappingSettings] = Field(default_factory=dict)
    people: dict[str, PersonSettings] = Field(default_factory=dict)
    rates: dict[str, Annotated[float, Field(gt=0, allow_inf_nan=False)]] = Field(default_factory=dict)
    campaigns: dict[str, str] = Field(default_factory=dict)
    terms: dict[str, Literal["brand", "rival", "category"]] = Field(default_factory=dict)
    time_zone: TimeZone | None = None
    discount: float = Field(default=0.1, ge=0, le=1)
    roles: dict[str, RoleSettings] = Field(default_factory=dict)
    stages: tuple[str, ...] = ()
    areas: dict[str, Annotated[float, Field(gt=0, allow_inf_nan=False)]] = Field(default_factory=dict)
    systems: dict[str, SystemSettings] = Field(default_factory=dict)
    evidence: dict[str, EvidenceSettings] = Field(default_factory=dict)

    @field_validator("province", mode="before")
    @classmethod
    def _elsewhere(cls, value: object) -> object:
        # TOML has no null: an empty province is a company outside Canada, whose holidays are not ours.
        return None if value == "" else value

    @property
    def zone(self) -> str:
        """Time zone of the company's clock: its own, else that of its province's largest city, else Toronto's."""
        return self.time_zone or ZONES.get(self.province or "QC", ZONES["QC"])

    @property
    def break_even_iroas(self) -> float:
        """Revenue that a dollar must bring to pay for itself: 1 / m."""
        return break_even_iroas(self.gross_margin)

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Read `bascule.toml` (or `company.toml`) of a folder.

        Raises
        ------
        BasculeError
            `company_missing`, `company_unreadable`, `margin_missing`, `prior_unsourced` or `company_invalid`.
        """
        path = next((folder / name for name in FILE_NAMES if (folder / name).is_file()), None)
        if path is None:
            raise BasculeError("company_missing", folder=folder.name)
        return cls.parse(path)

    @classmethod
    def parse(cls, path: Path) -> Self:
        """Read one TOML file; raises as :meth:`read` does."""
        try:
            values = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise BasculeError("company_unreadable", file=path.name, detail=str(error)) from error
        if "gross_margin" not in values:
            raise BasculeError("margin_missing", file=path.name)
        try:
            return cls.model_validate(values)
        except ValidationError as error:
            raise refused(error, path.name) from error


def refused(error: ValidationError, file: str) -> BasculeError:
    """Return the error that names the first field not accepted, or the change of a prior that lacks its source."""
    first = error.errors()[0]
    field = [part for part in first["loc"] if isinstance(part, str)]
    if field[-1] == "[key]":
        field = field[:-2]
    if field[-1] == "source" and first["type"] in ("missing", "string_too_short"):
        return BasculeError("prior_unsourced", file=file, field=".".join(field[:-1]))
    return BasculeError("company_invalid", file=file, field=".".join(field), value=first["input"])

"""What the owner allows a plan to do: bounds, contracts, what goes together, what a fixed cost carries, scenarios."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, field_validator

from bascule.plans import Risk

ChannelClass = Literal[
    "brand_search", "retargeting", "generic_search", "automated", "social_prospecting", "boosted_posts", "video",
    "display", "radio", "out_of_home", "print", "flyers", "tv", "directory", "email", "content", "event",
    "sponsorship", "agency", "other",
]  # fmt: skip
# Strict: neither `true` nor a figure in quotation marks is an amount.
Money = Annotated[float, Field(strict=True, ge=0, le=1e12, allow_inf_nan=False)]
Some = Annotated[float, Field(strict=True, ge=0.01, le=1e12, allow_inf_nan=False)]
Multiple = Annotated[float, Field(strict=True, ge=1, le=10)]
Factor = Annotated[float, Field(strict=True, gt=0, le=20)]
Flag = Annotated[bool, Field(strict=True)]
Names = tuple[str, ...]


def _written(value: object) -> object:
    # A bare number would be taken for seconds since 1970.
    if isinstance(value, int | float):
        raise ValueError("not a date")
    return value


def _distinct(names: Names) -> Names:
    if len(set(names)) < len(names):
        raise ValueError("the same name twice")
    return names


Day = Annotated[dt.date, BeforeValidator(_written)]
Group = Annotated[Names, Field(min_length=2), AfterValidator(_distinct)]


class Strict(BaseModel):
    """A table of `bascule.toml`: no unknown field."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Limits(Strict):
    """Bounds of one channel, currency per week: floor, ceiling, step, and the least that is any use if it runs at all.

    Examples
    --------
    >>> Limits(least=200, most=900).most
    900.0
    """

    least: Money | None = None
    most: Money | None = None
    step: Some | None = None
    useful: Some | None = None

    @field_validator("most")
    @classmethod
    def _ordered(cls, value: float | None, info: ValidationInfo) -> float | None:
        # On the field, not on the table: the refusal then names what does not fit, and its value.
        least = info.data.get("least")
        if value is not None and least is not None and least > value:
            raise ValueError("least above most")
        return value


class Contract(Strict):
    """A commitment: so much a week (currency), whatever happens, until a day included."""

    weekly: Money
    until: Day


class CostSettings(Strict):
    """What a fixed cost (agency, tool, salary …) carries: the channels that stop without it, and whether it may go."""

    carries: Names = ()
    can_stop: Flag = True


class PlanSettings(Strict):
    """Limits of the whole plan: cash a month (currency), channels of which one at most runs, or all or none."""

    monthly_cash: Some | None = None
    either: tuple[Group, ...] = ()
    together: tuple[Group, ...] = ()


class NewChannel(Strict):
    """A channel without any history: its class, whose prior speaks for it, and the most to try (currency per week)."""

    channel_class: ChannelClass = Field(alias="class")
    most: Some


class ScenarioSettings(Strict):
    """A named plan to compare: what differs from the usual question, and what is supposed of the world."""

    budget: Money | None = None
    free: Flag = False
    target_return: Annotated[float, Field(strict=True, gt=0, le=100)] = 1.0
    risk: Risk = "prudent"
    max_multiple: Multiple | None = None
    horizon_weeks: Annotated[int, Field(strict=True, ge=1, le=156)] | None = None
    monthly_cash: Some | None = None
    lock: dict[str, Money] = Field(default_factory=dict)
    least: dict[str, Money] = Field(default_factory=dict)
    most: dict[str, Money] = Field(default_factory=dict)
    gross_margin: Annotated[float, Field(strict=True, gt=0, le=1)] | None = None
    price: dict[str, Factor] = Field(default_factory=dict)
    new: dict[str, NewChannel] = Field(default_factory=dict)

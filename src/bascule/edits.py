"""What a company changes in the published priors: the fields it may set, their bounds, the source of each change."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Sure = Literal["strong", "fair", "weak", "judgement"]
Positive = Annotated[float, Field(strict=True, gt=0, le=1000)]
Share = Annotated[float, Field(strict=True, gt=0, le=1)]
Spread = Annotated[float, Field(strict=True, gt=0, le=3)]


class Edit(BaseModel):
    """Some fields of a prior, and where the company has them from; what is not given stays as published."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    source: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]

    @property
    def changes(self) -> dict[str, Any]:
        """Values given, by the name of the field.

        Examples
        --------
        >>> PriorEdit(median=2.4, source="our own test, spring 2026").changes
        {'median': 2.4}
        """
        return self.model_dump(exclude_unset=True, exclude={"source"})


class PriorEdit(Edit):
    """A change of what is assumed of a channel, or of a class of channels; see the head of `mmm/priors.toml`."""

    works: Share | None = None
    median: Annotated[float, Field(strict=True, gt=0, le=100)] | None = None
    spread: Spread | None = None
    carry: tuple[Positive, Positive] | None = None
    half: tuple[Positive, Spread] | None = None
    slope: Annotated[float, Field(strict=True, ge=1, le=5)] | None = None
    claim: tuple[Positive, Spread] | None = None
    long: Annotated[float, Field(strict=True, ge=1, le=10)] | None = None
    chase: tuple[Annotated[float, Field(strict=True, ge=-1, le=1)], Spread] | None = None
    stages: Literal[1, 2] | None = None
    split: tuple[Annotated[float, Field(strict=True, ge=-5, le=5)], Spread] | None = None
    sure: Sure | None = None


class GeneralEdit(Edit):
    """A change of what all channels share; see table `general` of `mmm/priors.toml`."""

    nil_median: Annotated[float, Field(strict=True, gt=0, le=1)] | None = None
    nil_spread: Spread | None = None
    nothing_below: Annotated[float, Field(strict=True, ge=0, le=1)] | None = None
    long_credit: Annotated[float, Field(strict=True, ge=0, le=1)] | None = None
    long_spread: Spread | None = None
    discrepancy: Spread | None = None
    total_elasticity: Share | None = None
    total_intensity: Share | None = None
    total_marginal_share: Share | None = None
    total_spread: Spread | None = None

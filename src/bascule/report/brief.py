"""The study and the language it is told in, with the phrases that several sections share."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from bascule.charts import channel_label
from bascule.decisions import ChannelDecision, Check, Reason
from bascule.locale import N_, Locale
from bascule.locale.wording import word
from bascule.locale.wording.vocabulary import CLASSES
from bascule.results import Curve, Results

RANGE = N_("{low} to {high}")
_CHANNEL_PARAMS = frozenset({"channel", "other", "channels"})


@dataclass(frozen=True)
class Brief:
    """One study told in one language: every section asks it for the words it shares with others."""

    results: Results
    locale: Locale

    def label(self, channel: str) -> str:
        """Return what a channel is called in front of people; one that costs without any media by what it is."""
        if channel not in self.results.panel.channels and channel in CLASSES:
            return self.locale.t(CLASSES[channel]).capitalize()
        return channel_label(self.results.company, channel)

    def anchor(self, channel: str) -> str:
        """Return where the section of a channel is."""
        names = [decision.channel for decision in self.results.decisions.channels]
        return f"channel-{names.index(channel) + 1}"

    @property
    def sales_read(self) -> bool:
        """Whether the figures were set against the company's own sales."""
        return self.results.fit is not None

    def curve(self, channel: str) -> Curve | None:
        """Return the response curve of a channel, if the study has one."""
        return next((curve for curve in self.results.curves if curve.channel == channel), None)

    def reason(self, reason: Reason) -> str:
        """Return the sentence of a reason, channels called by their labels."""
        return word(reason.code, self._labelled(reason.params), self.locale)

    def check(self, check: Check) -> str:
        """Return the sentence of a check, channels called by their labels."""
        return word(check.code, self._labelled(check.params), self.locale, check.severity)

    def of_file(self, file: str, code: str, params: Mapping[str, object]) -> str:
        """Return the sentence of a message about a file, which it names first unless the sentence does."""
        words = self.note(code, {"file": file, **params})
        return words if file in words else f"{file} – {words}"

    def note(self, code: str, params: Mapping[str, object]) -> str:
        """Return the sentence of what was noted while reading the data."""
        return word(code, self._labelled(params), self.locale)

    def interval(self, low: float, high: float) -> str:
        """Return a range of returns, such as "0.2 to 1.3:1"."""
        return self.locale.t(RANGE, low=self.locale.number(low, 1), high=self.locale.ratio(high))

    def break_even(self) -> str:
        """Return the return at which a dollar pays for itself."""
        return self.locale.ratio(self.results.company.break_even_iroas)

    def margin(self) -> str:
        """Return the contribution margin, as a percentage."""
        return self.locale.percent(self.results.company.gross_margin)

    def checks(self, *codes: str) -> list[Check]:
        """Return the checks of these codes, in their order in the decisions."""
        return [check for check in self.results.decisions.checks if check.code in codes]

    def ranked(self) -> list[ChannelDecision]:
        """Return the channels in the order to act on them: by verdict, then by money at stake."""
        order = ("stop", "test", "keep", "scale")
        channels = self.results.decisions.channels
        return sorted(channels, key=lambda one: (order.index(one.verdict), -abs(one.money_at_stake)))

    def first_monday(self) -> dt.date:
        """Return the Monday of the first change, else when the plan begins; never a day already past."""
        plan, tomorrow = self.results.decisions.plan, self.results.made_on + dt.timedelta(days=1)
        start = plan.months[0].start if plan and plan.months else tomorrow
        start = max(min((step.date for step in plan.steps), default=start) if plan else start, tomorrow)
        return start + dt.timedelta(days=-start.weekday() % 7)

    def _labelled(self, params: Mapping[str, object]) -> dict[str, object]:
        return {name: self._named(value) if name in _CHANNEL_PARAMS else value for name, value in params.items()}

    def _named(self, value: object) -> object:
        if isinstance(value, str):
            return self.label(value) if value in self.results.panel.channels or value in CLASSES else value
        if isinstance(value, list | tuple):
            return [self._named(item) for item in value]
        return value

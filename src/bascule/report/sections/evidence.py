"""All channels side by side: what is claimed, what is really brought, and the company's break-even."""

from bascule.charts import returns_chart
from bascule.locale import N_
from bascule.report.blocks import Figure, Section, sentence
from bascule.report.brief import Brief

TITLE = N_("Channel by channel")
INTRO = N_(
    "A return is what one dollar of spending adds to your sales. A target of 3 to 5 for 1 is often quoted; at your "
    "margin of {margin}, a dollar pays for itself from {break_even}. A bar shows where the return may be: the "
    "wider it is, the less sure we are."
)
CIRCLE = N_(" The circle is what the platform claims.")
TABLE_LABEL = N_("The figures of this chart")


def evidence(brief: Brief) -> Section:
    """Return the comparison of all channels."""
    locale = brief.locale
    claims = any(channel.claimed_roas for channel in brief.results.decisions.channels)
    words = locale.t(INTRO, margin=brief.margin(), break_even=brief.break_even())
    intro = sentence(words + (locale.t(CIRCLE) if claims else ""))
    figure = Figure(returns_chart(brief.results, locale), locale.t(TABLE_LABEL))
    return Section("channels", locale.t(TITLE), (intro, figure))

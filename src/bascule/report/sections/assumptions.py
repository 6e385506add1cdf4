"""The assumptions: the margin, the kinds of channels, the starting points – and what if they were wrong."""

from bascule.charts import margins_chart
from bascule.locale import N_
from bascule.locale.wording.vocabulary import CLASSES, HOW_SURE, PRIOR_FIELDS, SETTINGS
from bascule.report.blocks import Block, Bullets, Figure, Heading, Section, Table, items, sentence
from bascule.report.brief import Brief
from bascule.results import PriorLine, SettingLine

TITLE = N_("The assumptions, and what if they were wrong")
MARGIN = N_("The margin")
MARGIN_GIVEN = N_(
    "Your contribution margin is {margin}: what is left of a dollar of sales once the sale itself is paid for. It "
    "is the figure that weighs most here, since a dollar pays for itself from {break_even}, that is 1 ÷ {margin}."
)
MARGIN_ASSUMED = N_(
    "The contribution margin of {margin} is assumed: nobody in the company has confirmed it. It is the figure that "
    "weighs most here, since a dollar pays for itself from {break_even}, that is 1 ÷ {margin}. Give yours in "
    "bascule.toml (gross_margin) and run again."
)
STARTING = N_("The starting point of each channel")
STARTING_WORDS = N_(
    "Before your data, each channel starts from what channels of its kind bring elsewhere. Where your data speak, "
    "they outweigh it; where they are silent, it remains, and this report says so."
)
HEADS = (
    N_("Channel"), N_("Kind"), N_("How sure"), N_("Usual return"), N_("Low (5%)"), N_("High (95%)"),
)  # fmt: skip
KIND_GUESSED = N_("{kind} (guessed)")
KIND_EDITED = N_("{kind} (edited)")
EDITED = N_("{channel} (edited: {fields}) – {source}")
SETTING_EDITED = N_("For all channels (edited): {setting}, {edited} instead of {published} – {source}")
STARTING_EDITED = N_("What is marked “edited” is the company's own, from bascule.toml, with the source that it gives.")
SOURCES = N_("Where the starting points come from")
OTHERS = N_("What else is assumed")
OTHER_ITEMS = (
    N_("Effects are those of your own period; a new product, a new price or a new rival would change them."),
    N_("Sales are net of discounts, refunds, taxes and shipping wherever the files give them."),
    N_("What no file shows (word of mouth, a rival's sale, a strike) is part of sales without marketing."),
    N_("Had a channel another kind than the one shown, its starting point would move, and its verdict may too."),
)
TABLE_LABEL = N_("The figures of this chart")


def assumptions(brief: Brief) -> Section:
    """Return what the study takes for granted and what would change otherwise."""
    locale = brief.locale
    blocks: list[Block] = [Heading(locale.t(MARGIN), 3), sentence(_margin(brief))]
    if brief.results.margin_cases:
        blocks.append(Figure(margins_chart(brief.results, locale), locale.t(TABLE_LABEL)))
    blocks += [*_starting_points(brief), Heading(locale.t(OTHERS), 3)]
    blocks.append(Bullets(items([locale.t(other) for other in OTHER_ITEMS])))
    return Section("assumptions", locale.t(TITLE), tuple(blocks), starts_page=True)


def _margin(brief: Brief) -> str:
    assumed = "gross_margin" in brief.results.company.assumed
    message = MARGIN_ASSUMED if assumed else MARGIN_GIVEN
    return brief.locale.t(message, margin=brief.margin(), break_even=brief.break_even())


def _starting_points(brief: Brief) -> list[Block]:
    locale = brief.locale
    if not brief.results.priors:
        return []
    rows = []
    for prior in brief.results.priors:
        kind = locale.t(CLASSES[prior.channel_class])
        named = locale.t(KIND_GUESSED, kind=kind) if prior.guessed_class else kind
        named = locale.t(KIND_EDITED, kind=named) if prior.changes else named
        figures = [locale.ratio(value) for value in (prior.median, prior.low, prior.high)]
        rows.append((brief.label(prior.channel), named, locale.t(HOW_SURE[prior.sure]), *figures))
    table = Table(locale.t(STARTING), tuple(locale.t(head) for head in HEADS), tuple(rows), text_columns=3)
    return [
        Heading(locale.t(STARTING), 3),
        sentence(locale.t(STARTING_WORDS)),
        table,
        *_edits(brief),
        Heading(locale.t(SOURCES), 4),
        Bullets(items(_sources(brief))),
    ]


def _edits(brief: Brief) -> list[Block]:
    told = [words for prior in brief.results.priors for words in _edited(brief, prior)]
    told += [_setting(brief, line) for line in brief.results.settings]
    return [sentence(brief.locale.t(STARTING_EDITED)), Bullets(items(told))] if told else []


def _edited(brief: Brief, prior: PriorLine) -> list[str]:
    locale, channel = brief.locale, brief.label(prior.channel)
    return [
        locale.t(
            EDITED,
            channel=channel,
            fields=locale.listing([locale.t(PRIOR_FIELDS[name]) for name in change.fields]),
            source=change.source,
        )
        for change in prior.changes
    ]


def _setting(brief: Brief, line: SettingLine) -> str:
    locale = brief.locale
    edited, published = (locale.number(value, 2) for value in (line.edited, line.published))
    setting = locale.t(SETTINGS[line.name])
    return locale.t(SETTING_EDITED, setting=setting, edited=edited, published=published, source=line.source)


def _sources(brief: Brief) -> list[str]:
    by_source: dict[str, list[str]] = {}
    for prior in brief.results.priors:
        kind = brief.locale.t(CLASSES[prior.channel_class])
        by_source.setdefault(brief.locale.t(prior.source), []).append(kind)
    told = []
    for source, kinds in by_source.items():
        listed = brief.locale.listing(list(dict.fromkeys(kinds)))
        told.append(f"{listed[0].upper()}{listed[1:]} – {source}")
    return told

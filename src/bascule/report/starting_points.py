"""All priors as lines of text for a terminal: what each kind of channel is taken to bring, and where that is from."""

from collections.abc import Iterable

from bascule.charts import channel_label
from bascule.company import Company
from bascule.ingest.taxonomy import guess_class
from bascule.locale import N_, Locale
from bascule.locale.wording.vocabulary import CLASSES, HOW_SURE, PRIOR_FIELDS, SETTINGS
from bascule.mmm.priors import Change, ClassPrior, Priors, priors

TITLE = N_("What each kind of channel is taken to bring before any data is read (version {version})")
HEADS = (
    N_("Kind"), N_("Works"), N_("Usual return"), N_("From 5% to 95%"), N_("Half-life (weeks)"),
    N_("Long over short run"), N_("True over claimed"), N_("How sure"),
)  # fmt: skip
MARKED = N_("{kind} (edited)")
RANGE = N_("{low} to {high}")
SETTING = N_("{setting}: {value}")
SETTINGS_TITLE = N_("What all channels share")
CHANGED = N_("{setting}: {edited} (edited; published: {published})")
SOURCES = N_("Where it comes from")
SOURCE = N_("{kind} – {source}")
EDITED_SOURCE = N_("{kind} (edited: {fields}) – {source}")


def starting_points(table: Priors, company: Company | None, locale: Locale) -> list[str]:
    """Return the priors as lines: a table of all classes, then what all channels share, then the sources.

    Parameters
    ----------
    table : Priors
        Those published, or those that a company edits.
    company : Company or None
        Its channels that have a prior of their own come after the classes.
    locale : Locale

    Examples
    --------
    >>> lines = starting_points(priors(), None, Locale("en"))
    >>> " ".join(lines[3].split())
    'brand search 60% 0.7:1 0.2 to 2.6:1 0.3 1.00 0.25 fair evidence'
    """
    named = [(locale.t(CLASSES[name]), prior) for name, prior in table.classes.items()]
    named += [*_own(table, company)]
    rows = [tuple(locale.t(head) for head in HEADS), *(_row(name, prior, locale) for name, prior in named)]
    title = locale.t(TITLE, version=table.general.version)
    settings = [locale.t(SETTINGS_TITLE), *(f"  {line}" for line in _settings(table, locale))]
    sources = [locale.t(SOURCES), *(f"  {line}" for line in _sources(table, named, locale))]
    return [title, "", *_aligned(rows), "", *settings, "", *sources]


def _own(table: Priors, company: Company | None) -> Iterable[tuple[str, ClassPrior]]:
    if company is None:
        return
    for name in table.channels:
        kind = company.channels[name].channel_class or guess_class(name)[0]
        yield channel_label(company, name), table.of_channel(name, kind)


def _row(name: str, prior: ClassPrior, locale: Locale) -> tuple[str, ...]:
    low, high = prior.bounds
    return (
        locale.t(MARKED, kind=name) if prior.changes else name,
        locale.percent(prior.works),
        locale.ratio(prior.median),
        locale.t(RANGE, low=locale.number(low, 1), high=locale.ratio(high)),
        locale.number(prior.half_life_weeks, 1),
        locale.number(prior.long, 2),
        locale.number(prior.claim[0], 2) if prior.claim else "–",
        locale.t(HOW_SURE[prior.sure]),
    )


def _aligned(rows: list[tuple[str, ...]]) -> list[str]:
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def _settings(table: Priors, locale: Locale) -> Iterable[str]:
    edited = {name for change in table.general.changes for name in change.fields}
    for name, message in SETTINGS.items():
        value, published = (locale.number(getattr(of, name), 2) for of in (table.general, priors().general))
        setting = locale.t(message)
        setting = setting[0].upper() + setting[1:]
        if name in edited:
            yield locale.t(CHANGED, setting=setting, edited=value, published=published)
        else:
            yield locale.t(SETTING, setting=setting, value=value)


def _sources(table: Priors, named: list[tuple[str, ClassPrior]], locale: Locale) -> Iterable[str]:
    for kind, prior in named:
        yield locale.t(SOURCE, kind=kind, source=locale.t(prior.source))
        yield from (_edited(kind, change, PRIOR_FIELDS, locale) for change in prior.changes)
    shared = locale.t(SETTINGS_TITLE)
    yield locale.t(SOURCE, kind=shared, source=table.general.source)
    yield from (_edited(shared, change, SETTINGS, locale) for change in table.general.changes)


def _edited(kind: str, change: Change, words: dict[str, str], locale: Locale) -> str:
    fields = locale.listing([locale.t(words[name]) for name in change.fields])
    return locale.t(EDITED_SOURCE, kind=kind, fields=fields, source=change.source)

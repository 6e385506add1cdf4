"""What `bascule init` asks, in plain words, one thing at a time; Enter takes what is shown."""

from collections.abc import Callable
from dataclasses import replace
from typing import get_args

import click

from bascule.cli.settings import ChannelAnswer, Settings, described
from bascule.company import ASSUMED_MARGIN, ChannelClass, Province
from bascule.locale import N_, Locale

ASK_NAME = N_("Name of the company")
ASK_OWN_NAMES = N_("Names under which people look for you, separated by commas")
EXPLAIN_MARGIN = N_(
    "Contribution margin: of one dollar of sales, how much is left once the sale itself is paid for "
    "(goods, payment fees, packaging, delivery), before marketing, rent and salaries? Your accountant "
    "may call it the margin on variable costs. A shop that buys at $4, ships at $1.70 and sells at "
    "$10 keeps 43 %."
)
ASK_MARGIN = N_("Contribution margin in percent (? if you do not know)")
MARGIN_REFUSED = N_("A percentage above 0 and at most 100, such as 43 or 43.5; or ? if you do not know.")
MARGIN_UNKNOWN = N_("One half is taken, marked as assumed: the report shows what another margin would change.")
ASK_CURRENCY = N_("Currency of the amounts (three letters)")
CURRENCY_REFUSED = N_("Three letters, such as CAD, USD or EUR.")
ASK_PROVINCE = N_("Province (two letters; for holidays)")
PROVINCE_REFUSED = N_("One of: {choices}.")
EXPLAIN_CLASSES = N_("What kind of channel is each of these? The kinds are:")
ASK_CLASS = N_("Kind of {channel}")
ASK_FILE = N_("{field} ({choices}; Enter to answer later)")

Channels = Callable[[Settings], tuple[str, ...]]


def ask(settings: Settings, locale: Locale, channels: Channels) -> Settings:
    """Return the settings as answered; what the owner does not know stays assumed."""
    name = click.prompt(locale.t(ASK_NAME), default=settings.name)
    own = click.prompt(locale.t(ASK_OWN_NAMES), default=name)
    margin, known = ask_margin(settings.gross_margin, locale, told=settings.gross_margin != ASSUMED_MARGIN)
    currency = ask_currency(settings.currency, locale)
    province = ask_province(settings.province, locale)
    own_names = tuple(word.strip() for word in own.split(",") if word.strip())
    answered = replace(
        settings, name=name, own_names=own_names, gross_margin=margin, currency=currency, province=province,
        assumed=() if known else ("gross_margin",),
    )  # fmt: skip
    # The names tell a brand search from another: the channels are known only now.
    kinds = ask_classes([described(channel) for channel in channels(answered)], locale)
    return ask_files(replace(answered, channels=kinds), locale)


def ask_margin(default: float, locale: Locale, *, told: bool = False) -> tuple[float, bool]:
    """Return the margin, and whether the owner knows it; `told` by the books, it stands unless another is given."""
    click.echo(locale.t(EXPLAIN_MARGIN))

    def read(text: str) -> float | None:
        return None if text.strip() == "?" else margin_of(text, locale)

    margin = click.prompt(locale.t(ASK_MARGIN), value_proc=read, default=locale.percent(default, 1) if told else None)
    if margin is None:
        if not told:
            click.echo(locale.t(MARGIN_UNKNOWN))
        return default, False
    return margin, True


def margin_of(text: str, locale: Locale) -> float:
    """Return a margin written as a percentage or a fraction.

    Examples
    --------
    >>> margin_of("43,5 %", Locale("fr")), margin_of("0.43", Locale("en"))
    (0.435, 0.43)
    """
    bare = text.replace("%", "").replace(",", ".").replace("\u00a0", "").strip()
    try:
        value = float(bare)
    except ValueError:
        raise click.UsageError(locale.t(MARGIN_REFUSED)) from None
    share = round(value / 100 if value > 1 else value, 6)
    if not 0 < share <= 1:
        raise click.UsageError(locale.t(MARGIN_REFUSED))
    return share


def ask_currency(default: str, locale: Locale) -> str:
    """Return the three letters of a currency."""

    def read(text: str) -> str:
        code = text.strip().upper()
        if not (len(code) == 3 and code.isascii() and code.isalpha()):
            raise click.UsageError(locale.t(CURRENCY_REFUSED))
        return code

    return str(click.prompt(locale.t(ASK_CURRENCY), default=default, value_proc=read))


def ask_province(default: str, locale: Locale) -> str:
    """Return the two letters of a province."""
    choices = get_args(Province)

    def read(text: str) -> str:
        code = text.strip().upper()
        if code not in choices:
            raise click.UsageError(locale.t(PROVINCE_REFUSED, choices=", ".join(choices)))
        return code

    return str(click.prompt(locale.t(ASK_PROVINCE), default=default, value_proc=read))


def ask_classes(channels: list[ChannelAnswer], locale: Locale) -> tuple[ChannelAnswer, ...]:
    """Return every channel with its kind; only those whose name does not tell are asked."""
    from bascule.locale.wording.vocabulary import CLASSES

    choices = get_args(ChannelClass)
    if any(channel.guessed for channel in channels):
        click.echo(locale.t(EXPLAIN_CLASSES))
        for name, words in CLASSES.items():
            click.echo(f"  {name:<20}{locale.t(words)}")

    def settled(channel: ChannelAnswer) -> ChannelAnswer:
        if not channel.guessed:
            return channel
        question = locale.t(ASK_CLASS, channel=channel.name)
        kind = click.prompt(question, default=channel.channel_class, type=click.Choice(choices), show_choices=False)
        return ChannelAnswer(channel.name, kind, guessed=False)

    return tuple(settled(channel) for channel in channels)


def ask_files(settings: Settings, locale: Locale) -> Settings:
    """Ask what single files cannot say; an empty answer leaves the question in the file."""
    from bascule.locale.wording import word

    answers = dict(settings.answers)
    for question in settings.questions:
        click.echo(word(question.code, question.params, locale))
        choices = ", ".join(question.choices) or "…"
        text = locale.t(ASK_FILE, field=question.field, choices=choices)
        answer = click.prompt(text, default="", show_default=False).strip()
        if answer and (not question.choices or answer in question.choices):
            answers[question.file, question.field] = answer
    return replace(settings, answers=answers)

"""The text of `bascule.toml`: what the owner said, commented in the owner's language."""

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from bascule.company import ASSUMED_MARGIN
from bascule.ingest.taxonomy import guess_class
from bascule.locale import N_, Locale

if TYPE_CHECKING:
    from bascule.ingest.imported import Imported, Question

BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")

TOP = N_("Who the company is, for Bascule. Written by bascule init; edit it as you like, then: bascule run FOLDER")
NAME = N_("The name that stands on the report.")
OWN_NAMES = N_(
    "How people name you when they search: an advertisement on these words harvests demand you already have."
)
MARGIN = N_(
    "Contribution margin: what is left of one dollar of sales once the sale itself is paid for "
    "(goods, payment, delivery), before marketing and fixed costs. 0.43 means 43 cents. What to stop "
    "and what to push depends on it."
)
CURRENCY = N_("Currency of the amounts, three capital letters.")
PROVINCE = N_("Province whose holidays move your sales.")
ASSUMED = N_("Nobody has confirmed these yet. Take a name out of the list once you have checked it.")
CHANNELS = N_("The kind of each channel decides what comparable companies get from it. Kinds: {kinds}.")
GUESSED = N_("guessed from the name: please confirm")
FILES = N_("What these files cannot say by themselves.")


@dataclass(frozen=True)
class ChannelAnswer:
    """One channel: its kind, and whether that is a guess."""

    name: str
    channel_class: str
    guessed: bool


@dataclass(frozen=True)
class Settings:
    """All that `bascule init` writes."""

    name: str
    gross_margin: float
    currency: str
    province: str
    own_names: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()
    channels: tuple[ChannelAnswer, ...] = ()
    questions: "tuple[Question, ...]" = ()
    answers: dict[tuple[str, str], str] = field(default_factory=dict)


def default_settings(folder: Path, imported: "Imported") -> Settings:
    """Return what is taken when nothing is asked: every field that matters is marked as assumed."""
    from bascule.cli.init import channels_of

    name = re.sub(r"[_\-]+", " ", folder.resolve().name).strip().title() or "Bascule"
    channels = tuple(described(channel) for channel in channels_of(imported))
    guessed = ("channels",) if any(channel.guessed for channel in channels) else ()
    return Settings(
        name=name,
        gross_margin=booked_margin(imported) or ASSUMED_MARGIN,
        currency=seen_currency(imported),
        province="QC",
        own_names=(name,),
        assumed=("name", "gross_margin", "currency", "province", "own_names", *guessed),
        channels=channels,
        questions=imported.questions,
    )


def booked_margin(imported: "Imported") -> float | None:
    """Return the margin that the books tell, less what looks like a cost of each sale; None if they do not tell it."""
    from bascule.warehouse.books import last_margin

    margin = last_margin(imported.tables["books"]) if "books" in imported.tables else None
    held = margin.margin_if_held if margin else None
    return round(held, 3) if held and 0 < held < 1 else None


def described(channel: str) -> ChannelAnswer:
    """Return a channel with the kind its name suggests."""
    channel_class, guessed = guess_class(channel)
    return ChannelAnswer(channel, channel_class, guessed)


def seen_currency(imported: "Imported") -> str:
    """Return the one currency the files name, else Canadian dollars."""
    found = {report.currency for report in imported.files if report.currency}
    return found.pop() if len(found) == 1 else "CAD"


def settings_text(settings: Settings, locale: Locale) -> str:
    """Return the file, comments in the language of the locale.

    Examples
    --------
    >>> text = settings_text(Settings("Nordet", 0.43, "CAD", "QC"), Locale("en"))
    >>> [line for line in text.splitlines() if line.startswith("gross_margin")]
    ['gross_margin = 0.43']
    """
    blocks = [
        comment(TOP, locale),
        comment(NAME, locale) + f"name = {quoted(settings.name)}\n",
        comment(OWN_NAMES, locale) + f"own_names = {listed(settings.own_names)}\n",
        comment(MARGIN, locale) + f"gross_margin = {settings.gross_margin:g}\n",
        comment(CURRENCY, locale) + f"currency = {quoted(settings.currency)}\n",
        comment(PROVINCE, locale) + f"province = {quoted(settings.province)}\n",
    ]
    if settings.assumed:
        blocks.append(comment(ASSUMED, locale) + f"assumed = {listed(settings.assumed)}\n")
    if settings.channels:
        blocks.append(channels_text(settings.channels, locale))
    if settings.questions:
        blocks.append(files_text(settings, locale))
    return "\n".join(blocks)


def channels_text(channels: tuple[ChannelAnswer, ...], locale: Locale) -> str:
    """Return the part about channels."""
    from bascule.locale.wording.vocabulary import CLASSES

    kinds = ", ".join(f"{name} ({locale.t(words)})" for name, words in CLASSES.items())
    text = comment(CHANNELS, locale, kinds=kinds)
    for channel in channels:
        remark = f"  # {locale.t(GUESSED)}" if channel.guessed else ""
        text += f"\n[channels.{key(channel.name)}]\nclass = {quoted(channel.channel_class)}{remark}\n"
        if channel.name in CLASSES:  # a name that Bascule gave: the report calls it as people do
            words = locale.t(CLASSES[channel.name])
            text += f"label = {quoted(words[0].upper() + words[1:])}\n"
    return text


def files_text(settings: Settings, locale: Locale) -> str:
    """Return the part about files; a question without an answer stays a comment to complete."""
    from bascule.locale.wording import word

    text = comment(FILES, locale)
    by_file: dict[str, list[Question]] = {}
    for question in settings.questions:
        by_file.setdefault(question.file, []).append(question)
    for file, questions in by_file.items():
        text += f"\n[files.{quoted(file)}]\n"
        for question in questions:
            text += wrapped(word(question.code, question.params, locale))
            answer = settings.answers.get((question.file, question.field))
            choices = " | ".join(quoted(choice) for choice in question.choices) or '"…"'
            text += f"{question.field} = {quoted(answer)}\n" if answer else f"# {question.field} = {choices}\n"
    return text


def comment(message: str, locale: Locale, **params: object) -> str:
    """Return a message as comment lines."""
    return wrapped(locale.t(message, **params))


def wrapped(text: str) -> str:
    """Return a text as comment lines of readable width."""
    import textwrap

    lines = textwrap.wrap(text, 100, break_long_words=False, break_on_hyphens=False)
    return "".join(f"# {line}\n" for line in lines)


def quoted(text: str) -> str:
    """Return a TOML string (JSON's escapes are TOML's)."""
    return json.dumps(text, ensure_ascii=False)


def listed(words: tuple[str, ...]) -> str:
    """Return a TOML array of strings."""
    return "[" + ", ".join(quoted(word) for word in words) + "]"


def key(name: str) -> str:
    """Return a TOML key, quoted where it must be."""
    return name if BARE_KEY.fullmatch(name) else quoted(name)

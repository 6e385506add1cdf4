"""What a document is made of: words, figures and tables, without a word on how they look."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bascule.charts import Chart
from bascule.decisions import Verdict

Tone = Literal["plain", "accent", "alarm", "doubt", "calm"]


@dataclass(frozen=True)
class Link:
    """Words that lead to another part of the document (`#anchor`) or to a reference (`https://…`)."""

    text: str
    target: str


@dataclass(frozen=True)
class Strong:
    """Words that carry the sentence."""

    text: str


Inline = str | Link | Strong


@dataclass(frozen=True)
class Heading:
    """The title of a part; `verdict` puts its shape before it."""

    text: str
    level: Literal[2, 3, 4] = 2
    verdict: Verdict | None = None


@dataclass(frozen=True)
class Paragraph:
    """One or several sentences. A `lead` is the answer, a `note` may be skipped."""

    parts: tuple[Inline, ...]
    kind: Literal["body", "lead", "note"] = "body"


@dataclass(frozen=True)
class Bullets:
    """Sentences that stand side by side."""

    items: tuple[tuple[Inline, ...], ...]


@dataclass(frozen=True)
class Fact:
    """One figure and what it is; `note` says what to compare it with."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True)
class Facts:
    """A few figures read together."""

    items: tuple[Fact, ...]


@dataclass(frozen=True)
class VerdictLine:
    """What to do about one channel, in one line that leads to its evidence."""

    verdict: Verdict
    verb: str
    channel: str
    sentence: str
    money: str
    sureness: str
    link: Link


@dataclass(frozen=True)
class Verdicts:
    """All verdict lines, in the order to act on them."""

    label: str
    lines: tuple[VerdictLine, ...]


@dataclass(frozen=True)
class Figure:
    """A chart, its finding as title, its figures one click away."""

    chart: Chart
    table_label: str


@dataclass(frozen=True)
class Table:
    """Rows of text under heads; all columns but the first `text_columns` are figures, aligned on the right."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    text_columns: int = 1
    last_is_total: bool = False


@dataclass(frozen=True)
class Callout:
    """Something not to be missed."""

    title: str
    items: tuple[tuple[Inline, ...], ...]
    tone: Tone = "plain"


@dataclass(frozen=True)
class Badges:
    """Findings, each with its severity in a word."""

    items: tuple[tuple[str, Tone, str], ...]


@dataclass(frozen=True)
class Pair:
    """Two parts to be read side by side."""

    left: "tuple[Block, ...]"
    right: "tuple[Block, ...]"


@dataclass(frozen=True)
class Details:
    """What is one click away on a screen, and in place on paper."""

    summary: str
    blocks: "tuple[Block, ...]"


Block = Heading | Paragraph | Bullets | Facts | Verdicts | Figure | Table | Callout | Badges | Pair | Details


@dataclass(frozen=True)
class Section:
    """A part of the document that others can lead to."""

    anchor: str
    title: str
    blocks: tuple[Block, ...]
    verdict: Verdict | None = None
    level: Literal[2, 3] = 2
    starts_page: bool = False


@dataclass(frozen=True)
class Masthead:
    """Who, when, from what."""

    company: str
    title: str
    facts: tuple[str, ...]
    banner: str = ""


@dataclass(frozen=True)
class Document:
    """A whole report, in one language, ready for any renderer.

    `words` are the few words that belong to the layout itself.
    """

    lang: str
    masthead: Masthead
    sections: tuple[Section, ...]
    footer: tuple[str, ...]
    words: "Words"
    made_on: str


@dataclass(frozen=True)
class Words:
    """The words of the layout."""

    contents: str
    skip: str
    page: str
    figures: str


def sentence(*parts: Inline, kind: Literal["body", "lead", "note"] = "body") -> Paragraph:
    """Return a paragraph of these parts.

    Examples
    --------
    >>> sentence("Stop ", Strong("the radio"), ".").parts
    ('Stop ', Strong(text='the radio'), '.')
    """
    return Paragraph(parts, kind)


def items(texts: Sequence[str]) -> tuple[tuple[Inline, ...], ...]:
    """Return plain sentences as the items of a list.

    Examples
    --------
    >>> items(["a", "b"])
    (('a',), ('b',))
    """
    return tuple((text,) for text in texts)

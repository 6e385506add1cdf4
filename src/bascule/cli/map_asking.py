"""What `bascule map` asks on a terminal; without one, what it needs is gathered as options to pass."""

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import click

from bascule.locale import N_, Locale

ASK_TABLE = N_("What does a row of this file hold?")
ASK_COLUMN = N_("Which column is this: {column}?")
HEADERS = N_("Headers: {headers}")
CONSTANT = N_("If no column says it and it is the same on every row, write it after an equals sign, as =radio")
YOUR_ANSWER = N_("Answer")
ASK_MINUS = N_(
    "The rows where {header} is {values} look like returns, and their amounts are above zero. Are they to be taken off?"
)
ASK_LINES = N_(
    "Orders have several rows with the same amounts. Is each row a line of the order, to be added (add), or is it the "
    "order's own amount, repeated (once)?"
)
ASK_UNIT = N_("Is {price} the price of one unit, to be multiplied by {quantity}?")
ASK_CURRENCY = N_("In which currency are the amounts (three letters)?")
ASK_RIGHT = N_("Is this how the file is to be understood?")
ONE_OF = N_("One of: {choices}.")
YES_WORDS, NO_WORDS = ("y", "yes", "o", "oui"), ("n", "no", "non")
YES_OR_NO = N_("y or n")


@dataclass
class Asking:
    """Whoever answers, or nobody; `needed` holds the options that would have answered."""

    locale: Locale
    terminal: bool
    needed: list[str] = field(default_factory=list)

    def option(self, *words: str) -> None:
        """Note an option that has to be passed."""
        self.needed.append(" ".join(shlex.quote(word) if word[0] != "-" else word for word in words))

    def table(self, likely: Sequence[str], tables: Mapping[str, str]) -> str:
        """Return what a row of the file holds, the likeliest offered first."""
        if not self.terminal:
            self.option("--table", "|".join(likely[:3]))
            return likely[0]
        click.echo(self.locale.t(ASK_TABLE))
        for name, words in tables.items():
            click.echo(f"  {name:<15}{words}")
        return self.choice(self.locale.t(YOUR_ANSWER), tuple(tables), likely[0])

    def column(
        self, name: str, words: str, headers: Sequence[str], likely: Sequence[str], text: bool
    ) -> tuple[str, str] | None:
        """Return ('column', header) or ('constant', text) for a canonical column; None where nobody answers."""
        if not self.terminal:
            self.option("--column", f"{name}={'|'.join(likely) or 'HEADER'}")
            return None
        click.echo(self.locale.t(ASK_COLUMN, column=words))
        click.echo("  " + self.locale.t(HEADERS, headers=", ".join(headers)))
        if text:
            click.echo("  " + self.locale.t(CONSTANT))

        def read(answer: str) -> tuple[str, str]:
            from bascule.ingest.headers import plain

            if text and answer.strip().startswith("=") and answer.strip(" ="):
                return "constant", answer.strip(" =")
            known = {plain(header): header for header in headers}
            if plain(answer) not in known:
                raise click.UsageError(self.locale.t(ONE_OF, choices=", ".join(headers)))
            return "column", known[plain(answer)]

        default = likely[0] if likely else None
        found: tuple[str, str] = click.prompt(self.locale.t(YOUR_ANSWER), default=default, value_proc=read)
        return found

    def minus(self, header: str, values: tuple[str, ...]) -> bool:
        """Return whether the rows of returns are to be taken off."""
        if not self.terminal:
            self.option("--minus", f"{header}={values[0]}|none")
            return False
        return self.yes(self.locale.t(ASK_MINUS, header=header, values=", ".join(values)))

    def per_unit(self, price: str, quantity: str) -> bool:
        """Return whether a column holds the price of one unit, to be multiplied by the quantity."""
        if not self.terminal:
            self.option("--quantity", f"{quantity}|none")
            return False
        return self.yes(self.locale.t(ASK_UNIT, price=price, quantity=quantity))

    def lines(self) -> str | None:
        """Return what the rows of an order are."""
        if not self.terminal:
            self.option("--lines", "add|once")
            return None
        click.echo(self.locale.t(ASK_LINES))
        return self.choice(self.locale.t(YOUR_ANSWER), ("add", "once"), None)

    def currency(self) -> str | None:
        """Return the currency of the amounts; no currency is ever taken for granted."""
        if not self.terminal:
            self.option("--currency", "CODE")
            return None
        from bascule.cli.questions import CURRENCY_REFUSED

        def read(answer: str) -> str:
            code = answer.strip().upper()
            if not (len(code) == 3 and code.isascii() and code.isalpha()):
                raise click.UsageError(self.locale.t(CURRENCY_REFUSED))
            return code

        return str(click.prompt(self.locale.t(ASK_CURRENCY), value_proc=read))

    def setting(self, field: str, question: str, choices: tuple[str, ...]) -> str | None:
        """Return the answer to what the file as a whole does not say (order of dates, decimal mark, taxes)."""
        if not self.terminal:
            self.option("--" + field.replace("_", "-"), "|".join(choices))
            return None
        click.echo(question)
        return self.choice(self.locale.t(YOUR_ANSWER), choices, None)

    def agreed(self) -> bool:
        """Return whether the preview is right; without a terminal, what is sure needs nobody."""
        return not self.terminal or self.yes(self.locale.t(ASK_RIGHT), "y")

    def yes(self, question: str, default: str | None = None) -> bool:
        """Return whether the answer is yes."""

        def read(answer: str) -> bool:
            word = answer.strip().lower()
            if word not in YES_WORDS + NO_WORDS:
                raise click.UsageError(self.locale.t(ONE_OF, choices=self.locale.t(YES_OR_NO)))
            return word in YES_WORDS

        return bool(click.prompt(question, default=default, value_proc=read))

    def choice(self, question: str, choices: tuple[str, ...], default: str | None) -> str:
        """Return one of the choices."""

        def read(answer: str) -> str:
            if answer.strip() not in choices:
                raise click.UsageError(self.locale.t(ONE_OF, choices=", ".join(choices)))
            return answer.strip()

        shown = f"{question} ({' | '.join(choices)})" if len(choices) <= 3 else question
        return str(click.prompt(shown, default=default, value_proc=read))

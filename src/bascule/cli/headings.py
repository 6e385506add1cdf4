"""Headings between the parts of what is printed."""

import click

from bascule.locale import Locale


def heading(message: str, locale: Locale) -> None:
    """Print a heading in bold, a blank line above it."""
    click.echo()
    click.echo(click.style(locale.t(message), bold=True))

"""`bascule test`: design a test that says what a channel brings, and read one that was run."""

import importlib

import click

from bascule.cli.speech import spoken
from bascule.cli.verbs import Session
from bascule.locale import N_

HELP = N_("Design a test that would say what a channel brings, or read one that was run.")
SHORT = N_("Design a test of a channel, or read one.")
VERBS: dict[str, str] = {
    "design": "bascule.cli.trial_design",
    "read": "bascule.cli.trial_read",
}


class Trials(click.Group):
    """The verbs of `bascule test`, each loaded only when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the verbs in the order they are used."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one verb and put its help in the user's language."""
        if cmd_name not in VERBS:
            return None
        command = importlib.import_module(VERBS[cmd_name]).command
        return spoken(command, ctx.find_object(Session).locale)  # type: ignore[union-attr]


command = Trials("test", help=HELP, short_help=SHORT)

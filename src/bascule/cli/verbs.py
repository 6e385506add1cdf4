"""The verbs of the command line, each loaded only when it is asked for."""

import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from bascule.cli.speech import spoken
from bascule.locale import Locale

VERBS = {
    "run": "bascule.cli.run",
    "init": "bascule.cli.init",
    "check": "bascule.cli.check",
    "map": "bascule.cli.map",
    "customers": "bascule.cli.customers",
    "allocate": "bascule.cli.allocate",
    "test": "bascule.cli.trials",
    "utm": "bascule.cli.utm",
    "connect": "bascule.cli.connect",
    "demo": "bascule.cli.demo",
    "priors": "bascule.cli.priors",
}


@dataclass
class Session:
    """What one call of the command line carries: how to speak, and where an incident would be written."""

    locale: Locale
    log_folder: Path | None = None


class Verbs(click.Group):
    """A group that knows its verbs by name, `modules` by verb, and imports one only when it is needed."""

    def __init__(self, *args: Any, modules: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.modules = modules

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the verbs in the order a newcomer needs them."""
        return list(self.modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one verb and put its help in the user's language."""
        if cmd_name not in self.modules:
            return None
        command = importlib.import_module(self.modules[cmd_name]).command
        return spoken(command, ctx.find_object(Session).locale)  # type: ignore[union-attr]

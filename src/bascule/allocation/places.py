"""Which channel a name means, in bascule.toml or in an option."""

import difflib
from collections.abc import Mapping, Sequence

from bascule.allocation.sums import Group
from bascule.company import Company
from bascule.errors import BasculeError, ExitCode
from bascule.ingest.headers import plain
from bascule.money import cents


class Places:
    """Finds the channel that a name means: its own, or its label in `bascule.toml`, whatever the case and accents."""

    def __init__(self, channels: Sequence[str], company: Company) -> None:
        self.channels = tuple(channels)
        names = {plain(name): at for at, name in enumerate(channels)}
        labels = {
            plain(each.label): names[plain(name)]
            for name, each in company.channels.items()
            if each.label and plain(name) in names
        }
        self.known = {**labels, **names}

    def __call__(self, name: str) -> int:
        """Return the place of a channel.

        Raises
        ------
        BasculeError
            `channel_unknown`, with the names that resemble it, or all of them.
        """
        found = self.known.get(plain(name))
        if found is None:
            near = [self.known[each] for each in difflib.get_close_matches(plain(name), self.known, n=3)]
            close = [self.channels[at] for at in dict.fromkeys(near)] or list(self.channels)
            raise BasculeError("channel_unknown", exit_code=ExitCode.USAGE, channel=name, close=close)
        return found

    def groups(self, named: Sequence[Sequence[str]]) -> tuple[Group, ...]:
        """Return groups of names as groups of places."""
        return tuple(tuple(dict.fromkeys(self(name) for name in names)) for names in named)

    def amounts(self, named: Mapping[str, float]) -> dict[int, int]:
        """Return amounts by name as cents by place."""
        return {self(name): cents(amount) for name, amount in named.items()}

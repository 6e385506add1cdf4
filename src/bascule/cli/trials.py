"""`bascule test`: design a test that says what a channel brings, and read one that was run."""

from bascule.cli.verbs import Verbs
from bascule.locale import N_

HELP = N_("Design a test that would say what a channel brings, or read one that was run.")
SHORT = N_("Design a test of a channel, or read one.")
VERBS: dict[str, str] = {
    "design": "bascule.cli.trial_design",
    "read": "bascule.cli.trial_read",
}

command = Verbs("test", modules=VERBS, help=HELP, short_help=SHORT)

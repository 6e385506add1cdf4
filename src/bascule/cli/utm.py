"""`bascule utm`: check the tags of links and the names of campaigns, or build a tagged link."""

from bascule.cli.verbs import Verbs
from bascule.locale import N_

HELP = N_("Check the tags of links (utm_source …) and the names of campaigns, or build a link that measures well.")
SHORT = N_("Check or build tagged links.")
VERBS: dict[str, str] = {
    "lint": "bascule.cli.utm_lint",
    "build": "bascule.cli.utm_build",
}

command = Verbs("utm", modules=VERBS, help=HELP, short_help=SHORT)

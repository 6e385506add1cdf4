"""What is said of tagged links and campaign names."""

from bascule.locale.catalogue import N_

LINKS: dict[str, str] = {
    "utm_missing": N_("{field} is missing: the visit will be counted as coming from nowhere known."),
    "utm_campaign_missing": N_("utm_campaign is missing: the campaigns of this source cannot be told apart."),
    "utm_capitals": N_(
        '{field} has capitals ("{value}"): Google Analytics counts it apart from the same word without.'
    ),
    "utm_spaces": N_('{field} has spaces or accents ("{value}"), which tools write in several ways.'),
    "utm_spelling": N_('{field} is written "{value}"; the usual spelling is "{usual}".'),
    "utm_split": N_("{field} is written in several ways ({values}): one thing is counted as several."),
    "utm_swapped": N_('The source and the medium are swapped: "{source}" says how, "{medium}" says who.'),
    "utm_medium_unknown": N_(
        '"{value}" is no medium that Google Analytics files in a channel: these visits will be "Unassigned".'
    ),
    "utm_paid_as_free": N_(
        'This is the link of an ad, and its medium "{value}" is one of free visits: what is paid for will look free.'
    ),
    "utm_personal": N_(
        "{field} holds an address or a telephone number. Nobody's personal information may travel in a link: "
        "take it out."
    ),
    "utm_repeated": N_("{field} is there several times; only one of them is counted."),
    "utm_malformed": N_('The link holds "{value}" where a single & belongs: the tags after it may be lost.'),
    "utm_after_hash": N_("The tags come after a #: no tool reads them there. They go before it."),
    "utm_misspelt": N_("{field} is no known tag: utm_source, utm_medium, utm_campaign, utm_content, utm_term are."),
    "link_target_missing": N_("{value} is neither a link, a file nor a folder. A link begins with https://"),
    "link_incomplete": N_("{value} is not a whole link. Give it with its beginning, such as https://your-site.ca/page"),
}
CAMPAIGNS: dict[str, str] = {
    "campaign_brand_mixed": N_(
        "It bids on your own name and on general words together ({spend_money}): what your name would have sold anyway "
        "cannot be told from what was won. Make two campaigns of it."
    ),
    "campaign_audiences_mixed": N_(
        "It speaks to new people and to past visitors together ({spend_money}): make two campaigns of it."
    ),
    "campaign_unnamed": N_(
        "Nobody named it ({spend_money}): its name says neither what it sells nor to whom. Rename it in the platform."
    ),
    "campaign_spaces": N_("Its name has spaces too many: two tools will write it in two ways."),
    "campaign_variants": N_("The same name is written in several ways ({values}): its history is cut in pieces."),
    "own_names_missing": N_(
        "Bascule does not know how people name your company: a search for your name cannot be told from another."
    ),
}
WORDINGS: dict[str, str] = {**LINKS, **CAMPAIGNS}

"""Where a deal or a customer came from, in the words of our channels, whatever the tool and its language call it."""

import polars as pl

from bascule.ingest.words import folded, meaning

# A paid search may be of the brand or not, a paid social campaign may be retargeting: the tools do not say.
ORIGINS: dict[str, tuple[str, ...]] = {
    "paid_search": ("paid search", "recherche payante", "google ads", "adwords", "sem", "ppc", "cpc"),
    "organic": (
        "organic search", "recherche organique", "recherche naturelle", "referencement naturel", "referencement",
        "organic", "organique", "seo",
    ),
    "direct": ("direct", "direct traffic", "trafic direct", "acces direct"),
    "paid_social": (
        "paid social", "reseaux sociaux payants", "social payant", "campagne payante", "publicite facebook",
        "facebook ads", "meta ads", "linkedin ads",
    ),
    "social": (
        "social media", "social", "organic social", "reseaux sociaux", "reseaux sociaux organiques", "medias sociaux",
    ),
    "email": (
        "email marketing", "email", "e mail", "e mail marketing", "marketing par e mail", "courriel", "infolettre",
        "marketing par courriel", "newsletter",
    ),
    "referral": (
        "referral", "referrals", "renvois", "references", "reference", "site referent", "sites referents", "partner",
        "partner referral", "employee referral", "word of mouth", "bouche a oreille", "recommandation",
        "recommandations", "partenaire",
    ),
    "ai_referral": ("ai referrals", "renvois d ia", "renvois de l ia"),
    "offline": ("offline", "offline sources", "sources hors ligne", "hors ligne"),
    "event": (
        "event", "events", "evenement", "evenements", "trade show", "tradeshow", "salon", "foire", "seminar",
        "conference", "webinar", "webinaire",
    ),
    "web": ("web", "website", "web site", "site web", "web form", "formulaire web"),
    "phone": ("phone inquiry", "phone", "demande telephonique", "telephone", "appel entrant", "inbound call"),
    "outbound": (
        "cold call", "appel a froid", "prospection", "outbound", "purchased list", "liste achetee",
        "prospection externe",
    ),
    "other": ("other", "other campaigns", "autre", "autres", "autres campagnes"),
}  # fmt: skip


def origin(text: pl.Expr) -> pl.Expr:
    """Return the channel a name of an origin stands for; a name of the company's own is kept in lower case.

    Examples
    --------
    >>> names = pl.DataFrame({"x": ["PAID_SEARCH", "Recherche naturelle", "E-mail marketing", "Salon Habitat", None]})
    >>> names.select(origin(pl.col("x")))["x"].to_list()
    ['paid_search', 'organic', 'email', 'salon habitat', None]
    """
    words = text.str.replace_all(r"[^\p{L}\p{N}]+", " ").str.strip_chars()
    # An address, or digits that may be a telephone's, is someone: it is not kept.
    someone = text.str.contains(r"@|\d{4}")
    return pl.coalesce(meaning(words, ORIGINS), pl.when((words != "") & ~someone).then(folded(text)))

"""Which accounts and invoices of the books are plainly marketing work, and neither bought space nor wages."""

from bascule.ingest.taxonomy import bare, cost_kind, says

# Space is reported by the platforms that sell it, and wages are the whole company's.
TAKEN = frozenset({"agency", "tool", "freelance", "content", "event"})
_MARKETING = (
    r"marketing|publicites?|publicitaires?|pub|advertising|ads?|promotions?|promotionnel(?:le)?s?|branding|"
    r"web ?sites?|sites? web|sites? internet|social media|medias? sociaux|reseaux sociaux|seo|infolettres?|newsletters?"
)
_PLAIN = (
    r"agency|agences?|trade shows?|foires? commerciales?|salons? (?:professionnels?|commercia(?:l|ux))|kiosques?|"
    r"commandites?|sponsorships?|graphistes?|graphisme|graphic design|copywriting|content creation|"
    r"creation de contenus?"
)
# The tax office is an agency too.
_ELSEWHERE = (
    r"revenue?|travel|voyages?|staffing|placement|recruit\w*|recrutement|recouvrement|collection|customs|douanes?|"
    r"insurance|assurances?|immobili\w+|real estate|rent|loyer"
)


def marketing_kind(account: str | None, class_name: str | None = None, *details: str | None) -> str | None:
    """Return what kind of marketing work an account pays for; None unless it is plain.

    Parameters
    ----------
    account : str or None
        Its name, under its parents.
    class_name : str or None
        The class or department that the expense is put under.
    *details : str or None
        What the invoice is for and whose it is, looked at only where the account or class is of marketing.

    Examples
    --------
    >>> marketing_kind("Marketing:Software"), marketing_kind("Software"), marketing_kind("Contractors - Agency")
    ('tool', None, 'freelance')
    >>> marketing_kind("Advertising") is None, marketing_kind("Canada Revenue Agency") is None
    (True, True)
    >>> marketing_kind("Professional fees", "Marketing", "Agency retainer, March")
    'agency'
    """
    if _says(_ELSEWHERE, account):
        return None
    ours = _says(_MARKETING, account) or _says(_MARKETING, class_name)
    for text in (account, *details) if ours else (account if _says(_PLAIN, account) else None,):
        kind = cost_kind(None, None, text, None) if text and not _says(_ELSEWHERE, text) else None
        if kind in TAKEN:
            return kind
        # What is bought space by its own words is space, whatever account it is put in; an account may hold both.
        if text is not account and kind is not None:
            return None
    return None


def _says(pattern: str, text: str | None) -> bool:
    return says(bare(text or ""), pattern)

"""What work was for, told by the words of its project, tags, task and title: a side, and a process of the company.

The rules are the two tables below, in both languages, read after case and accents are set aside. Of several texts, the
first that tells decides; a text that tells two sides tells none.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from bascule.ingest.headers import plain

# Words that mean one thing together and another apart: they are read first, then set aside.
PHRASES: tuple[tuple[str, str], ...] = (
    ("sales", r"business development|developpement des affaires|developpement d'affaires|biz ?dev"),
    ("marketing", r"product marketing|marketing (?:de |du )?produits?|marketing developpement"),
    ("marketing", r"content production|production (?:de )?contenus?|video production|production video"),
    ("product", r"salesforce development|developpement salesforce"),
)
SIDES: dict[str, str] = {
    "marketing": (
        r"marketing|mktg?|infolettres?|newsletters?|campagnes?|campaigns?|seo|sem|sea|referencement|contenus?|content"
        r"|blogu?es?|reseaux sociaux|medias sociaux|social media|publicites?|pub|ads|advertising|marque|branding"
        r"|google ads|facebook|instagram|linkedin|tiktok|relations? (?:de )?presse|public relations"
        r"|community management"
    ),
    "sales": (
        r"ventes?|sales|prospection|prospecting|prospects?|demos?|demonstrations?|devis|quotes?|soumissions?|quotations?"
        r"|proposals?|offres? de services?|appels? d'offres?|rfp|negociations?|leads?|pipeline|cold calls?|closing"
    ),
    "product": (
        r"produits?|product|developpement|development|dev|r-d|r ?& ?d|r et d|production|fabrication|manufacturing"
        r"|ingenierie|engineering|prototyp(?:e|es|age|ing)|conception|bogues?|bugs?|sprints?|deploiements?|deployment"
        r"|assurance qualite|qa"
    ),
}
# Keys are those of the catalogue of processes where it has one; the others are plain words. The first that fits wins.
PROCESSES: tuple[tuple[str, str], ...] = (
    ("R04", r"infolettres?|newsletters?|envois? courriels?|email campaigns?|courriels? promotionnels?|emailing"),
    ("A02", r"facebook ads|meta ads|instagram ads|linkedin ads|tiktok ads|paid social|publicites? sociales?"),
    ("A01", r"google ads|adwords|microsoft ads|bing ads|paid search|recherche payante|sem|sea|ppc|cpc"),
    ("A03", r"seo|referencement(?: naturel)?|organic search"),
    ("A05", r"landing pages?|pages? d'atterrissage|pages? de destination"),
    ("A06", r"partenariats?|partnerships?|referral programs?|programme de references?"),
    ("A07", r"salons?|foires?|trade ?shows?|kiosques?"),
    ("R03", r"win-?back|relances? des (?:clients )?inactifs|clients inactifs"),
    ("R06", r"nps|satisfaction"),
    ("B03", r"veille|competitor watch|competitive analysis"),
    ("C01", r"calendrier editorial|editorial calendar"),
    ("C04", r"reseaux sociaux|medias sociaux|social media|social posts?|community management"),
    ("C02", r"redaction|blogu?es?|copywriting|articles?"),
    ("C03", r"videos?|photos?|montage|visuels?|graphisme|graphic design|tournage"),
    ("C05", r"site web|website|site internet|wordpress"),
    ("M03", r"tableaux? de bord|dashboards?|reporting|rapports? mensuels?|monthly reports?"),
    ("M01", r"plan de marquage|tracking plan|tag manager|gtm"),
    ("V03", r"(?:reunion|rencontre|meeting).*\bventes? et marketing|sales (?:and|&) marketing (?:meeting|sync)"),
    ("V04", r"materiel de vente|sales material|sales deck"),
    ("P02", r"budgets?|suivi des ecarts|variance tracking"),
    ("P06", r"encadrement|coaching|mentorat|mentoring"),
    ("prospecting", r"prospection|prospecting|cold calls?"),
    ("demos", r"demos?|demonstrations?"),
    ("quotes", r"devis|soumissions?|quotes?|quotations?|proposals?|offres? de services?"),
    ("campaigns", r"campagnes?|campaigns?"),
    ("meetings", r"reunions?|rencontres?|meetings?|stand-?ups?|scrum|1:1|1-1"),
)


def _worded(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z0-9])(?:{words})(?![a-z0-9])")


_PHRASES = tuple((side, _worded(words)) for side, words in PHRASES)
_SIDES = tuple((side, _worded(words)) for side, words in SIDES.items())
_PROCESSES = tuple((key, _worded(words)) for key, words in PROCESSES)


def side_of(texts: Iterable[str | None]) -> str | None:
    """Return the side of a piece of work from texts, the most telling first; None where no text tells.

    Examples
    --------
    >>> side_of(["Interne", "Développement des affaires"]), side_of(["Ventes et marketing"]), side_of(["R-D", "SEO"])
    ('sales', None, 'product')
    """
    return next((side for text in texts if text and (side := _side(text[:500]))), None)


def process_of(texts: Iterable[str | None]) -> str | None:
    """Return the process that a piece of work belongs to; None where no text tells.

    Examples
    --------
    >>> process_of([None, "Infolettre de septembre"]), process_of(["Réunion d'équipe"]), process_of(["Divers"])
    ('R04', 'meetings', None)
    """
    return next((key for text in texts if text and (key := _process(text[:500]))), None)


@lru_cache(maxsize=65536)
def _side(text: str) -> str | None:
    bare = plain(text)
    for side, phrase in _PHRASES:
        if phrase.search(bare):
            return side
    told = [side for side, words in _SIDES if words.search(bare)]
    return told[0] if len(told) == 1 else None


@lru_cache(maxsize=65536)
def _process(text: str) -> str | None:
    bare = plain(text)
    return next((key for key, words in _PROCESSES if words.search(bare)), None)

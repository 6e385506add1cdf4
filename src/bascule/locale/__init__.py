"""How Bascule speaks: words, numbers, money and dates, in French (Canada) and English (Canada)."""

from bascule.locale.catalogue import N_
from bascule.locale.speaker import Lang, Locale

__all__ = ["N_", "Lang", "Locale"]

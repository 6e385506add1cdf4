"""How the cells of the workbook look: amounts and dates of the company's language, inputs told from formulas."""

from dataclasses import dataclass
from typing import Any

from babel.numbers import get_currency_symbol

from bascule.charts.palette import LIGHT
from bascule.locale import Locale
from bascule.locale.numerals import babel_locale

# Windows' numbers of the two languages of Canada, in hexadecimal: Excel writes amounts and months in that language.
_LANGUAGE = {"fr": "C0C", "en": "1009"}


@dataclass(frozen=True)
class Look:
    """The formats of one workbook."""

    title: Any
    note: Any
    head: Any
    head_words: Any
    head_indented: Any
    words: Any
    wrapped: Any
    date: Any
    month: Any
    input: Any
    blank: Any
    money: Any
    change: Any
    percent: Any
    count: Any
    total_words: Any
    total: Any
    total_change: Any
    total_percent: Any
    total_count: Any
    verdict: Any
    alarm: Any


def money_code(locale: Locale) -> str:
    r"""Return the number format of amounts, as Excel stores it for any machine.

    Examples
    --------
    >>> money_code(Locale("en")), money_code(Locale("fr"))
    ('[$$-1009]#,##0.00', '#,##0.00\\ [$$-C0C]')
    """
    symbol = get_currency_symbol(locale.currency, babel_locale(locale.lang)).replace("\u00a0", " ")
    tagged = f"[${symbol}-{_LANGUAGE[locale.lang]}]"
    return f"#,##0.00\\ {tagged}" if locale.lang == "fr" else f"{tagged}#,##0.00"


def change_code(locale: Locale) -> str:
    r"""Return the number format of changes: their sign is always said, and no change is a dash.

    Examples
    --------
    >>> change_code(Locale("en"))
    '+[$$-1009]#,##0.00;\\-[$$-1009]#,##0.00;\\–'
    """
    code = money_code(locale)
    return f"+{code};\\-{code};\\–"


def month_code(locale: Locale, month: str = "mmmm") -> str:
    r"""Return the format of months, named in the company's language whatever that of the machine.

    Examples
    --------
    >>> month_code(Locale("fr"))
    '[$-C0C]mmmm\\ yyyy'
    """
    return f"[$-{_LANGUAGE[locale.lang]}]{month}\\ yyyy"


def make_look(workbook: Any, locale: Locale) -> Look:
    """Return the formats, made once in a workbook."""
    money, change = money_code(locale), change_code(locale)
    percent = "0.0\\ %" if locale.lang == "fr" else "0.0%"
    rule = {"bottom": 1, "bottom_color": LIGHT["line"]}
    head = {"bold": True, "text_wrap": True, "valign": "bottom", "bottom": 1, "bottom_color": LIGHT["ink"]}
    total = {"bold": True, "top": 1, "top_color": LIGHT["ink"]}

    def made(**of: Any) -> Any:
        return workbook.add_format(of)

    return Look(
        title=made(bold=True, font_size=14),
        note=made(font_color=LIGHT["muted"], italic=True),
        head=made(**head, align="right"),
        head_words=made(**head, align="left"),
        head_indented=made(**head, align="left", indent=1),
        words=made(**rule, valign="top"),
        wrapped=made(**rule, valign="top", text_wrap=True, indent=1),
        date=made(**rule, valign="top", num_format="yyyy\\-mm\\-dd", align="left"),
        month=made(**rule, valign="top", num_format=month_code(locale), align="left"),
        # Blue figures are typed, black ones are worked out: the convention of those who read budgets.
        input=made(**rule, valign="top", num_format=money, font_color=LIGHT["accent"], locked=False),
        blank=made(
            **rule, valign="top", num_format=money, font_color=LIGHT["accent"], bg_color="#fbf6e6", locked=False
        ),
        money=made(**rule, valign="top", num_format=money),
        change=made(**rule, valign="top", num_format=change),
        percent=made(**rule, valign="top", num_format=percent),
        count=made(**rule, valign="top", num_format="0"),
        total_words=made(**total, align="left"),
        total=made(**total, num_format=money),
        total_change=made(**total, num_format=change),
        total_percent=made(**total, num_format=percent),
        total_count=made(**total, num_format="0"),
        verdict=made(indent=1),
        alarm=made(bold=True, font_color=LIGHT["alarm"]),
    )

"""The sentences behind the codes: errors, reasons, checks, and what is said of files."""

import json
import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from bascule.errors import BasculeError
from bascule.locale.catalogue import message_in
from bascule.locale.speaker import Locale
from bascule.locale.wording import (
    acquisition,
    ads,
    archives,
    bills,
    books,
    brand,
    checks,
    connectors,
    consents,
    crm,
    errors,
    foreign,
    hours,
    ingest,
    limits,
    mapping,
    maturity,
    naming,
    pricing,
    reasons,
    refusals,
    shops,
    structure,
    transition,
    trial_reading,
    trials,
    workbooks,
)
from bascule.locale.wording.params import shown
from bascule.locale.wording.vocabulary import MISSING, certainty

__all__ = ["ROOMS", "WORDINGS", "certainty", "explain", "typed", "where_to_answer", "word"]

ROOMS = (
    errors,
    limits,
    ingest,
    acquisition,
    ads,
    archives,
    bills,
    books,
    brand,
    checks,
    connectors,
    consents,
    crm,
    foreign,
    hours,
    mapping,
    maturity,
    naming,
    pricing,
    reasons,
    refusals,
    shops,
    structure,
    transition,
    trial_reading,
    trials,
    workbooks,
)
WORDINGS: Mapping[str, str] = MappingProxyType(
    {code: message for room in ROOMS for code, message in room.WORDINGS.items()}
)


def word(code: str, params: Mapping[str, object], locale: Locale, severity: str = "") -> str:
    """Return the sentence of a code, its parameters formatted for the language.

    Parameters
    ----------
    code : str
        A key of :data:`WORDINGS`. A code without a wording is said as such, with its parameters, never lost.
    params : mapping
        What the sentence names; see :func:`bascule.locale.wording.params.shown`.
    locale : Locale
    severity : {'', 'pass', 'review', 'fail'}
        Chooses the wording of one severity where the finding has several.

    Examples
    --------
    >>> word("overclaimed", {"claimed_ratio": 7.1, "low_ratio": 0.2, "high_ratio": 1.3}, Locale("en"))
    'The platform claims 7.1:1; this study finds 0.2:1 to 1.3:1.'
    """
    message = WORDINGS.get(f"{code}:{severity}") or WORDINGS.get(code)
    if message is None:
        return f"{code} ({', '.join(f'{name}={value}' for name, value in params.items())})"
    params = _completed(code, params)
    if isinstance(params.get("causes"), tuple):
        params = {**params, "causes": _ranked(params["causes"], locale)}
    return message_in(locale.lang, message).format_map(shown(params, locale))


def _ranked(causes: Any, locale: Locale) -> str:
    return " ".join(f"({rank}) {word(code, params, locale)}" for rank, (code, params) in enumerate(causes, start=1))


def explain(error: BasculeError, locale: Locale) -> str:
    """Return what to tell a user about an expected failure.

    Examples
    --------
    >>> print(explain(BasculeError("output_not_writable", path="/media/key"), Locale("en")))
    The results cannot be written in /media/key. Choose a folder that you may write in, with: --out FOLDER
    """
    if error.code not in WORDINGS:
        return word("unexpected", {"code": str(error)}, locale)
    params: dict[str, Any] = dict(error.params)
    if (scenario := params.pop("of_scenario", None)) is not None:
        return word("of_scenario", {"scenario": scenario, "said": explain(_alike(error, params), locale)}, locale)
    if error.code == "company_invalid":
        params.setdefault("accepted", locale.t(_accepted(str(params.get("field", "")))))
    if error.code == "plan_impossible":
        params = limits.told(params["conflict"], params["ways"], locale)
    said = word(error.code, params, locale)
    if "asked_field" not in params:
        return said
    return f"{said} {where_to_answer(params['file'], params['asked_field'], params['asked_choices'], locale)}"


def _alike(error: BasculeError, params: dict[str, Any]) -> BasculeError:
    return BasculeError(error.code, exit_code=error.exit_code, **params)


def where_to_answer(file: object, field: object, choices: Iterable[str], locale: Locale) -> str:
    """Return where in bascule.toml to answer what a file does not say.

    Examples
    --------
    >>> print(where_to_answer("google.csv", "date_order", ["day_first", "month_first"], Locale("en")))
    Answer in bascule.toml, under [files."google.csv"]: date_order = "day_first" | "month_first"
    """
    listed = " | ".join(f'"{choice}"' for choice in choices) or '"…"'
    # A name with quotation marks, or written over two lines, is a key as TOML writes it (JSON's escapes are TOML's).
    name = json.dumps(str(file), ensure_ascii=False)[1:-1]
    return word("answer_in_company", {"file": name, "field": field, "listed": listed}, locale)


def typed(path: object) -> str:
    """Return a path as it is typed in a command: between quotation marks where it has spaces and the like.

    Examples
    --------
    >>> typed("exports/ventes.csv"), typed("Boutique été")
    ('exports/ventes.csv', '"Boutique été"')
    """
    text = str(path)
    return text if re.fullmatch(r"[\w./\\:~+-]+", text) else '"' + text.replace('"', '\\"') + '"'


def _accepted(field: str) -> str:
    last = field.rpartition(".")[2]
    if field.startswith("priors") or (field.startswith("channels.") and ".prior" in field):
        return errors.ACCEPTED_PRIOR.get(last, errors.ACCEPTED_PRIOR_FIELD)
    return limits.accepted(field) or errors.ACCEPTED.get(last, errors.ACCEPTED_ELSEWHERE)


def _completed(code: str, params: Mapping[str, object]) -> Mapping[str, object]:
    # Who knows in which folder a file is gives its whole path for the commands that name it.
    params = {"path": typed(params.get("file", "")), **params}
    # A section that is absent always says what it would need.
    section = "plan" if code == "plan_unavailable" else str(params.get("section", ""))
    if code in {"plan_unavailable", "section_unavailable"} and section in MISSING:
        return {"missing": section, **params}
    return params

"""What a study leaves on disk: decisions, report, the plan's files, scenarios side by side."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

from bascule.locale import Lang

if TYPE_CHECKING:
    from bascule.plans import Plan
    from bascule.results import Results


def write(results: "Results", out: Path, lang: Lang, report: bool = True) -> tuple[Path, ...]:
    """Write `decisions.json`, and the report as a web page and a PDF; return their paths.

    All are made, then written aside, before any replaces the one before: a failure leaves those that were there.

    Raises
    ------
    BasculeError
        `no_permission`, `disk_full` or `disk_trouble`.
    """
    from bascule.report import document, plan_files, render_html, render_pdf

    contents = {out / "decisions.json": results.decisions.to_json().encode()}
    if report:
        told = document(results, lang)
        contents[out / "report.html"] = render_html(told).encode()
        contents[out / "report.pdf"] = render_pdf(told)
        contents |= {out / name: content for name, content in plan_files(results, lang).items()}
    return _kept(contents, out)


def write_plan(results: "Results", others: "list[tuple[str, Plan]]", out: Path, lang: Lang) -> tuple[Path, ...]:
    """Write the files of a study's plan, and a page that sets it beside others where there are; return their paths.

    Raises
    ------
    BasculeError
        As :func:`write` does.
    """
    from bascule.report import comparison, plan_files, render_html
    from bascule.report.compare import asked_first

    contents = {out / name: content for name, content in plan_files(results, lang).items()}
    if others:
        told = comparison(asked_first(results, others, lang), results, lang)
        contents[out / "scenarios.html"] = render_html(told).encode()
        scenarios = {name: plan.model_dump(mode="json") for name, plan in others}
        contents[out / "scenarios.json"] = json.dumps(scenarios, ensure_ascii=False, indent=1).encode()
    return _kept(contents, out)


def _kept(contents: dict[Path, bytes], out: Path) -> tuple[Path, ...]:
    from bascule.warehouse.durable import said, write_together

    with said(out):
        out.mkdir(parents=True, exist_ok=True)
    write_together(contents)
    return tuple(contents)

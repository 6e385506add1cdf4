"""What is damaged: every sample export, a workbook made of some, and the plain tables of our own."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from benchmarks.fuzz.containers import workbook
from benchmarks.fuzz.naive import decode

ROOT = Path(__file__).resolve().parents[2]
EXPORTS = ROOT / "tests" / "data" / "exports"
OURS = {
    "plain/media.csv": "date,channel,campaign,currency,spend,impressions,clicks\n2026-09-07,radio,A,CAD,100.50,,\n"
    "2026-09-14,radio,A,CAD,110.25,1200,3\n2026-09-21,radio,A,CAD,98.10,1100,2\n",
    "plain/media_fr.csv": "date;channel;currency;spend\n2026-09-07;radio;CAD;1 100,50\n2026-09-14;radio;CAD;110,25\n",
    "plain/sales.csv": "date,currency,revenue,orders\n2026-09-07,CAD,4100.10,40\n2026-09-14,CAD,3900.00,38\n"
    "2026-09-21,CAD,-12.40,1\n",
    "plain/orders.csv": "order_id,ordered_at,email,currency,net\n1,2026-09-07,a@example.com,CAD,41.10\n"
    "2,2026-09-08,b@example.com,CAD,39.00\n3,2026-09-08,b@example.com,CAD,\"1,239.00\"\n",
    "plain/factures.csv": "Date;Fournisseur;Description;Nature;Montant avant taxes\n2026-08-31;Agence Nord;"
    "Honoraires d'agence;agence;1 500,00 $\n2026-09-30;Agence Nord;Honoraires d'agence;agence;1 650,75 $\n",
    "plain/drivers.csv": "date,driver,value\n2026-09-07,snow,1.5\n2026-09-14,snow,2.5\n2026-09-21,snow,-0.75\n",
}  # fmt: skip
IN_WORKBOOK = ("google_ads/campaign_day_en.csv", "shopify/orders_export.csv", "woocommerce/wc-orders-report-export.csv",
               "pipedrive/deals_fr_excel_resave.csv", "meta/campaigns_en.csv")  # fmt: skip


@dataclass(frozen=True)
class Sample:
    """A file to damage: its bytes, how its text is written, and the decimal mark of its amounts."""

    name: str
    data: bytes
    suffix: str
    codec: str = "utf-8"
    delimiter: str = ","
    mark: str = "."

    @property
    def text(self) -> str:
        """Return the text of the file."""
        return decode(self.data)

    @property
    def is_text(self) -> bool:
        """Tell whether the file is a text and no container."""
        return self.suffix not in {".zip", ".xlsx"}


@cache
def samples() -> tuple[Sample, ...]:
    """Return every sample."""
    with (EXPORTS / "MANIFEST.csv").open(encoding="utf-8", newline="") as file:
        marks = {row["file"]: row["decimal"] for row in csv.DictReader(file)}
    found = []
    for path in sorted(EXPORTS.rglob("*")):
        name = path.relative_to(EXPORTS).as_posix()
        if path.suffix in {".csv", ".zip", ".ics", ".xlsx"} and path.name != "MANIFEST.csv":
            found.append(_sample(name, path.read_bytes(), marks.get(name) or ("," if _french(name) else ".")))
    found += [_sample(name, text.encode(), "," if ";" in text else ".") for name, text in OURS.items()]
    by_name = {sample.name: sample for sample in found}
    for name in IN_WORKBOOK:
        source = by_name[name]
        rows = list(csv.reader(source.text.splitlines(), delimiter=source.delimiter))
        found.append(Sample(f"{Path(name).with_suffix('.xlsx')}", workbook(rows), ".xlsx", mark=source.mark))
    return tuple(found)


def _french(name: str) -> bool:
    return "_fr_" in name or "_fr." in name


def _sample(name: str, data: bytes, mark: str) -> Sample:
    codec = "utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig" if data[:3] == b"\xef\xbb\xbf" else ""
    if not codec:
        try:
            data.decode()
            codec = "utf-8"
        except UnicodeDecodeError:
            codec = "cp1252"
    text = decode(data)
    delimiter = max(",;\t", key=lambda each: sum(line.count(each) > 2 for line in text.splitlines()))
    return Sample(name, data, Path(name).suffix, codec, delimiter, mark)

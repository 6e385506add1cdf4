"""A large file is read in bounded time and memory."""

import subprocess
import sys
from pathlib import Path

import pytest

READ = r"""
import datetime as dt, re, sys, time
from pathlib import Path
from bascule.ingest import read_folder
start = time.monotonic()
imported = read_folder(Path(sys.argv[1]), None, dt.date(2026, 11, 23))
# Not ru_maxrss, which a process inherits from the one that started it.
peak = int(re.search(r"VmHWM:\s*(\d+)", Path("/proc/self/status").read_text())[1]) / 1024
print(time.monotonic() - start, peak, imported.files[0].rows_kept, imported.files[0].total)
"""


def _write(path: Path, size: int) -> tuple[int, float]:
    rows = 0
    with path.open("w", encoding="utf-8") as file:
        file.write("Day,Campaign,Currency code,Cost,Impr.,Clicks,Conversions,Device,Ad group\n")
        while file.tell() < size:
            block = [
                f"2026-{at % 9 + 1:02}-{at % 28 + 1:02},Campagne {at % 40},CAD,{at % 5000}.25,{at % 900},{at % 90},"
                f"{at % 7}.50,Mobile phones with full browsers,Ad group number {at}\n"
                for at in range(rows, rows + 20_000)
            ]
            file.write("".join(block))
            rows += len(block)
    return rows, sum(at % 5000 + 0.25 for at in range(rows))


@pytest.mark.skipif(not Path("/proc/self/status").is_file(), reason="the peak is read where Linux says it")
@pytest.mark.parametrize(
    ("megabytes", "seconds", "memory"), [(4, 30, 500), pytest.param(200, 120, 800, marks=pytest.mark.slow)]
)
def test_a_large_file_is_read_in_bounded_time_and_memory(
    tmp_path: Path, megabytes: int, seconds: float, memory: float
) -> None:
    rows, total = _write(tmp_path / "big.csv", megabytes * 1_000_000)
    command = [sys.executable, "-c", READ, str(tmp_path)]
    took, peak, kept, summed = map(float, subprocess.check_output(command, text=True).split())
    assert kept == rows
    assert summed == pytest.approx(total)
    assert took < seconds
    assert peak < memory


@pytest.mark.skipif(not Path("/proc/self/status").is_file(), reason="the peak is read where Linux says it")
@pytest.mark.slow
def test_a_million_orders_take_no_more_than_800_megabytes(tmp_path: Path) -> None:
    rows, net = 1_000_000, 0.0
    with (tmp_path / "orders.csv").open("w", encoding="utf-8") as file:
        file.write("order_id,ordered_at,email,currency,gross,discount,refunds,tax,shipping,net,coupon,source_channel\n")
        for at in range(rows):
            file.write(
                f"{at},2026-{at % 9 + 1:02}-{at % 28 + 1:02} 10:{at % 60:02}:00,client{at % 333_333}@exemple.ca,CAD,"
                f"{at % 900}.50,0.00,0.00,1.00,9.95,{at % 900}.50,RENTREE10,google\n"
            )
            net += at % 900 + 0.5
    command = [sys.executable, "-c", READ, str(tmp_path)]
    _, peak, kept, summed = map(float, subprocess.check_output(command, text=True).split())
    assert kept == rows
    assert summed == pytest.approx(net)
    assert peak < 800

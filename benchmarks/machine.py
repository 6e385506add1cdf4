"""What the figures were measured on."""

import datetime as dt
import os
import platform
from collections.abc import Mapping
from pathlib import Path


def processor() -> str:
    """Return the model of the processor, as the system names it."""
    told = Path("/proc/cpuinfo")
    if told.is_file():
        for line in told.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def facts(versions: Mapping[str, str]) -> str:
    """Return one line on the machine and one on the versions of what was measured."""
    machine = (
        f"{dt.date.today().isoformat()} · {os.cpu_count()} cores · {processor()} · {platform.platform(terse=True)} · "
        f"Python {platform.python_version()}"
    )
    return machine + "\n" + " · ".join(f"{name} {version}" for name, version in versions.items())

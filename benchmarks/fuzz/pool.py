"""Damaged files read by several processes; one that neither answers nor dies is ended, and its file called slow."""

import multiprocessing as mp
import os
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from benchmarks.fuzz.reading import Verdict, tried, verdict

# A file over five seconds is slow; one still unread after this much more is not waited for.
PATIENCE = 60.0
Result = tuple[int, str, str, Verdict]


def _work(pipe: Connection) -> None:
    while (rank := pipe.recv()) is not None:
        sample, name, mutant = tried(rank)
        pipe.send("begun")
        pipe.send((rank, sample.name, name, verdict(sample, mutant, name)))


class _Worker:
    def __init__(self) -> None:
        self.pipe, far = mp.get_context("spawn").Pipe()
        self.process: BaseProcess = mp.get_context("spawn").Process(target=_work, args=(far,), daemon=True)
        self.process.start()
        far.close()
        self.rank = -1
        self.since = 0.0

    def give(self, rank: int) -> None:
        self.rank, self.since = rank, time.perf_counter()
        self.pipe.send(rank)

    def end(self) -> None:
        self.process.kill()
        self.process.join()
        self.pipe.close()


def run(ranks: Iterator[int], processes: int) -> Iterator[Result]:
    """Yield what became of the damaged file of each rank, in no order."""
    # One thread a process: the processors are shared between processes already.
    os.environ["POLARS_MAX_THREADS"] = "1"
    workers = [_Worker() for _ in range(processes)]
    busy = []
    for worker in workers:
        if (rank := next(ranks, None)) is not None:
            worker.give(rank)
            busy.append(worker)
        else:
            worker.end()
    while busy:
        ready = wait([worker.pipe for worker in busy], timeout=1.0)
        for worker in list(busy):
            result = _answer(worker, worker.pipe in ready)
            if result is None:
                continue
            yield result
            busy.remove(worker)
            if not worker.process.is_alive():
                worker.end()
                worker = _Worker()
            if (rank := next(ranks, None)) is not None:
                worker.give(rank)
                busy.append(worker)
            else:
                worker.end()


def _answer(worker: _Worker, ready: bool) -> Result | None:
    """Return what a worker found; None while it works."""
    late = time.perf_counter() - worker.since > PATIENCE
    if not ready and not late:
        return None
    told = None
    if ready:
        try:
            told = worker.pipe.recv()
        except EOFError:
            told = None
        if told == "begun":
            worker.since = time.perf_counter()
            return None
    if told is not None:
        found: Result = told
        return found
    worker.end()
    sample, name, _ = tried(worker.rank)
    outcome = Verdict("slow", PATIENCE, "ended") if not ready else Verdict("crashed", 0.0, "the process died")
    return worker.rank, sample.name, name, outcome

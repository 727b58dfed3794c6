"""What happens to one file, in this process or in a worker; and the workers.

PDFium is not thread-safe, so that workers are processes, started afresh ("spawn") on every system.
What comes back from them is small: columns of plain values, no documents.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any, NamedTuple

from ita_parse.errors import ItaParseError
from ita_parse.export.batches import Batches, batches_of
from ita_parse.export.shared_texts import Sketch, sketch_of

# Files handed out ahead per worker: enough that none waits for work while the first in order is
# slow, and few enough that their results fit in memory.
_AHEAD = 4


@dataclass(frozen=True, slots=True)
class Task:
    """A file to convert."""

    source: str
    path: Path
    ocr: str
    password: str | None


class Trouble(NamedTuple):
    """Why a file could not be converted: the columns of `failures` but its source."""

    stage: str
    error: str
    message: str


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a task: a report's columns and the sketch of its texts, or trouble."""

    report_id: str
    batches: Batches | None
    trouble: Trouble | None
    seconds: float
    sketch: Sketch | None = None


def work(task: Task) -> Result:
    """Convert one file; whatever happens becomes trouble, but for an interrupt."""
    start = perf_counter()
    stage = None
    try:
        import ita_parse

        ocr: Any = task.ocr
        report = ita_parse.read(task.path, ocr=ocr, password=task.password)
        stage = "export"
        report = report.model_copy(update={"source": task.source})
        batches = batches_of(report)
        sketch = sketch_of(batches)
    except (KeyboardInterrupt, GeneratorExit):
        raise
    except BaseException as error:  # Libraries in C and Rust raise more than Exception.
        return Result("", None, trouble_of(error, stage), perf_counter() - start)
    return Result(report.report_id, batches, None, perf_counter() - start, sketch)


def trouble_of(error: BaseException, stage: str | None = None) -> Trouble:
    """Return a failure's columns for an error, `stage` being where it happened, if known."""
    ours = isinstance(error, ItaParseError)
    where = stage or getattr(error, "stage", None) or ("extract" if ours else "parse")
    text = f"{error.message} {error.hint}" if isinstance(error, ItaParseError) else str(error)
    message = " ".join(text.split())
    return Trouble(str(where), type(error).__name__, message or type(error).__name__)


def results(tasks: Iterable[Task], jobs: int) -> Iterator[Result]:
    """Convert tasks, with as many processes as `jobs`; results come in the tasks' order."""
    if jobs == 1:
        yield from map(work, tasks)
    else:
        yield from _parallel(deque(tasks), jobs)


def _pool(jobs: int) -> ProcessPoolExecutor:
    spawn = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(jobs, mp_context=spawn, initializer=_ignore_interrupts)


def _ignore_interrupts() -> None:
    # Ctrl-C reaches every process of a console; the parent alone answers it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _parallel(waiting: deque[Task], jobs: int) -> Iterator[Result]:
    while waiting:
        running: deque[tuple[Task, Future[Result]]] = deque()
        pool = _pool(jobs)
        try:
            while waiting or running:
                while waiting and len(running) < jobs * _AHEAD:
                    running.append((waiting[0], pool.submit(work, waiting[0])))
                    waiting.popleft()
                result = running[0][1].result()
                running.popleft()
                yield result
        except BrokenProcessPool:
            pool.shutdown(cancel_futures=True)
            # One of these files took its worker with it, and the pool ends with it. Each is read
            # in a process of its own now, so that only the one that did it fails.
            for task, future in running:
                yield _finished(future) or _alone(task)
        finally:
            pool.shutdown(cancel_futures=True)


def _finished(future: Future[Result]) -> Result | None:
    if future.done() and not future.cancelled() and future.exception() is None:
        return future.result()
    return None


def _alone(task: Task) -> Result:
    start = perf_counter()
    with _pool(1) as pool:
        try:
            return pool.submit(work, task).result()
        except BrokenProcessPool:
            trouble = Trouble(
                "extract",
                "WorkerCrashed",
                "the process that read the file ended abruptly, perhaps for lack of memory. "
                "Try the file alone, with --jobs 1.",
            )
            return Result("", None, trouble, perf_counter() - start)

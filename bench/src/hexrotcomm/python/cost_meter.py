"""Measures what this process needs for the frames it counts, and how late its event loop is."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from pathlib import Path
from typing import Any

# The protocol of the children of all benchmarks.
sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "python"))


class CostMeter:
    def __init__(self) -> None:
        self.frames = 0
        self._delays_ms: list[float] = []
        self._cpu = 0.0
        self._watcher: asyncio.Future[None] | None = None

    async def begin(self) -> dict[str, Any]:
        self.frames = 0
        self._delays_ms = []
        if self._watcher is not None:
            self._watcher.cancel()
        self._watcher = asyncio.ensure_future(self._watch_loop())
        self._cpu = time.process_time()
        return {}

    async def end(self) -> dict[str, Any]:
        used = time.process_time() - self._cpu
        if self._watcher is not None:
            self._watcher.cancel()
        ordered = sorted(self._delays_ms) or [0.0]
        with open("/proc/self/statm") as statm:
            pages = int(statm.read().split()[1])
        return {
            "frames": self.frames,
            "cpuUs": used * 1e6,
            "delayP99Ms": ordered[min(len(ordered) - 1, int(0.99 * len(ordered)))],
            "rssBytes": pages * os.sysconf("SC_PAGE_SIZE"),
        }

    async def _watch_loop(self) -> None:
        last = time.perf_counter()
        while True:
            await asyncio.sleep(0.001)
            now = time.perf_counter()
            self._delays_ms.append((now - last) * 1000)
            last = now

"""A server of many connections with asyncio. Notes when each frame arrives and how late the event loop is."""

from __future__ import annotations

import asyncio
import gc
import os
import time
from typing import Any

from answering import answer_requests
from frame import Body, Header, read_into

BACKLOG = 1024

latencies_us: list[float] = []
delays_ms: list[float] = []
connections = 0


def quantile(values: list[float], part: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    global connections
    connections += 1
    header, body = Header(), Body()
    try:
        while True:
            await read_into(reader, header)
            await read_into(reader, body)
            # The clock of Node's process.hrtime.
            latencies_us.append((time.monotonic_ns() - header.tai_sec) / 1000)
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()
    finally:
        connections -= 1


async def watch_loop() -> None:
    last = time.perf_counter()
    while True:
        await asyncio.sleep(0.001)
        now = time.perf_counter()
        delays_ms.append((now - last) * 1000)
        last = now


async def main() -> None:
    server = await asyncio.start_server(serve, "127.0.0.1", 0, backlog=BACKLOG)
    port = server.sockets[0].getsockname()[1]
    cpu = 0.0
    watcher: asyncio.Future[None] | None = None

    async def listen() -> dict[str, Any]:
        return {"port": port}

    async def seen() -> dict[str, Any]:
        return {"frames": len(latencies_us)}

    async def begin() -> dict[str, Any]:
        nonlocal cpu, watcher
        latencies_us.clear()
        delays_ms.clear()
        if watcher is not None:
            watcher.cancel()
        watcher = asyncio.ensure_future(watch_loop())
        cpu = time.process_time()
        return {}

    async def end() -> dict[str, Any]:
        used = time.process_time() - cpu
        if watcher is not None:
            watcher.cancel()
        return {
            "frames": len(latencies_us),
            "cpuUs": used * 1e6,
            "latencyP50Us": quantile(latencies_us, 0.5),
            "latencyP99Us": quantile(latencies_us, 0.99),
            "delayP50Ms": quantile(delays_ms, 0.5),
            "delayP99Ms": quantile(delays_ms, 0.99),
        }

    async def memory() -> dict[str, Any]:
        gc.collect()
        with open("/proc/self/statm") as statm:
            pages = int(statm.read().split()[1])
        return {"connections": connections, "rssBytes": pages * os.sysconf("SC_PAGE_SIZE")}

    await answer_requests({"listen": listen, "seen": seen, "begin": begin, "end": end, "memory": memory})


if __name__ == "__main__":
    asyncio.run(main())

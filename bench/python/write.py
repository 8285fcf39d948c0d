"""A writer: header and body of each frame as two writes and a drain, with asyncio."""

from __future__ import annotations

import asyncio
import time
from typing import Any

from answering import answer_requests
from frame import DISTINCT_FRAMES, Body, Header, write_from


async def write(frames: int, port: int) -> dict[str, Any]:
    header, body = Header(), Body()
    started, cpu = time.perf_counter(), time.process_time()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for i in range(frames):
        n = i % DISTINCT_FRAMES
        header.counter = n
        body.d17 = n / 2
        await write_from(writer, header, body)
    await reader.read()  # The receiver ends the connection when it has all frames.
    seconds, cpu = time.perf_counter() - started, time.process_time() - cpu
    writer.close()
    return {"frames": frames, "seconds": seconds, "cpuUs": cpu * 1e6}


if __name__ == "__main__":
    asyncio.run(answer_requests({"write": write}))

"""A receiver: reads header and body of each frame with asyncio."""

from __future__ import annotations

import asyncio
import time
from typing import Any

from answering import answer_requests
from frame import Body, Header, read_into


async def receive(frames: int, port: int) -> dict[str, Any]:
    header, body = Header(), Body()
    checksum = 0.0
    started, cpu = time.perf_counter(), time.process_time()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for _ in range(frames):
        await read_into(reader, header)
        await read_into(reader, body)
        checksum += header.counter + body.d17
    seconds, cpu = time.perf_counter() - started, time.process_time() - cpu
    writer.close()
    return {"frames": frames, "checksum": checksum, "seconds": seconds, "cpuUs": cpu * 1e6}


if __name__ == "__main__":
    asyncio.run(answer_requests({"receive": receive}))

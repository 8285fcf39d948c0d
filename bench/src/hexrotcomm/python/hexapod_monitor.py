"""One process that monitors many hexapods, with a task for each."""

from __future__ import annotations

import asyncio
import ctypes
from typing import Any

from cost_meter import CostMeter
from hexapod_frame import FRAME_CONFIG, FRAME_TELEMETRY, Config, Header, Telemetry

from answering import answer_requests

AT_ONCE = 25


async def read_into(reader: asyncio.StreamReader, struct: Any) -> None:
    size = ctypes.sizeof(struct)
    ctypes.memmove(ctypes.byref(struct), await reader.readexactly(size), size)


async def main() -> None:
    meter = CostMeter()
    total = 0.0
    writers: list[asyncio.StreamWriter] = []
    tasks: set[asyncio.Task[None]] = set()

    async def monitor(reader: asyncio.StreamReader) -> None:
        nonlocal total
        header, config, telemetry = Header(), Config(), Telemetry()
        try:
            while True:
                await read_into(reader, header)
                if header.frame_id == FRAME_TELEMETRY:
                    await read_into(reader, telemetry)
                    total += telemetry.state + telemetry.measured_xyz[0]
                    total += telemetry.application_status + telemetry.strut_commanded_delta_pos_m[5]
                    meter.frames += 1
                elif header.frame_id == FRAME_CONFIG:
                    await read_into(reader, config)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass

    async def open_monitors(ports: list[int]) -> dict[str, Any]:
        for i in range(0, len(ports), AT_ONCE):
            pairs = await asyncio.gather(*(asyncio.open_connection("127.0.0.1", p) for p in ports[i : i + AT_ONCE]))
            for reader, writer in pairs:
                writers.append(writer)
                task = asyncio.ensure_future(monitor(reader))
                tasks.add(task)
                task.add_done_callback(tasks.discard)
        return {}

    async def close() -> dict[str, Any]:
        for writer in writers:
            writer.close()
        writers.clear()
        return {}

    await answer_requests({"open": open_monitors, "begin": meter.begin, "end": meter.end, "close": close})


if __name__ == "__main__":
    asyncio.run(main())

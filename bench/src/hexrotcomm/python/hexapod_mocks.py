"""Mock hexapods in one process: each listens on a port of its own and sends telemetry at a given rate."""

from __future__ import annotations

import asyncio
import random
import time
from typing import Any

from cost_meter import CostMeter
from hexapod_frame import FRAME_CONFIG, FRAME_TELEMETRY, Config, Header, Telemetry

from answering import answer_requests

TAI_MINUS_UTC_SEC = 37
POSITION_NOISE = 0.1
ANGLE_NOISE = 1e-6
STATE_ENABLED = 2.0
DDS_COMMAND_SOURCE = 0x400


class Strut:
    """Moves with constant speed from one place to another."""

    def __init__(self) -> None:
        self.start = self.end = 0.0
        self.start_sec = self.end_sec = 0.0
        self.speed = 500.0

    def position(self, now: float) -> float:
        if now >= self.end_sec:
            return self.end
        if now <= self.start_sec:
            return self.start
        direction = 1 if self.end > self.start else -1
        return self.end - direction * self.speed * (self.end_sec - now)

    def velocity(self, now: float) -> float:
        if not self.start_sec < now < self.end_sec:
            return 0.0
        return self.speed if self.end > self.start else -self.speed


class MockHexapod:
    def __init__(self, interval: float) -> None:
        self.interval = interval
        self.header = Header()
        self.config = Config()
        self.telemetry = Telemetry()
        self.telemetry.state = STATE_ENABLED
        self.commanded = [0.0] * 6
        self.struts = [Strut() for _ in range(6)]
        self.port = 0

    async def listen(self) -> None:
        server = await asyncio.start_server(self.serve, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        commands = asyncio.ensure_future(reader.read(60))
        try:
            await self.write(writer, FRAME_CONFIG, self.config)
            due = time.monotonic()
            while not commands.done():
                self.update()
                await self.write(writer, FRAME_TELEMETRY, self.telemetry)
                due = max(due + self.interval, time.monotonic())
                await asyncio.sleep(due - time.monotonic())
        except ConnectionError:
            pass
        finally:
            commands.cancel()
            writer.close()

    async def write(self, writer: asyncio.StreamWriter, frame_id: int, body: Any) -> None:
        now = time.time() + TAI_MINUS_UTC_SEC
        header = self.header
        header.frame_id = frame_id
        header.tai_sec = int(now)
        header.tai_nsec = int((now - header.tai_sec) * 1e9)
        writer.write(bytes(header) + bytes(body))
        await writer.drain()

    def update(self) -> None:
        now = time.time() + TAI_MINUS_UTC_SEC
        telemetry = self.telemetry
        telemetry.application_status = DDS_COMMAND_SOURCE
        for i, strut in enumerate(self.struts):
            telemetry.strut_commanded_delta_pos_m[i] = strut.position(now) + POSITION_NOISE * (random.random() - 0.5)
            telemetry.motor_current[i] = strut.velocity(now) / strut.speed
        for i in range(3):
            telemetry.bus_voltage[i] = 100.0
            telemetry.measured_xyz[i] = self.commanded[i] + POSITION_NOISE * (random.random() - 0.5)
            telemetry.measured_uvw[i] = self.commanded[i + 3] + ANGLE_NOISE * (random.random() - 0.5)
        for i in range(6):
            telemetry.commanded_pos[i] = self.commanded[i]


async def main() -> None:
    meter = CostMeter()
    mocks: list[MockHexapod] = []

    async def open_mocks(count: int, intervalMs: float) -> dict[str, Any]:
        for _ in range(count):
            mock = MockHexapod(intervalMs / 1000)
            await mock.listen()
            mocks.append(mock)
        return {"ports": [mock.port for mock in mocks]}

    await answer_requests({"open": open_mocks, "begin": meter.begin, "end": meter.end})


if __name__ == "__main__":
    asyncio.run(main())

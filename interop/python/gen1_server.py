#!/usr/bin/env python3
"""The CSC's side of generation 1: two listeners, each of which serves one client.

The controller connects to both. Header + config and header + telemetry arrive on the telemetry port, commands leave by
the command port. A second client of an occupied port is accepted and closed at once. When one socket is lost the other
one stays connected.

Instructions (stdin)                                                  Meaning
``{"do": "command", "code": 3, "param1": 3.5}``                       send a command; param1…param6 default to 0
``{"do": "preset", "code": 3, "counter": 4294967294}``                pretend this was the last counter of this code
``{"do": "drop", "socket": "telemetry", "how": "reset"}``             drop "telemetry", "command" or "both"; how: "fin" (default), "reset"
``{"do": "raw", "socket": "command", "hex": "00ff"}``                 write these bytes
``{"do": "status"}``                                                  answer with a status event
``{"do": "quit"}``                                                    end, as does the end of stdin

Events (stdout)
``{"event": "listening", "telemetry_port", "command_port"}``
``{"event": "connection", "command": true, "telemetry": false, "connected": false, "reason": "connect"}``
    what the connect callback sees: once after start, at each change of either socket, once at the end;
    reason: start, connect, eof, instruction, unknown frame id, close, or an OS error text
``{"event": "config", "header": {…}, "config": {…}, "hex"}``          received; hex holds header and body
``{"event": "telemetry", "header": {…}, "telemetry": {…}, "hex"}``    received
``{"event": "command", "counter", "code", "sync_pattern", "params": [6], "hex"}``    sent
``{"event": "rejected", "socket"}``                                   a second client was turned away
``{"event": "unknown_frame_id", "header": {…}, "hex"}``               see --unknown-frame-id
``{"event": "unexpected_data", "socket": "command", "hex"}``          the controller must not write there
``{"event": "status", "command", "telemetry", "connected", "counters": {"<code>": n}, "configs", "telemetries"}``
``{"event": "error", "message", "instruction"}``                      an instruction could not be followed
``{"event": "closed"}``                                               the last line

Needs Python 3.9 or newer and nothing else.
"""

from __future__ import annotations

import argparse
import asyncio
import ctypes

import gen1_wire as wire
from json_lines import Instruction, emit, instructions
from one_client_listener import OneClientListener

MONITOR_READ_BYTES = 1000


class CommandTelemetryServer:
    def __init__(self, args: argparse.Namespace) -> None:
        self.args = args
        self.header = wire.HEADERS[args.generation]()
        self.config = wire.SimpleConfig()
        self.telemetry = wire.SimpleTelemetry()
        self.counters: dict[int, int] = {}
        self.counts = {"configs": 0, "telemetries": 0}
        self.listeners = {
            "telemetry": OneClientListener("telemetry", self.read_telemetry, self.changed),
            "command": OneClientListener("command", self.monitor_command, self.changed),
        }

    async def start(self) -> None:
        args = self.args
        telemetry_port = await self.listeners["telemetry"].listen(args.host, args.port)
        command_port = await self.listeners["command"].listen(args.host, args.port and args.port + 1)
        emit("listening", telemetry_port=telemetry_port, command_port=command_port)
        self.changed("start")

    @property
    def flags(self) -> dict[str, bool]:
        command, telemetry = self.listeners["command"].connected, self.listeners["telemetry"].connected
        return {"command": command, "telemetry": telemetry, "connected": command and telemetry}

    def changed(self, reason: str) -> None:
        emit("connection", **self.flags, reason=reason)

    # From the controller

    async def read_telemetry(self, reader: asyncio.StreamReader) -> str:
        """Read header and body, for ever. Returns the reason for leaving."""
        bodies: dict[int, tuple[str, str, wire.Packed]] = {
            wire.CONFIG_FRAME_ID: ("config", "configs", self.config),
            wire.TELEMETRY_FRAME_ID: ("telemetry", "telemetries", self.telemetry),
        }
        longest = max(ctypes.sizeof(body) for *_, body in bodies.values())
        while True:
            head = await self.read_into(reader, self.header)
            header = self.header.as_dict()
            if self.header.frame_id not in bodies:
                emit("unknown_frame_id", header=header, hex=head.hex())
                if self.args.unknown_frame_id == "break":
                    return "unknown frame id"
                await reader.read(longest)
                continue
            kind, count, body = bodies[self.header.frame_id]
            data = await self.read_into(reader, body)
            self.counts[count] += 1
            emit(kind, header=header, **{kind: body.as_dict()}, hex=(head + data).hex())

    async def read_into(self, reader: asyncio.StreamReader, target: wire.Packed) -> bytes:
        data = await reader.readexactly(ctypes.sizeof(target))
        ctypes.memmove(ctypes.byref(target), data, len(data))
        return data

    async def monitor_command(self, reader: asyncio.StreamReader) -> str:
        """Notice when the command socket is lost. The controller never writes there."""
        while data := await reader.read(MONITOR_READ_BYTES):
            emit("unexpected_data", socket="command", hex=data.hex())
        return "eof"

    # To the controller

    async def put_command(self, code: int, params: dict[str, float]) -> None:
        listener = self.listeners["command"]
        if not listener.connected or listener.writer is None:
            raise ValueError("the command socket is not connected")
        command = wire.Command(code=code, sync_pattern=self.args.sync_pattern, **params)
        command.counter = self.counters.get(code, 0) + 1  # u32: wraps around by itself
        self.counters[code] = command.counter
        data = bytes(command)
        listener.writer.write(data)
        await listener.writer.drain()
        emit(
            "command",
            counter=command.counter,
            code=command.code,
            sync_pattern=command.sync_pattern,
            params=command.params,
            hex=data.hex(),
        )

    # Instructions

    async def obey(self, instruction: Instruction) -> None:
        do = instruction["do"]
        if do == "command":
            params = {name: float(value) for name, value in instruction.items() if name not in ("do", "code")}
            if unknown := set(params) - {f"param{n}" for n in range(1, 7)}:
                raise ValueError(f"a command has no {', '.join(sorted(unknown))}")
            await self.put_command(int(instruction["code"]), params)
        elif do == "preset":
            self.counters[int(instruction["code"])] = int(instruction["counter"])
        elif do == "drop":
            which = instruction.get("socket", "both")
            for name in self.listeners if which == "both" else (which,):
                self.listeners[name].drop("instruction", reset=instruction.get("how") == "reset")
        elif do == "raw":
            listener = self.listeners[instruction["socket"]]
            if not listener.connected or listener.writer is None:
                raise ValueError(f"the {listener.name} socket is not connected")
            listener.writer.write(bytes.fromhex(instruction["hex"]))
            await listener.writer.drain()
        elif do == "status":
            counters = {str(code): counter for code, counter in self.counters.items()}
            emit("status", **self.flags, counters=counters, **self.counts)
        else:
            raise ValueError(f"unknown instruction {do!r}")

    async def close(self) -> None:
        for name in ("command", "telemetry"):
            await self.listeners[name].close()
        self.changed("close")


async def main() -> None:
    parser = argparse.ArgumentParser(description="The CSC's side of generation 1: two listeners for one controller.")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=0, help="telemetry port; command port = port + 1; 0: two free ports")
    parser.add_argument("--generation", choices=sorted(wire.HEADERS), default="gen1")
    parser.add_argument("--sync-pattern", type=lambda s: int(s, 0), default=wire.SIMPLE_SYNC_PATTERN)
    parser.add_argument(
        "--unknown-frame-id",
        choices=["break", "skip"],
        default="break",
        help="break the telemetry connection, or drop what can be read at once and go on (default: %(default)s)",
    )
    args = parser.parse_args()

    wire.check_layout()
    server = CommandTelemetryServer(args)
    await server.start()
    async for instruction in instructions():
        try:
            await server.obey(instruction)
        except (KeyError, TypeError, ValueError, OSError) as e:
            emit("error", message=f"{type(e).__name__}: {e}", instruction=instruction)
    await server.close()
    emit("closed")


if __name__ == "__main__":
    asyncio.run(main())

#!/usr/bin/env python3
"""The CSC's side of generations 2, 3 and 4: it connects to a controller, commands it and reports what it says.

Commands go one at a time: the next one is sent when the one before was answered, or was not answered in time. In gen2
nothing is answered. An answer with a counter that nobody waits for is reported and changes nothing. When one of two
sockets is lost the other one is closed too. A lost connection stays lost until it is told to connect again.

Instructions (stdin)                                                  Meaning
``{"do": "connect"}``                                                 connect (as at the start); counters begin anew
``{"do": "command", "code": 3, "param1": 3.5, "timeout": 5}``         send a command; param1…param6 default to 0; timeout: seconds
``{"do": "preset", "counter": 4294967294, "code": 3}``                pretend this was the last counter; code: in gen2
``{"do": "drop", "socket": "telemetry", "how": "reset"}``             drop "telemetry", "command" or "both"; how: "fin" (default), "reset"
``{"do": "raw", "socket": "command", "hex": "00ff"}``                 write these bytes
``{"do": "status"}``                                                  answer with a status event
``{"do": "quit"}``                                                    end, as does the end of stdin

Events (stdout)
``{"event": "connection", "command": true, "telemetry": false, "connected": false, "reason": "connect"}``
    at each change; reason: connect, eof, instruction, other socket lost, close, or an OS error text
``{"event": "command", "counter", "code", "starts_with", "params": [6], "hex"}``      sent
``{"event": "answer", "header": {…}, "status": 1, "duration", "reason", "reason_hex", "expected": true, "hex"}``
    expected: somebody waits for it; reason_hex: the bytes before a NUL, or all 50
``{"event": "no_answer", "counter", "why": "timeout"}``                timeout, or connection lost
``{"event": "config", "header": {…}, "config": {…}, "hex"}``          received; hex holds header and body
``{"event": "telemetry", "header": {…}, "telemetry": {…}, "hex"}``    received
``{"event": "unknown_frame_id", "socket", "header": {…}, "hex", "dropped"}``    dropped: the bytes read and dropped after it
``{"event": "unexpected_data", "socket": "command", "hex"}``          a controller of gen2 must not write there
``{"event": "status", "command", "telemetry", "connected", "last_counters": {"<code>, or all": n}, "waiting"}``
``{"event": "error", "message", "instruction"}``                      an instruction could not be followed
``{"event": "closed"}``                                               the last line

Needs Python 3.9 or newer and nothing else.
"""

from __future__ import annotations

import argparse
import asyncio
import ctypes
import socket
import struct
from typing import Any

import gen2to4_wire as wire
from json_lines import Instruction, emit, instructions


class Link:
    """One client socket."""

    def __init__(self, name: str, port: int) -> None:
        self.name, self.port = name, port
        self.reader: asyncio.StreamReader | None = None
        self.writer: asyncio.StreamWriter | None = None
        self.drop_reason: str | None = None

    @property
    def connected(self) -> bool:
        return self.writer is not None and not self.writer.is_closing()

    async def open(self, host: str) -> None:
        self.reader, self.writer = await asyncio.open_connection(host, self.port)
        self.drop_reason = None

    def drop(self, reason: str, reset: bool = False) -> None:
        """Close the socket; with reset the peer sees a connection reset in place of an orderly end."""
        if self.writer is None or self.writer.is_closing():
            return
        self.drop_reason = reason
        if reset:
            sock = self.writer.get_extra_info("socket")
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.writer.transport.abort()
        self.writer.close()


class CommandTelemetryClient:
    def __init__(self, args: argparse.Namespace) -> None:
        self.args = args
        self.generation = wire.GENERATIONS[args.generation]
        self.layout = self.generation.devices[args.device]
        ports = (args.port, args.command_port or args.port + 1)
        self.links = {name: Link(name, port) for name, port in zip(self.generation.sockets, ports)}
        self.tasks: list[asyncio.Future[None]] = []
        self.last_counters: dict[str, int] = {}
        self.lock = asyncio.Lock()
        self.waiting: tuple[int, asyncio.Future[None]] | None = None

    def link(self, socket: str) -> Link:
        return self.links[socket if socket in self.links else "link"]

    # Connections

    @property
    def flags(self) -> dict[str, bool]:
        command, telemetry = self.link("command").connected, self.link("telemetry").connected
        return {"command": command, "telemetry": telemetry, "connected": command and telemetry}

    async def connect(self) -> None:
        if any(link.connected for link in self.links.values()):
            raise ValueError("connected already")
        await self.ended()
        self.last_counters = {}
        try:
            await asyncio.gather(*(self.open(link) for link in self.links.values()))
        except OSError:
            for link in self.links.values():
                link.drop("close")
            raise
        self.tasks = [asyncio.ensure_future(self.serve(link)) for link in self.links.values()]

    async def open(self, link: Link) -> None:
        await link.open(self.args.host)
        emit("connection", **self.flags, reason="connect")

    async def serve(self, link: Link) -> None:
        """Read from one socket until it is lost; then both are."""
        reason = "eof"
        try:
            if link.name == "command" and not self.generation.answers:
                await self.discard(link)
            else:
                await self.read(link)
        except asyncio.IncompleteReadError:
            pass
        except OSError as e:
            reason = str(e)
        reason = link.drop_reason or reason
        link.drop(reason)
        if self.waiting is not None and not self.waiting[1].done():
            self.waiting[1].set_exception(ConnectionError("connection lost"))
        emit("connection", **self.flags, reason=reason)
        for other in self.links.values():
            other.drop("other socket lost")

    async def ended(self) -> None:
        await asyncio.gather(*self.tasks)

    # From the controller

    async def discard(self, link: Link) -> None:
        assert link.reader is not None
        while data := await link.reader.read(1000):
            emit("unexpected_data", socket=link.name, hex=data.hex())

    async def read(self, link: Link) -> None:
        assert link.reader is not None
        structs: dict[int, tuple[str, type[wire.Packed]]] = {}
        if link.name != "command":
            structs[self.layout.config_frame_id] = ("config", self.layout.Config)
            structs[self.layout.telemetry_frame_id] = ("telemetry", self.layout.Telemetry)
        if link.name != "telemetry" and self.generation.answers:
            structs[wire.STATUS_FRAME_ID] = ("answer", wire.CommandStatus)
        longest = max(ctypes.sizeof(body) for _, body in structs.values())
        while True:
            head = await link.reader.readexactly(ctypes.sizeof(self.generation.Header))
            header = self.generation.Header.from_buffer_copy(head)
            if header.frame_id not in structs:
                # Nobody knows how long the body is: one read is dropped. On the command socket only the header is.
                dropped = b"" if link.name == "command" else await link.reader.read(longest)
                fields = {"socket": link.name, "header": header.as_dict(), "dropped": dropped.hex()}
                emit("unknown_frame_id", **fields, hex=head.hex())
                continue
            kind, body_type = structs[header.frame_id]
            data = await link.reader.readexactly(ctypes.sizeof(body_type))
            body = body_type.from_buffer_copy(data)
            if isinstance(body, wire.CommandStatus):
                self.answered(header, body, (head + data).hex())
            else:
                emit(kind, header=header.as_dict(), **{kind: body.as_dict()}, hex=(head + data).hex())

    def answered(self, header: Any, status: wire.CommandStatus, digits: str) -> None:
        expected = self.waiting is not None and self.waiting[0] == header.counter and not self.waiting[1].done()
        if expected and self.waiting is not None:
            self.waiting[1].set_result(None)
        fields = {"header": header.as_dict(), **status.as_dict(), "reason_hex": wire.reason_of(status).hex()}
        emit("answer", **fields, expected=expected, hex=digits)

    # To the controller

    async def command(self, code: int, params: dict[str, float], timeout: float) -> None:
        async with self.lock:
            link = self.link("command")
            if not link.connected or link.writer is None:
                raise ValueError("not connected")
            key = str(code) if self.generation.counter_per_code else "all"
            last = self.last_counters.get(key, self.generation.first_counter - 1)
            command = wire.new_command(self.generation, self.layout, code, (last + 1) % 2**32, params)
            self.last_counters[key] = command.counter
            answer: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            if self.generation.answers:
                self.waiting = (command.counter, answer)
            link.writer.write(bytes(command))
            emit(
                "command",
                counter=command.counter,
                code=command.code,
                starts_with=getattr(command, command._fields_[0][0]),
                params=command.params,
                hex=bytes(command).hex(),
            )
            if not self.generation.answers:
                return
            try:
                await asyncio.wait_for(answer, timeout)
            except asyncio.TimeoutError:
                emit("no_answer", counter=command.counter, why="timeout")
            except ConnectionError as e:
                emit("no_answer", counter=command.counter, why=str(e))
            finally:
                self.waiting = None

    # Instructions

    async def obey(self, instruction: Instruction) -> None:
        do = instruction["do"]
        if do == "connect":
            await self.connect()
        elif do == "command":
            others = ("do", "code", "timeout")
            params = {name: float(value) for name, value in instruction.items() if name not in others}
            if unknown := set(params) - {name for name, _ in wire.PARAMS}:
                raise ValueError(f"a command has no {', '.join(sorted(unknown))}")
            await self.command(int(instruction["code"]), params, float(instruction.get("timeout", 5)))
        elif do == "preset":
            key = str(instruction["code"]) if self.generation.counter_per_code else "all"
            self.last_counters[key] = int(instruction["counter"])
        elif do == "drop":
            which = instruction.get("socket", "both")
            for name in ("telemetry", "command") if which == "both" else (which,):
                self.link(name).drop("instruction", reset=instruction.get("how") == "reset")
        elif do == "raw":
            link = self.link(instruction["socket"])
            if not link.connected or link.writer is None:
                raise ValueError(f"the {link.name} socket is not connected")
            link.writer.write(bytes.fromhex(instruction["hex"]))
            await link.writer.drain()
        elif do == "status":
            waiting = None if self.waiting is None else self.waiting[0]
            emit("status", **self.flags, last_counters=self.last_counters, waiting=waiting)
        else:
            raise ValueError(f"unknown instruction {do!r}")

    async def follow(self, instruction: Instruction) -> None:
        try:
            await self.obey(instruction)
        except (KeyError, TypeError, ValueError, OSError) as e:
            emit("error", message=f"{type(e).__name__}: {e}", instruction=instruction)

    async def close(self) -> None:
        for link in self.links.values():
            link.drop("close")
        await self.ended()


async def main() -> None:
    parser = argparse.ArgumentParser(description="The CSC's side of generations 2, 3 and 4.")
    parser.add_argument("--host", default="127.0.0.1", help="where the controller listens (default: %(default)s)")
    parser.add_argument("--port", type=int, required=True, help="of telemetry, or of everything")
    parser.add_argument("--command-port", type=int, help="default: the next one; gen4 has none")
    parser.add_argument("--generation", choices=sorted(wire.GENERATIONS), default="gen4")
    parser.add_argument("--device", choices=["hexapod", "rotator", "simple"], default="simple", help="others: gen4 only")
    args = parser.parse_args()
    if args.device not in wire.GENERATIONS[args.generation].devices:
        parser.error(f"no {args.device} in {args.generation}")

    wire.check_layout()
    client = CommandTelemetryClient(args)
    await client.follow({"do": "connect"})
    commands: set[asyncio.Future[None]] = set()
    async for instruction in instructions():
        if instruction["do"] == "command":
            # A command waits for its turn and its answer; other instructions do not wait for it.
            task = asyncio.ensure_future(client.follow(instruction))
            commands.add(task)
            task.add_done_callback(commands.discard)
        else:
            await client.follow(instruction)
    await client.close()
    await asyncio.gather(*commands)
    emit("closed")


if __name__ == "__main__":
    asyncio.run(main())

#!/usr/bin/env python3
"""A simulated low-level controller of generation 2, 3 or 4: it listens, and serves one client at a time.

gen2 and gen3 have two ports: config and telemetry leave by one, commands arrive at the other; gen3 answers them there.
gen4 has one port for everything. When one of two sockets is lost the other one is closed too, and a new pair may come.
The config is the first message on each new connection.

Instructions (stdin)                                              Meaning
``{"do": "config", "max_position": 20}``                          change the named config fields, send the config
``{"do": "set_state", "state": "FAULT"}``                         change the state without a command
``{"do": "duration", "seconds": 3.25}``                           what commands are expected to take from now on
``{"do": "answers", "are": "manual"}``                            commands are executed and not answered; "automatic": they are
``{"do": "answer", "counter": 7, "status": 1, "duration": 2, "reason": "…"}``
    send an answer, wanted or not; reason_hex in place of reason: these bytes
``{"do": "frames", "list": ["telemetry", 1025, "config"], "body": "00ff", "socket": "command"}``
    send these messages in one write; a number is a frame id with these body bytes (default none); socket: default telemetry
``{"do": "drop", "socket": "telemetry", "how": "reset"}``         drop "telemetry", "command" or "both"; how: "fin" (default), "reset"
``{"do": "raw", "socket": "telemetry", "hex": "00ff"}``           write these bytes between two messages
``{"do": "pause"}``, ``{"do": "resume"}``                         stop and go on sending telemetry; sockets stay open
``{"do": "status"}``                                              answer with a status event
``{"do": "quit"}``                                                end, as does the end of stdin

Events (stdout)
``{"event": "listening", "telemetry_port", "command_port"}``      the same port twice in gen4
``{"event": "connection", "command": true, "telemetry": true, "connected": true, "reason": "connect"}``
    at each change; reason: connect, eof, instruction, other socket lost, or an OS error text
``{"event": "command", "counter", "code", "starts_with", "params": [6], "accepted", "reason", "state", "hex"}``
    a command came in; starts_with: sync pattern or commander; reason: why it was refused, else null
``{"event": "answer", "header": {…}, "status", "duration", "reason", "hex"}``    sent; hex holds header and body
``{"event": "config", "header": {…}, "config": {…}, "hex"}``       sent
``{"event": "telemetry", "header": {…}, "telemetry": {…}, "hex"}`` sent
``{"event": "unknown", "header": {…}, "hex"}``                     sent: a frame that nobody can know
``{"event": "unexpected_data", "socket": "telemetry", "hex"}``     the client must not write there
``{"event": "rejected", "socket"}``                                a second client was turned away
``{"event": "status", "command", "telemetry", "connected", "state", "config": {…}, "body": {…}, "commands", "refused"}``
    body: the telemetry as it would be sent
``{"event": "error", "message", "instruction"}``                   an instruction could not be followed
``{"event": "closed"}``                                            the last line

Needs Python 3.9 or newer and nothing else.
"""

from __future__ import annotations

import argparse
import asyncio
import ctypes
import errno
from typing import Any

import gen2to4_wire as wire
from json_lines import Instruction, emit, instructions
from moog_devices import Hexapod, Rotator
from one_client_listener import OneClientListener
from simple_device import FULL, SHORT, CommandRefused, ControllerState, SimpleDevice

DEVICES = {"simple": SimpleDevice, "hexapod": Hexapod, "rotator": Rotator}
PORT_ATTEMPTS = 50


class Controller:
    def __init__(self, args: argparse.Namespace) -> None:
        self.args = args
        self.generation = wire.GENERATIONS[args.generation]
        self.layout = self.generation.devices[args.device]
        short = args.generation == "gen4"
        state = args.initial_state or ("STANDBY" if short else "OFFLINE")
        self.device = DEVICES[args.device](
            self.layout.Config(),
            self.layout.Telemetry(),
            self.layout.codes,
            SHORT if short else FULL,
            ControllerState[state],
        )
        self.duration = 0.0
        self.automatic = True
        self.sending = asyncio.Event()
        self.sending.set()
        # With --split header and body are separate writes: nothing else may be written between them.
        self.write_lock = asyncio.Lock()
        self.counts = {"commands": 0, "refused": 0}
        serve = {"telemetry": self.serve_telemetry, "command": self.serve_commands, "link": self.serve_link}
        self.listeners = {name: OneClientListener(name, serve[name], self.changed) for name in self.generation.sockets}

    def listener(self, socket: str) -> OneClientListener:
        return self.listeners[socket if socket in self.listeners else "link"]

    # Connections

    async def listen(self) -> None:
        """Listen; the command port is the next one. Port 0: two free neighbours are looked for."""
        host, port = self.args.host, self.args.port
        first, *others = self.listeners.values()
        for attempt in range(PORT_ATTEMPTS):
            telemetry_port = command_port = await first.listen(host, port)
            try:
                for other in others:
                    command_port = await other.listen(host, telemetry_port + 1)
                break
            except OSError as e:
                if port != 0 or e.errno != errno.EADDRINUSE or attempt == PORT_ATTEMPTS - 1:
                    raise
                first.server.close()
        emit("listening", telemetry_port=telemetry_port, command_port=command_port)

    @property
    def flags(self) -> dict[str, bool]:
        command, telemetry = self.listener("command").connected, self.listener("telemetry").connected
        return {"command": command, "telemetry": telemetry, "connected": command and telemetry}

    def changed(self, reason: str) -> None:
        emit("connection", **self.flags, reason=reason)
        if reason not in ("connect", "other socket lost"):
            for listener in self.listeners.values():
                listener.drop("other socket lost")

    async def serve_telemetry(self, reader: asyncio.StreamReader) -> str:
        return await self.first_of(self.write_telemetry(), self.discard(reader))

    async def serve_commands(self, reader: asyncio.StreamReader) -> str:
        return await self.read_commands(reader)

    async def serve_link(self, reader: asyncio.StreamReader) -> str:
        return await self.first_of(self.write_telemetry(), self.read_commands(reader))

    async def first_of(self, *coroutines: Any) -> str:
        """Run all until one ends, and end as that one did."""
        tasks = [asyncio.ensure_future(one) for one in coroutines]
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            return str(done.pop().result())
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def discard(self, reader: asyncio.StreamReader) -> str:
        """Notice when the telemetry socket is lost. The client never writes there."""
        while data := await reader.read(1000):
            emit("unexpected_data", socket="telemetry", hex=data.hex())
        return "eof"

    # Commands

    async def read_commands(self, reader: asyncio.StreamReader) -> str:
        size = ctypes.sizeof(self.generation.Command)
        while True:
            data = await reader.readexactly(size)
            command = self.generation.Command.from_buffer_copy(data)
            self.counts["commands"] += 1
            reason = None
            try:
                self.device.run(command)
            except CommandRefused as e:
                reason = str(e)
                self.counts["refused"] += 1
            emit(
                "command",
                counter=command.counter,
                code=command.code,
                starts_with=getattr(command, command._fields_[0][0]),
                params=command.params,
                accepted=reason is None,
                reason=reason,
                state=self.device.state.name,
                hex=data.hex(),
            )
            if self.device.config_changed:
                self.device.config_changed = False
                await self.send("telemetry", [self.frame("config")])
            if self.generation.answers and self.automatic:
                status, duration = (wire.ACK, self.duration) if reason is None else (wire.NO_ACK, 0)
                await self.answer(command.counter, status, duration, (reason or "").encode())

    async def answer(self, counter: int, status: int, duration: float, reason: bytes) -> None:
        body = wire.CommandStatus(status, duration, reason[: wire.REASON_BYTES])
        header = self.header(wire.STATUS_FRAME_ID, counter)
        fields = {"header": header.as_dict(), **body.as_dict()}
        await self.send("command", [("answer", bytes(header), bytes(body), fields)])

    # Messages: kind, bytes of the header, bytes of the body, fields for the event

    def header(self, frame_id: int, counter: int = 0) -> Any:
        header = self.generation.Header(frame_id=frame_id, counter=counter)
        header.set_time()
        return header

    def frame(self, kind: str) -> tuple[str, bytes, bytes, dict[str, Any]]:
        if kind == "config":
            frame_id, body = self.layout.config_frame_id, self.device.config
        elif kind == "telemetry":
            self.device.update()
            frame_id, body = self.layout.telemetry_frame_id, self.device.telemetry
        else:
            raise ValueError(f"no such message: {kind!r}")
        header = self.header(frame_id)
        return kind, bytes(header), bytes(body), {"header": header.as_dict(), kind: body.as_dict()}

    async def send(self, socket: str, frames: list[tuple[str, bytes, bytes, dict[str, Any]]]) -> None:
        listener = self.listener(socket)
        writer = listener.writer
        if not listener.connected or writer is None:
            return
        async with self.write_lock:
            if self.args.split:
                for _, head, body, _ in frames:
                    for part in (head, body):
                        writer.write(part)
                        await writer.drain()
            else:
                writer.write(b"".join(head + body for _, head, body, _ in frames))
                await writer.drain()
        for kind, head, body, fields in frames:
            emit(kind, **fields, hex=(head + body).hex())

    async def write_telemetry(self) -> str:
        """Config once, then telemetry, for as long as the client is there."""
        await self.send("telemetry", [self.frame("config")])
        while True:
            await self.sending.wait()
            await self.send("telemetry", [self.frame("telemetry")])
            await asyncio.sleep(self.args.telemetry_interval)

    # Instructions

    async def obey(self, instruction: Instruction) -> None:
        do = instruction["do"]
        if do == "config":
            names = [name for name, *_ in self.layout.Config._fields_]
            for name, value in instruction.items():
                if name != "do":
                    if name not in names:
                        raise ValueError(f"config has no field {name!r}")
                    setattr(self.device.config, name, value)
            await self.send("telemetry", [self.frame("config")])
        elif do == "set_state":
            self.device.set_state(ControllerState[instruction["state"]])
        elif do == "duration":
            self.duration = float(instruction["seconds"])
        elif do == "answers":
            self.automatic = {"automatic": True, "manual": False}[instruction["are"]]
        elif do == "answer":
            text = instruction.get("reason", "").encode()
            reason = bytes.fromhex(instruction["reason_hex"]) if "reason_hex" in instruction else text
            counter, status = int(instruction["counter"]), int(instruction.get("status", wire.ACK))
            await self.answer(counter, status, float(instruction.get("duration", 0)), reason)
        elif do == "frames":
            body = bytes.fromhex(instruction.get("body", ""))
            frames = [self.frame(one) if isinstance(one, str) else self.unknown(one, body) for one in instruction["list"]]
            await self.send(instruction.get("socket", "telemetry"), frames)
        elif do == "drop":
            which = instruction.get("socket", "both")
            for name in ("telemetry", "command") if which == "both" else (which,):
                self.listener(name).drop("instruction", reset=instruction.get("how") == "reset")
        elif do == "raw":
            listener = self.listener(instruction["socket"])
            if not listener.connected or listener.writer is None:
                raise ValueError(f"the {listener.name} socket is not connected")
            async with self.write_lock:
                listener.writer.write(bytes.fromhex(instruction["hex"]))
                await listener.writer.drain()
        elif do == "pause":
            self.sending.clear()
        elif do == "resume":
            self.sending.set()
        elif do == "status":
            config, body = self.device.config.as_dict(), self.device.telemetry.as_dict()
            emit("status", **self.flags, state=self.device.state.name, config=config, body=body, **self.counts)
        else:
            raise ValueError(f"unknown instruction {do!r}")

    def unknown(self, frame_id: int, body: bytes) -> tuple[str, bytes, bytes, dict[str, Any]]:
        header = self.header(frame_id)
        return "unknown", bytes(header), body, {"header": header.as_dict()}

    async def close(self) -> None:
        for listener in self.listeners.values():
            await listener.close()


async def main() -> None:
    parser = argparse.ArgumentParser(description="A simulated low-level controller of generation 2, 3 or 4.")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=0, help="of telemetry, or of everything; 0 (default): a free one")
    parser.add_argument("--generation", choices=sorted(wire.GENERATIONS), default="gen4")
    parser.add_argument("--device", choices=sorted(DEVICES), default="simple", help="hexapod, rotator: gen4 only")
    parser.add_argument("--telemetry-interval", type=float, default=0.1, help="seconds (default: %(default)s)")
    parser.add_argument("--initial-state", choices=[s.name for s in ControllerState], help="default: STANDBY or OFFLINE")
    parser.add_argument("--split", action="store_true", help="write header and body one after the other")
    args = parser.parse_args()
    if args.device not in wire.GENERATIONS[args.generation].devices:
        parser.error(f"no {args.device} in {args.generation}")

    wire.check_layout()
    controller = Controller(args)
    await controller.listen()
    async for instruction in instructions():
        try:
            await controller.obey(instruction)
        except (KeyError, TypeError, ValueError, OSError) as e:
            emit("error", message=f"{type(e).__name__}: {e}", instruction=instruction)
    await controller.close()
    emit("closed")


if __name__ == "__main__":
    asyncio.run(main())

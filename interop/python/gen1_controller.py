#!/usr/bin/env python3
"""A simulated low-level controller of generation 1: the TCP client on both sockets.

It writes header + config and header + telemetry to the telemetry port and reads commands from the command port.
A lost socket is connected again, after which commands and telemetry work as before and the config is sent again.

Instructions (stdin)                                              Meaning
``{"do": "config", "max_position": 20}``                          change the named config fields, send the config
``{"do": "set_state", "state": "FAULT"}``                         change the state without a command
``{"do": "drop", "socket": "telemetry", "how": "reset"}``         drop "telemetry", "command" or "both"; how: "fin" (default), "reset"
``{"do": "raw", "socket": "telemetry", "hex": "00ff"}``           write these bytes between two messages
``{"do": "pause"}``, ``{"do": "resume"}``                         stop and go on sending telemetry; sockets stay open
``{"do": "hold"}``, ``{"do": "release"}``                         stay away after a loss; connect again
``{"do": "status"}``                                              answer with a status event
``{"do": "quit"}``                                                end, as does the end of stdin

Events (stdout)
``{"event": "connection", "command": true, "telemetry": true, "connected": true, "reason": "connect"}``
    at each change of either socket; reason: connect, eof, instruction, unknown command code, other socket lost, or an OS error text
``{"event": "command", "counter", "code", "sync_pattern", "params": [6], "accepted", "reason", "state", "hex"}``
    a command came in; reason: why it was refused (which the peer cannot see in this generation), else null
``{"event": "config", "header": {…}, "config": {…}, "hex"}``       sent; hex holds header and body
``{"event": "telemetry", "header": {…}, "telemetry": {…}, "hex"}`` sent
``{"event": "status", "command", "telemetry", "connected", "state", "offline_substate", "curr_position", "cmd_position",
   "config": {…}, "commands", "refused", "configs", "telemetries", "connects": {"command", "telemetry"}}``
``{"event": "error", "message", "instruction"}``                   an instruction could not be followed
``{"event": "closed"}``                                            the last line

Needs Python 3.9 or newer and nothing else.
"""

from __future__ import annotations

import argparse
import asyncio
import socket
import struct

import gen1_wire as wire
from json_lines import Instruction, emit, instructions
from simple_device import FULL, CommandRefused, ControllerState, SimpleDevice

SOCKETS = ("telemetry", "command")


class Link:
    """One client socket that is connected again whenever it is lost."""

    def __init__(self, name: str, port: int) -> None:
        self.name = name
        self.port = port
        self.reader: asyncio.StreamReader | None = None
        self.writer: asyncio.StreamWriter | None = None
        self.drop_reason: str | None = None
        self.connects = 0

    @property
    def connected(self) -> bool:
        return self.writer is not None and not self.writer.is_closing()

    async def open(self, host: str) -> None:
        self.reader, self.writer = await asyncio.open_connection(host, self.port)
        self.drop_reason = None
        self.connects += 1

    def drop(self, reason: str, reset: bool = False) -> None:
        """Close the socket; with reset the peer sees a connection reset in place of an orderly end."""
        if self.writer is None:
            return
        self.drop_reason = reason
        if reset:
            sock = self.writer.get_extra_info("socket")
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.writer.transport.abort()
        self.writer.close()

    def forget(self) -> None:
        self.drop("eof")
        self.reader = self.writer = None


class Controller:
    def __init__(self, args: argparse.Namespace) -> None:
        self.args = args
        self.device = SimpleDevice(
            wire.SimpleConfig(), wire.SimpleTelemetry(), wire.CommandCode, FULL, ControllerState[args.initial_state]
        )
        self.header = wire.HEADERS[args.generation]()
        self.links = {"telemetry": Link("telemetry", args.telemetry_port), "command": Link("command", args.command_port)}
        self.config_due = False
        self.both_connected = asyncio.Event()
        self.sending = asyncio.Event()
        self.sending.set()
        self.released = asyncio.Event()
        self.released.set()
        # Header and body are separate writes: nothing else may be written between them.
        self.write_lock = asyncio.Lock()
        self.counts = {"commands": 0, "refused": 0, "configs": 0, "telemetries": 0}

    # Connections

    @property
    def flags(self) -> dict[str, bool]:
        command, telemetry = self.links["command"].connected, self.links["telemetry"].connected
        return {"command": command, "telemetry": telemetry, "connected": command and telemetry}

    async def run_link(self, link: Link) -> None:
        """Keep one socket connected, for ever."""
        while True:
            await self.released.wait()
            try:
                await link.open(self.args.host)
            except OSError:
                await asyncio.sleep(self.args.reconnect_interval)
                continue
            emit("connection", **self.flags, reason="connect")
            if self.flags["connected"]:
                self.config_due = True
                self.both_connected.set()
            reason = "eof"
            try:
                if link.name == "command":
                    await self.read_commands(link)
                else:
                    await self.write_telemetry_until_lost(link)
            except asyncio.IncompleteReadError:
                pass
            except OSError as e:
                reason = str(e)
            reason = link.drop_reason or reason
            link.forget()
            emit("connection", **self.flags, reason=reason)
            if self.args.on_loss == "both":
                self.links["telemetry" if link.name == "command" else "command"].drop("other socket lost")
            await asyncio.sleep(self.args.reconnect_interval)

    # Commands

    async def read_commands(self, link: Link) -> None:
        assert link.reader is not None
        size = len(bytes(wire.Command()))
        while True:
            data = await link.reader.readexactly(size)
            command = wire.Command.from_buffer_copy(data)
            self.counts["commands"] += 1
            reason = None
            known = command.code in set(wire.CommandCode)
            if known:
                try:
                    self.device.run(command)
                except CommandRefused as e:
                    reason = str(e)
            else:
                reason = "unknown command code"
            if reason is not None:
                self.counts["refused"] += 1
            emit(
                "command",
                counter=command.counter,
                code=command.code,
                sync_pattern=command.sync_pattern,
                params=command.params,
                accepted=reason is None,
                reason=reason,
                state=self.device.state.name,
                hex=data.hex(),
            )
            if not known:
                # The original's mock leaves its loop here and opens the command socket anew.
                link.drop("unknown command code")
                return

    # Telemetry

    async def write_telemetry_until_lost(self, link: Link) -> None:
        """Write config and telemetry; end as soon as the peer closes the socket, on which it never writes."""
        assert link.reader is not None
        writing = asyncio.ensure_future(self.write_telemetry(link))
        reading = asyncio.ensure_future(link.reader.read())
        try:
            await asyncio.wait({writing, reading}, return_when=asyncio.FIRST_COMPLETED)
            if reading.done() and not writing.done():
                reading.result()
            else:
                writing.result()
        finally:
            for task in (writing, reading):
                task.cancel()
            await asyncio.gather(writing, reading, return_exceptions=True)

    async def write_telemetry(self, link: Link) -> None:
        await self.both_connected.wait()
        while True:
            if self.config_due:
                self.config_due = False
                await self.write_message(link, wire.CONFIG_FRAME_ID, self.device.config, "config")
            if self.sending.is_set():
                self.device.update()
                await self.write_message(link, wire.TELEMETRY_FRAME_ID, self.device.telemetry, "telemetry")
            await asyncio.sleep(self.args.telemetry_interval)

    async def write_message(self, link: Link, frame_id: int, body: wire.Packed, kind: str) -> None:
        assert link.writer is not None
        async with self.write_lock:
            self.header.frame_id = frame_id
            self.header.set_time(wire.now_ns())
            head, data = bytes(self.header), bytes(body)
            header, fields = self.header.as_dict(), body.as_dict()
            if self.args.glue:
                link.writer.write(head + data)
            else:
                link.writer.write(head)
                await link.writer.drain()
                link.writer.write(data)
            await link.writer.drain()
        self.counts["configs" if kind == "config" else "telemetries"] += 1
        emit(kind, header=header, **{kind: fields}, hex=(head + data).hex())

    # Instructions

    async def obey(self, instruction: Instruction) -> None:
        do = instruction["do"]
        if do == "config":
            names = [name for name, *_ in wire.SimpleConfig._fields_]
            for name, value in instruction.items():
                if name != "do":
                    if name not in names:
                        raise ValueError(f"config has no field {name!r}")
                    setattr(self.device.config, name, value)
            telemetry = self.links["telemetry"]
            if telemetry.connected:
                await self.write_message(telemetry, wire.CONFIG_FRAME_ID, self.device.config, "config")
        elif do == "set_state":
            self.device.set_state(ControllerState[instruction["state"]])
        elif do == "drop":
            which = instruction.get("socket", "both")
            for name in SOCKETS if which == "both" else (which,):
                self.links[name].drop("instruction", reset=instruction.get("how") == "reset")
        elif do == "raw":
            link = self.links[instruction["socket"]]
            if not link.connected or link.writer is None:
                raise ValueError(f"the {link.name} socket is not connected")
            async with self.write_lock:
                link.writer.write(bytes.fromhex(instruction["hex"]))
                await link.writer.drain()
        elif do == "pause":
            self.sending.clear()
        elif do == "resume":
            self.sending.set()
        elif do == "hold":
            self.released.clear()
        elif do == "release":
            self.released.set()
        elif do == "status":
            self.report()
        else:
            raise ValueError(f"unknown instruction {do!r}")

    def report(self) -> None:
        telemetry = self.device.telemetry
        emit(
            "status",
            **self.flags,
            state=self.device.state.name,
            offline_substate=int(telemetry.offline_substate),
            curr_position=telemetry.curr_position,
            cmd_position=telemetry.cmd_position,
            config=self.device.config.as_dict(),
            **self.counts,
            connects={name: self.links[name].connects for name in SOCKETS},
        )


async def main() -> None:
    parser = argparse.ArgumentParser(description="A simulated low-level controller of generation 1.")
    parser.add_argument("--host", default="127.0.0.1", help="where the server listens (default: %(default)s)")
    parser.add_argument("--telemetry-port", type=int, required=True)
    parser.add_argument("--command-port", type=int, help="default: telemetry port + 1")
    parser.add_argument("--generation", choices=sorted(wire.HEADERS), default="gen1")
    parser.add_argument("--telemetry-interval", type=float, default=0.1, help="seconds (default: %(default)s)")
    parser.add_argument("--reconnect-interval", type=float, default=0.1, help="seconds (default: %(default)s)")
    parser.add_argument("--initial-state", choices=[s.name for s in ControllerState], default="OFFLINE")
    parser.add_argument("--glue", action="store_true", help="write header and body as one")
    parser.add_argument(
        "--on-loss",
        choices=["one", "both"],
        default="one",
        help="after a loss connect only that socket again, or close the other one too (default: %(default)s)",
    )
    args = parser.parse_args()
    if args.command_port is None:
        args.command_port = args.telemetry_port + 1

    wire.check_layout()
    controller = Controller(args)
    links = [asyncio.ensure_future(controller.run_link(link)) for link in controller.links.values()]
    async for instruction in instructions():
        try:
            await controller.obey(instruction)
        except (KeyError, TypeError, ValueError, OSError) as e:
            emit("error", message=f"{type(e).__name__}: {e}", instruction=instruction)
    for task in links:
        task.cancel()
    await asyncio.gather(*links, return_exceptions=True)
    for link in controller.links.values():
        link.forget()
    emit("closed")


if __name__ == "__main__":
    asyncio.run(main())

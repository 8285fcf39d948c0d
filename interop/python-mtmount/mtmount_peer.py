#!/usr/bin/env python3
"""One end of the mount's link: listens, connects when told to, and reports what it receives.

Instructions: {"do": "connect", "port": 50005}, {"do": "send", "kind": "DoneReply", "values": {"sequence_id": 7}},
{"do": "send_hex", "hex": "0d0a"}, {"do": "disconnect"}, {"do": "quit"}. With --answer every command is answered at once
with Ack and Done, but track commands with Ack alone.
"""

from __future__ import annotations

import argparse
import asyncio
import pathlib
import sys
from typing import Any

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "python"))

from json_lines import emit, instructions  # noqa: E402

import mtmount_wire as wire  # noqa: E402


class Peer:
    """Both sockets of one end."""

    def __init__(self, host: str, reads_replies: bool, answers: bool) -> None:
        self.host = host
        self.reads_replies = reads_replies
        self.answers = answers
        self.writer: asyncio.StreamWriter | None = None

    async def listen(self, port: int) -> asyncio.Server:
        server = await asyncio.start_server(self.serve, self.host, port)
        emit("listening", port=server.sockets[0].getsockname()[1])
        return server

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Read messages from the other end until it is gone."""
        emit("peer_connected")
        try:
            while True:
                line = await reader.readuntil(b"\r\n")
                self.receive(line)
        except (asyncio.IncompleteReadError, ConnectionError):
            emit("peer_disconnected")
        finally:
            writer.close()

    def receive(self, line: bytes) -> None:
        try:
            kind, values = wire.decode(line, self.reads_replies)
        except ValueError as e:
            emit("bad", hex=line.hex(), message=str(e))
            return
        emit("message", kind=kind, values=values, hex=line.hex())
        if self.answers:
            answer = {"sequence_id": values["sequence_id"], "source": values["source"]}
            self.write(wire.encode("AckReply", {**answer, "timeout_ms": 0}))
            if not kind.endswith("Track"):
                self.write(wire.encode("DoneReply", answer))

    async def connect(self, port: int) -> None:
        """Connect to where the other end listens, trying until it does."""
        while True:
            try:
                reader, self.writer = await asyncio.open_connection(self.host, port)
                break
            except OSError:
                await asyncio.sleep(0.02)
        emit("connected", port=port)
        # Nothing comes on this connection but its end.
        await reader.read()
        emit("disconnected")

    def write(self, data: bytes) -> None:
        if self.writer is None:
            emit("error", message="not connected")
        else:
            self.writer.write(data)

    def obey(self, instruction: dict[str, Any]) -> None:
        if instruction["do"] == "send":
            self.write(wire.encode(instruction["kind"], instruction["values"]))
        elif instruction["do"] == "send_hex":
            self.write(bytes.fromhex(instruction["hex"]))
        elif instruction["do"] == "disconnect":
            if self.writer is not None:
                self.writer.close()
                self.writer = None
        else:
            emit("error", message=f"unknown instruction {instruction['do']}")


async def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--role", choices=["csc", "controller"], required=True)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--answer", action="store_true")
    args = parser.parse_args()
    peer = Peer(args.host, args.role == "csc", args.answer)
    server = await peer.listen(args.port)
    connecting: set[asyncio.Task[None]] = set()
    async for instruction in instructions():
        if instruction["do"] == "connect":
            connecting.add(asyncio.create_task(peer.connect(instruction["port"])))
        else:
            try:
                peer.obey(instruction)
            except (KeyError, ValueError, TypeError) as e:
                emit("error", message=f"{type(e).__name__}: {e}")
    server.close()
    for task in connecting:
        task.cancel()


asyncio.run(main())

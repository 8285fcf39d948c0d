"""A server that acknowledges commands with asyncio: header and body read one by one, written one by one."""

from __future__ import annotations

import asyncio
import ctypes
from typing import Any

from answering import answer_requests
from frame import Header, Packed, read_into, write_from


class CommandBody(Packed):
    _fields_ = [("bytes", ctypes.c_uint8 * 100)]


class AckBody(Packed):
    _fields_ = [("bytes", ctypes.c_uint8 * 40)]


async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    header, command, ack_header, ack = Header(), CommandBody(), Header(), AckBody()
    try:
        while True:
            await read_into(reader, header)
            await read_into(reader, command)
            ack_header.counter = header.counter
            await write_from(writer, ack_header, ack)
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()


async def main() -> None:
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]

    async def listen() -> dict[str, Any]:
        return {"port": port}

    await answer_requests({"listen": listen})


if __name__ == "__main__":
    asyncio.run(main())

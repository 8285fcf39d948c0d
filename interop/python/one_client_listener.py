"""A listener that serves one client at a time; further ones are accepted and closed at once."""

from __future__ import annotations

import asyncio
import socket
import struct
from typing import Awaitable, Callable

from json_lines import emit


class OneClientListener:
    """Serves one client at a time."""

    def __init__(
        self,
        name: str,
        serve: Callable[[asyncio.StreamReader], Awaitable[str]],
        changed: Callable[[str], None],
    ) -> None:
        self.name = name
        self.serve = serve
        self.changed = changed
        self.reader: asyncio.StreamReader | None = None
        self.writer: asyncio.StreamWriter | None = None
        self.drop_reason: str | None = None
        self.task: asyncio.Future[None] | None = None

    @property
    def connected(self) -> bool:
        return (
            self.reader is not None
            and not self.reader.at_eof()
            and self.writer is not None
            and not self.writer.is_closing()
        )

    async def listen(self, host: str, port: int) -> int:
        self.server = await asyncio.start_server(self._accept, host, port)
        return int(self.server.sockets[0].getsockname()[1])

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.connected:
            emit("rejected", socket=self.name)
            writer.close()
            return
        if self.writer is not None:
            # The old client is gone, which its own task has not noticed yet: old one out first, then the new one in.
            self._leave("eof")
        self.reader, self.writer, self.drop_reason = reader, writer, None
        self.changed("connect")
        self.task = asyncio.ensure_future(self._serve(reader, writer))

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        reason = "eof"
        try:
            reason = await self.serve(reader)
        except asyncio.IncompleteReadError:
            pass
        except OSError as e:
            reason = str(e)
        if self.writer is writer:
            self._leave(self.drop_reason or reason)

    def _leave(self, reason: str) -> None:
        if self.writer is not None:
            self.writer.close()
            self.reader = self.writer = None
            self.changed(reason)

    def drop(self, reason: str, reset: bool = False) -> None:
        """Close the client; with reset it sees a connection reset in place of an orderly end."""
        if self.writer is None:
            return
        self.drop_reason = reason
        if reset:
            sock = self.writer.get_extra_info("socket")
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.writer.transport.abort()
        self.writer.close()

    async def close(self) -> None:
        self.server.close()
        if self.writer is not None:
            self.writer.close()
        self.reader = self.writer = None
        if self.task is not None:
            await self.task

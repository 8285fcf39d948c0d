"""Answers requests on stdin, one JSON object per line, with one line on stdout each; ends when stdin ends."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import threading
from typing import Any, Awaitable, Callable

Handler = Callable[..., Awaitable[dict[str, Any]]]


async def answer_requests(handlers: dict[str, Handler]) -> None:
    """``{"do": name, ...}`` awaits the handler of that name with the other fields as keyword arguments."""
    loop = asyncio.get_running_loop()
    lines: asyncio.Queue[str] = asyncio.Queue()

    def read() -> None:
        for line in sys.stdin:
            loop.call_soon_threadsafe(lines.put_nowait, line)
        os._exit(0)

    threading.Thread(target=read, daemon=True).start()
    while True:
        request = json.loads(await lines.get())
        name = request.pop("do")
        try:
            answer = await handlers[name](**request)
        except Exception as e:
            answer = {"error": f"{type(e).__name__}: {e}"}
        print(json.dumps(answer), flush=True)

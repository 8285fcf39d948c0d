"""Instructions come in on stdin and events go out on stdout, one JSON object per line."""

from __future__ import annotations

import asyncio
import json
import math
import sys
import threading
from typing import Any, AsyncIterator

Instruction = dict[str, Any]


def emit(event: str, **fields: Any) -> None:
    """Write one event. A reader that has gone away is no error: the end of stdin ends the program."""
    try:
        sys.stdout.write(json.dumps({"event": event, **plain(fields)}) + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        pass


async def instructions() -> AsyncIterator[Instruction]:
    """Yield the instructions until stdin ends or one says ``{"do": "quit"}``.

    A thread reads stdin, because asyncio can only wait for pipes and stdin may also be a file or a terminal.
    """
    loop = asyncio.get_running_loop()
    lines: asyncio.Queue[str | None] = asyncio.Queue()

    def read() -> None:
        try:
            for line in sys.stdin:
                loop.call_soon_threadsafe(lines.put_nowait, line)
            loop.call_soon_threadsafe(lines.put_nowait, None)
        except RuntimeError:
            pass  # The program has ended on its own and its loop is closed.

    threading.Thread(target=read, daemon=True).start()
    while (line := await lines.get()) is not None:
        if not line.strip():
            continue
        try:
            instruction = json.loads(line)
            if not isinstance(instruction, dict) or not isinstance(instruction.get("do"), str):
                raise ValueError('not an object with a "do"')
        except ValueError as e:
            emit("error", message=f"bad instruction: {e}", instruction=line.strip())
            continue
        if instruction["do"] == "quit":
            return
        yield instruction


def plain(value: Any) -> Any:
    """The value with NaN and infinities as text, for which JSON has no numbers."""
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    if isinstance(value, list):
        return [plain(v) for v in value]
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return value

"""The frame of the TCP benchmarks as ctypes structs, and the two functions with which the originals move structs."""

from __future__ import annotations

import asyncio
import ctypes

DISTINCT_FRAMES = 1497


class Packed(ctypes.LittleEndianStructure):
    _pack_ = 1


class Header(Packed):
    _fields_ = [
        ("frame_id", ctypes.c_uint32),
        ("counter", ctypes.c_uint32),
        ("tai_sec", ctypes.c_int64),
        ("tai_nsec", ctypes.c_int64),
    ]


class Axis(Packed):
    _fields_ = [("pos", ctypes.c_double), ("vel", ctypes.c_double), ("status", ctypes.c_uint16)]


class Body(Packed):
    """614 bytes of telemetry and 62 reserved ones."""

    _fields_ = [
        *((f"u{n}", ctypes.c_uint32) for n in range(4)),
        *((f"d{n}", ctypes.c_double) for n in range(30)),
        *((f"f{n}", ctypes.c_float) for n in range(12)),
        *((f"b{n}", ctypes.c_uint8) for n in range(8)),
        *((f"a{n}", ctypes.c_double * 6) for n in range(3)),
        ("text", ctypes.c_char * 50),
        ("axes", Axis * 6),
        ("reserved", ctypes.c_uint8 * 62),
    ]


assert ctypes.sizeof(Header) == 24 and ctypes.sizeof(Body) == 676


async def read_into(reader: asyncio.StreamReader, struct: Packed) -> None:
    """Read exactly the size of the struct and copy it in."""
    nbytes = ctypes.sizeof(struct)
    data = await reader.readexactly(nbytes)
    ctypes.memmove(ctypes.addressof(struct), data, nbytes)


async def write_from(writer: asyncio.StreamWriter, *structs: Packed) -> None:
    """Write the structs one by one, then drain."""
    for struct in structs:
        writer.write(bytes(struct))
    await writer.drain()

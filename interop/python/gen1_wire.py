"""The bytes of generation 1 of the Moog controller protocol, as ctypes structs.

Everything on the wire is little-endian and packed. Two layouts exist:

``gen1``   Header of 36 bytes with the date twice: modified Julian date, and UTC unix time (``tv_sec``, ``tv_nsec``).
``gen1b``  Header of 24 bytes with TAI unix time only (``tai_sec``, ``tai_nsec``).

Command (58 bytes), the simple device's config (24) and its telemetry (44) are the same in both.
Written from a table of the protocol, independently of the TypeScript packages, so that an error made on one side
does not cancel itself out on the other.
"""

from __future__ import annotations

import ctypes
import time
from enum import IntEnum

from packed import Packed, check_structs

NANOSECONDS = 1_000_000_000
SECONDS_PER_DAY = 86_400
UNIX_EPOCH_MJD = 40_587
TAI_MINUS_UTC_S = 37

SIMPLE_SYNC_PATTERN = 0x1234
CONFIG_FRAME_ID = 25
TELEMETRY_FRAME_ID = 5


class CommandCode(IntEnum):
    """Command codes of the simple device."""

    SET_STATE = 1
    SET_ENABLED_SUBSTATE = 2
    MOVE = 3


class Command(Packed):
    """CSC -> controller, on the command socket: no header, no reply."""

    _fields_ = [
        ("sync_pattern", ctypes.c_uint16),
        ("counter", ctypes.c_uint32),
        ("code", ctypes.c_uint32),
        ("param1", ctypes.c_double),
        ("param2", ctypes.c_double),
        ("param3", ctypes.c_double),
        ("param4", ctypes.c_double),
        ("param5", ctypes.c_double),
        ("param6", ctypes.c_double),
    ]

    @property
    def params(self) -> list[float]:
        return [getattr(self, f"param{n}") for n in range(1, 7)]


class HeaderGen1(Packed):
    """Before each config and each telemetry struct."""

    _fields_ = [
        ("sync_pattern", ctypes.c_uint16),
        ("frame_id", ctypes.c_uint16),
        ("counter", ctypes.c_uint32),
        ("mjd", ctypes.c_int32),
        ("mjd_frac", ctypes.c_double),
        ("tv_sec", ctypes.c_int64),
        ("tv_nsec", ctypes.c_int64),
    ]

    def set_time(self, unix_ns: int) -> None:
        """Set the time, in nanoseconds of UTC since 1970."""
        self.tv_sec, self.tv_nsec = divmod(unix_ns, NANOSECONDS)
        days, rest_ns = divmod(unix_ns, SECONDS_PER_DAY * NANOSECONDS)
        self.mjd = UNIX_EPOCH_MJD + days
        self.mjd_frac = rest_ns / (SECONDS_PER_DAY * NANOSECONDS)


class HeaderGen1b(Packed):
    """Before each config and each telemetry struct."""

    _fields_ = [
        ("sync_pattern", ctypes.c_uint16),
        ("frame_id", ctypes.c_uint16),
        ("counter", ctypes.c_uint32),
        ("tai_sec", ctypes.c_int64),
        ("tai_nsec", ctypes.c_int64),
    ]

    def set_time(self, unix_ns: int) -> None:
        """Set the time, given in nanoseconds of UTC since 1970; the struct holds TAI."""
        self.tai_sec, self.tai_nsec = divmod(unix_ns + TAI_MINUS_UTC_S * NANOSECONDS, NANOSECONDS)


class SimpleConfig(Packed):
    """Limits of the simple device."""

    _fields_ = [
        ("min_position", ctypes.c_double),
        ("max_position", ctypes.c_double),
        ("max_velocity", ctypes.c_double),
    ]


class SimpleTelemetry(Packed):
    """What the simple device reports, ten times a second."""

    _fields_ = [
        ("application_status", ctypes.c_uint32),
        ("state", ctypes.c_double),
        ("enabled_substate", ctypes.c_double),
        ("offline_substate", ctypes.c_double),
        ("curr_position", ctypes.c_double),
        ("cmd_position", ctypes.c_double),
    ]


HEADERS: dict[str, type[HeaderGen1] | type[HeaderGen1b]] = {"gen1": HeaderGen1, "gen1b": HeaderGen1b}


def now_ns() -> int:
    """The time of day, in nanoseconds of UTC since 1970."""
    return time.time_ns()


# The bytes of each struct whose field number n holds n, or n + 0.5 if it is a double.
RECORDED: dict[type[Packed], str] = {
    Command: (
        "01000200000003000000000000000000124000000000000016400000000000001a40"
        "0000000000001e4000000000000021400000000000002340"
    ),
    HeaderGen1: "010002000300000004000000000000000000164006000000000000000700000000000000",
    HeaderGen1b: "010002000300000004000000000000000500000000000000",
    SimpleConfig: "000000000000f83f00000000000004400000000000000c40",
    SimpleTelemetry: "0100000000000000000004400000000000000c40000000000000124000000000000016400000000000001a40",
}


def check_layout() -> None:
    """Compare the structs with bytes that do not come from this module."""
    check_structs(RECORDED)

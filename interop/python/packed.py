"""Structs without padding, in little-endian order, and the check of their layout against recorded bytes."""

from __future__ import annotations

import ctypes
import hashlib
from itertools import count
from typing import Any, Iterator, Mapping


class Packed(ctypes.LittleEndianStructure):
    """A struct without padding that can show itself as a dict."""

    _pack_ = 1

    def as_dict(self) -> dict[str, Any]:
        return {name: _plain(getattr(self, name)) for name, *_ in self._fields_}


def _plain(value: Any) -> Any:
    if isinstance(value, Packed):
        return value.as_dict()
    if isinstance(value, ctypes.Array):
        return [_plain(one) for one in value]
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value


def numbered(ctype: Any, number: Iterator[int]) -> Any:
    """A value whose leaf number n holds n: n + 0.5 if it is a double, true if a bool, "reason n" if a text."""
    if issubclass(ctype, ctypes.Structure):
        return ctype(*(numbered(field, number) for _, field in ctype._fields_))
    if issubclass(ctype, ctypes.Array):
        if ctype._type_ is ctypes.c_char:
            return f"reason {next(number)}".encode()
        return ctype(*(numbered(ctype._type_, number) for _ in range(ctype._length_)))
    n = next(number)
    if ctype is ctypes.c_double:
        return n + 0.5
    return True if ctype is ctypes.c_bool else n


def check_structs(recorded: Mapping[type[Packed], str]) -> None:
    """Compare each struct with bytes that do not come from ctypes here: hex digits, or ``sha256:`` and their digest."""
    for struct, expected in recorded.items():
        data = bytes(numbered(struct, count(1)))
        found = f"sha256:{hashlib.sha256(data).hexdigest()}" if expected.startswith("sha256:") else data.hex()
        if found != expected:
            raise AssertionError(f"{struct.__name__} of {len(data)} bytes is {found}, not {expected}")

"""Messages of the mount, written independently of any other implementation: text fields separated by LF, CR LF at the end."""

from __future__ import annotations

import datetime
from typing import Any

Field = tuple[str, str]

HEADER: list[Field] = [("sequence_id", "int"), ("code", "int"), ("source", "int"), ("timestamp", "time")]
MOVE: list[Field] = [("position", "float"), ("velocity", "float"), ("acceleration", "float"), ("jerk", "float")]
TRACK: list[Field] = [("position", "float"), ("velocity", "float"), ("tai", "float")]

COMMANDS: dict[str, tuple[int, list[Field]]] = {
    "AskForCommand": (2101, [("commander", "int")]),
    "AzimuthAxisEnableTracking": (108, []),
    "AzimuthAxisMove": (103, MOVE),
    "AzimuthAxisPower": (101, [("on", "bool")]),
    "AzimuthAxisStop": (102, []),
    "AzimuthAxisTrack": (105, TRACK),
    "BothAxesTrack": (
        31,
        [
            ("azimuth", "float"),
            ("elevation", "float"),
            ("azimuth_velocity", "float"),
            ("elevation_velocity", "float"),
            ("negate_azimuth", "int"),
            ("tai", "float"),
        ],
    ),
    "ElevationAxisMove": (403, MOVE),
    "ElevationAxisPower": (401, [("on", "bool")]),
    "MirrorCoversPower": (901, [("drive", "int"), ("on", "bool")]),
    "MirrorCoversRetract": (906, [("drive", "int")]),
    "SafetyReset": (1801, [("what", "str")]),
    "TopEndChillerTrackAmbient": (2202, [("on", "bool"), ("temperature", "float")]),
}

ANSWER: list[Field] = [("code", "int"), ("sequence_id", "int"), ("source", "int"), ("timestamp", "time")]

REPLIES: dict[str, tuple[int, list[Field]]] = {
    "AckReply": (0, [*ANSWER, ("timeout_ms", "int")]),
    "NoAckReply": (1, [*ANSWER, ("explanation", "str")]),
    "DoneReply": (2, ANSWER),
    "ErrorReply": (
        3,
        [
            ("code", "int"),
            ("on", "bool"),
            ("active", "bool"),
            ("condition", "int"),
            ("subsystem", "str"),
            ("timestamp", "time"),
            ("description", "str"),
            ("extra", "rest"),
        ],
    ),
    "WarningReply": (
        4,
        [
            ("code", "int"),
            ("active", "bool"),
            ("condition", "int"),
            ("subsystem", "str"),
            ("timestamp", "time"),
            ("description", "str"),
            ("extra", "rest"),
        ],
    ),
    "OnStateInfoReply": (5, [("code", "int"), ("timestamp", "time"), ("description", "str")]),
    "InPositionReply": (6, [("code", "int"), ("timestamp", "time"), ("what", "int"), ("in_position", "bool")]),
}


def fields_of(kind: str) -> tuple[int, list[Field]]:
    """The code of a kind of message, and its fields in the order of the wire."""
    if kind in COMMANDS:
        code, parameters = COMMANDS[kind]
        return code, [*HEADER, *parameters]
    return REPLIES[kind]


def encode(kind: str, values: dict[str, Any]) -> bytes:
    """The bytes of a message. An absent timestamp is now, an absent source the control software (1)."""
    code, fields = fields_of(kind)
    values = {"source": 1, "timestamp": now(), **values, "code": code}
    texts: list[str] = []
    for name, kind_of_field in fields:
        value = values[name]
        if kind_of_field == "rest":
            texts += value
        elif kind_of_field == "bool":
            texts.append(str(int(value)))
        elif kind_of_field == "float":
            texts.append(str(float(value)))
        else:
            texts.append(str(value))
    return "\n".join(texts).encode() + b"\r\n"


def decode(line: bytes, reply: bool) -> tuple[str, dict[str, Any]]:
    """The kind and the values of a received message; its CR LF may be there. ValueError when it is none."""
    texts = line.decode().removesuffix("\r\n").split("\n")
    table = REPLIES if reply else COMMANDS
    code = int(texts[0 if reply else 1])
    kind = next((name for name, (its_code, _) in table.items() if its_code == code), None)
    if kind is None:
        raise ValueError(f"code {code} is not known here")
    values: dict[str, Any] = {}
    fields = fields_of(kind)[1]
    for index, (name, kind_of_field) in enumerate(fields):
        if kind_of_field == "rest":
            values[name] = texts[index:]
            return kind, values
        text = texts[index]
        if kind_of_field == "int":
            values[name] = int(text)
        elif kind_of_field == "bool":
            values[name] = int(text) != 0
        elif kind_of_field == "float":
            values[name] = float(text)
        elif kind_of_field == "time":
            values[name] = datetime.datetime.fromisoformat(text).isoformat(timespec="milliseconds")
        else:
            values[name] = text
    if len(texts) != len(fields):
        raise ValueError(f"{kind} has {len(fields)} fields, not {len(texts)}")
    return kind, values


def now() -> str:
    """UTC as in messages."""
    utc = datetime.datetime.now(datetime.timezone.utc).replace(tzinfo=None)
    return utc.isoformat(timespec="milliseconds")

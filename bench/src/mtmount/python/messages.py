"""Parses and encodes messages of the mount as a plain Python program would: split, int(), float(), str().

As ours do, it finds the kind by its code, checks the number of fields, and gives the values their names.

Reads {"kinds": {kind: [[type, ...], [hex, ...]]}, "times": n} and prints nanoseconds for each kind, medians of rounds.
"""

import datetime
import json
import statistics
import sys
import time

PARSERS = {
    "int": int,
    "float": float,
    "bool": lambda text: int(text) != 0,
    "str": str,
    "time": datetime.datetime.fromisoformat,
}
WRITERS = {
    "int": str,
    "float": str,
    "bool": lambda value: str(int(value)),
    "str": str,
    "time": lambda value: value.isoformat(timespec="milliseconds"),
}


TABLE: dict = {}


def parse(data: bytes, code_index: int) -> dict:
    texts = data.decode().removesuffix("\r\n").split("\n")
    kind = TABLE.get(texts[code_index])
    if kind is None:
        raise ValueError(f"unknown code {texts[code_index]}")
    fields = kind["fields"]
    if len(texts) != len(fields):
        raise ValueError(f"{len(texts)} fields, not {len(fields)}")
    message = {name: parser(text) for (name, parser, _), text in zip(fields, texts)}
    message["kind"] = kind
    return message


def encode(message: dict) -> bytes:
    fields = message["kind"]["fields"]
    return ("\n".join([writer(message[name]) for name, _, writer in fields]) + "\r\n").encode()


def measure(code_index: int, types: list, messages: list, times: int) -> float:
    code = messages[0].decode().split("\n")[code_index]
    fields = [(f"field{i}", PARSERS[one], WRITERS[one]) for i, one in enumerate(types)]
    TABLE[code] = {"fields": fields}

    def round_trip(data: bytes) -> bytes:
        return encode(parse(data, code_index))

    for message in messages:
        if round_trip(message) != message:
            raise ValueError("other bytes came back")

    def once() -> float:
        start = time.perf_counter_ns()
        for i in range(times):
            round_trip(messages[i % len(messages)])
        return (time.perf_counter_ns() - start) / times

    once()
    return statistics.median(once() for _ in range(5))


request = json.load(sys.stdin)
print(
    json.dumps(
        {
            kind: measure(0 if kind.endswith("Reply") else 1, types, [bytes.fromhex(one) for one in messages], request["times"])
            for kind, (types, messages) in request["kinds"].items()
        }
    )
)

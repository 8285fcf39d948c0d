"""Builds ctypes structures from layouts that come as JSON lines, writes and reads them, and answers with a JSON line each.

Standard library only. Written from the documentation of ctypes, to be compared with @obswire/structs.
"""

import ctypes
import json
import math
import sys
import traceback

SCALARS = {
    "bool": ctypes.c_bool,
    "i8": ctypes.c_int8,
    "i16": ctypes.c_int16,
    "i32": ctypes.c_int32,
    "i64": ctypes.c_int64,
    "u8": ctypes.c_uint8,
    "u16": ctypes.c_uint16,
    "u32": ctypes.c_uint32,
    "u64": ctypes.c_uint64,
    "f32": ctypes.c_float,
    "f64": ctypes.c_double,
}


def scalar_type(name, endian):
    simple = SCALARS[name]
    return getattr(simple, "__ctype_be__" if endian == "big" else "__ctype_le__", simple)


def field_type(field, endian):
    kind = field["kind"]
    if kind in ("scalar", "bits"):
        return scalar_type(field["type"], field.get("endian") or endian)
    if kind == "text":
        return ctypes.c_char * field["length"]
    if kind == "bytes":
        return ctypes.c_uint8 * field["length"]
    if kind == "array":
        element = field_type(field["element"], endian)
        for length in reversed(field["dimensions"]):
            element = element * length
        return element
    return struct_type(field["struct"])


def struct_type(layout):
    base = ctypes.Union if layout["kind"] == "union" else ctypes.Structure
    fields = []
    for field in layout["fields"]:
        entry = (field["name"], field_type(field, layout["endian"]))
        fields.append(entry + (field["width"],) if field["kind"] == "bits" else entry)
    body = {"_fields_": fields}
    if layout["pack"] != "natural":
        body["_pack_"] = layout["pack"]
    if layout["endian"] == "big" and base is ctypes.Structure:
        # What BigEndianStructure is inside; that class itself refuses bool and char, which have no byte order.
        body["_swappedbytes_"] = None
    return type(base)(layout["name"], (base,), body)


def plain(value):
    """A number from its JSON form."""
    if isinstance(value, dict):
        return int(value["int"]) if "int" in value else float(value["float"])
    return value


def write(target, field, value, assign):
    """Writes a value; `assign` stores it in the structure or array that contains it."""
    kind = field["kind"]
    if kind in ("scalar", "bits"):
        assign(plain(value))
    elif kind == "text":
        assign(value.encode("utf-8"))
    elif kind == "bytes":
        for i, byte in enumerate(bytes.fromhex(value)):
            target[i] = byte
    elif kind == "struct":
        write_struct(target, field["struct"], value)
    else:
        write_array(target, field["element"], field["dimensions"], value)


def write_array(target, element, dimensions, values):
    for i, value in enumerate(values):
        if len(dimensions) > 1:
            write_array(target[i], element, dimensions[1:], value)
        elif element["kind"] == "text":
            target[i].value = value.encode("utf-8")
        else:
            write(target[i], element, value, lambda v, i=i: target.__setitem__(i, v))


def write_struct(target, layout, values):
    for field in layout["fields"]:
        name = field["name"]
        if name in values:
            write(getattr(target, name), field, values[name], lambda v, name=name: setattr(target, name, v))


def to_json(value):
    if isinstance(value, float):
        if math.isnan(value):
            return {"float": "nan"}
        if math.isinf(value) or (value == 0 and math.copysign(1, value) < 0):
            return {"float": repr(value)}
        return value
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > 2**53 - 1:
        return {"int": str(value)}
    return value


def read(value, field):
    kind = field["kind"]
    if kind in ("scalar", "bits"):
        return to_json(value)
    if kind == "text":
        raw = value if isinstance(value, bytes) else value.value
        return raw.decode("utf-8", "replace")
    if kind == "bytes":
        return bytes(value).hex()
    if kind == "struct":
        return read_struct(value, field["struct"])
    return read_array(value, field["element"], field["dimensions"])


def read_array(value, element, dimensions):
    if len(dimensions) > 1:
        return [read_array(item, element, dimensions[1:]) for item in value]
    return [read(item, element) for item in value]


def read_struct(struct, layout):
    return {f["name"]: read(getattr(struct, f["name"]), f) for f in layout["fields"] if not f.get("padding")}


def answer(request):
    layout = request["layout"]
    cls = struct_type(layout)
    written = cls()
    write_struct(written, layout, request["values"])
    return {
        "size": ctypes.sizeof(cls),
        "offsets": {f["name"]: getattr(cls, f["name"]).offset for f in layout["fields"] if not f.get("padding")},
        "written": bytes(written).hex(),
        "read": [read_struct(cls.from_buffer_copy(bytes.fromhex(b)), layout) for b in request["bytes"]],
    }


for line in sys.stdin:
    try:
        reply = answer(json.loads(line))
    except Exception:
        reply = {"error": traceback.format_exc()}
    print(json.dumps(reply), flush=True)

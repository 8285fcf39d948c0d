"""The structs of the newest hexapod controller, for the benchmark's peers."""

from __future__ import annotations

import ctypes


class Header(ctypes.LittleEndianStructure):
    _pack_ = 1
    _fields_ = [
        ("frame_id", ctypes.c_uint32),
        ("counter", ctypes.c_uint32),
        ("tai_sec", ctypes.c_int64),
        ("tai_nsec", ctypes.c_int64),
    ]


class Config(ctypes.LittleEndianStructure):
    _pack_ = 1
    _fields_ = [("numbers", ctypes.c_double * 16), ("drives_enabled", ctypes.c_bool)]


class PosFiltVel(ctypes.LittleEndianStructure):
    _pack_ = 1
    _fields_ = [("pos", ctypes.c_double), ("pos_filt", ctypes.c_double), ("vel", ctypes.c_double)]


class Telemetry(ctypes.LittleEndianStructure):
    _pack_ = 1
    _fields_ = [
        ("strut_measured_pos_raw", ctypes.c_int32 * 6),
        ("status_word", ctypes.c_uint16 * 6),
        ("latching_fault_status_register", ctypes.c_uint16 * 6),
        ("copley_fault_status_register", ctypes.c_uint32 * 6),
        ("application_status", ctypes.c_uint32),
        ("input_pin_states", ctypes.c_uint32 * 3),
        ("motor_current", ctypes.c_double * 6),
        ("bus_voltage", ctypes.c_double * 3),
        ("mjd", ctypes.c_double),
        ("mjd_frac", ctypes.c_double),
        ("dt", ctypes.c_double),
        ("strut_commanded_delta_pos_m", ctypes.c_double * 6),
        ("strut_commanded_accel", ctypes.c_double * 6),
        ("strut_commanded_final_pos", ctypes.c_double * 6),
        ("command_valid", ctypes.c_double),
        ("state", ctypes.c_double),
        ("enabled_substate", ctypes.c_double),
        ("strut_pos_error", ctypes.c_double * 6),
        ("measured_uvw", ctypes.c_double * 3),
        ("measured_xyz", ctypes.c_double * 3),
        ("num_iterations", ctypes.c_double),
        ("estimated_posfiltvel", PosFiltVel * 6),
        ("commanded_pos", ctypes.c_double * 6),
    ]


assert ctypes.sizeof(Header) == 24
assert ctypes.sizeof(Config) == 129
assert ctypes.sizeof(Telemetry) == 648

FRAME_TELEMETRY = 2
FRAME_CONFIG = 3

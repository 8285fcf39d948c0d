"""The bytes of generations 2, 3 and 4 of the Moog controller protocol, as ctypes structs.

Everything on the wire is little-endian and packed. The controller listens, the control software (CSC) connects.

``gen2``   two sockets; commands are not answered; one counter per command code, from 1
``gen3``   two sockets; each command is answered on the command socket; one counter for all, from 0
``gen4``   one socket; each command is answered; one counter for all, from 0; other headers and commands

Written from a table of the protocol, independently of the TypeScript packages, so that an error made on one side
does not cancel itself out on the other.
"""

from __future__ import annotations

import ctypes
import time
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from packed import Packed, check_structs

NANOSECONDS = 1_000_000_000
TAI_MINUS_UTC_S = 37
COMMANDER = 2
ACK, NO_ACK = 1, 2
STATUS_FRAME_ID = 1
REASON_BYTES = 50

u16, u32 = ctypes.c_uint16, ctypes.c_uint32
i16, i32, i64 = ctypes.c_int16, ctypes.c_int32, ctypes.c_int64
f64, flag, char = ctypes.c_double, ctypes.c_bool, ctypes.c_char

PARAMS = [(f"param{n}", f64) for n in range(1, 7)]


class AnyCommand(Packed):
    """CSC -> controller, without a header."""

    @property
    def params(self) -> list[float]:
        return [getattr(self, name) for name, _ in PARAMS]


class Command(AnyCommand):
    """58 bytes."""

    _fields_ = [("sync_pattern", u16), ("counter", u32), ("code", u32), *PARAMS]


class CommandGen4(AnyCommand):
    """60 bytes; the CSC is commander 2."""

    _fields_ = [("commander", u32), ("counter", u32), ("code", u32), *PARAMS]


class AnyHeader(Packed):
    """Before each struct that the controller sends."""

    def set_time(self) -> None:
        """Set the time to that of this machine; the struct holds TAI."""
        self.tai_sec, self.tai_nsec = divmod(time.time_ns() + TAI_MINUS_UTC_S * NANOSECONDS, NANOSECONDS)


class Header(AnyHeader):
    """24 bytes."""

    _fields_ = [("sync_pattern", u16), ("frame_id", u16), ("counter", u32), ("tai_sec", i64), ("tai_nsec", i64)]


class HeaderGen4(AnyHeader):
    """24 bytes as well."""

    _fields_ = [("frame_id", u32), ("counter", u32), ("tai_sec", i64), ("tai_nsec", i64)]


class CommandStatus(Packed):
    """The answer to a command; the header before it repeats the counter. No NUL when the reason fills its 50 bytes."""

    _fields_ = [("status", u32), ("duration", f64), ("reason", char * REASON_BYTES)]


class SimpleConfig(Packed):
    """Limits of the simple device."""

    _fields_ = [("min_position", f64), ("max_position", f64), ("max_velocity", f64)]


class SimpleTelemetry(Packed):
    """What the simple device reports, ten times a second."""

    _fields_ = [
        ("application_status", u32),
        ("state", f64),
        ("enabled_substate", f64),
        ("offline_substate", f64),
        ("curr_position", f64),
        ("cmd_position", f64),
    ]


class SimpleConfigGen4(Packed):
    """Limits of the simple device, and whether its drives have power."""

    _fields_ = [("drives_enabled", flag), ("min_position", f64), ("max_position", f64), ("max_velocity", f64)]


class SimpleTelemetryGen4(Packed):
    """The same without an offline substate."""

    _fields_ = [
        ("application_status", u32),
        ("state", f64),
        ("enabled_substate", f64),
        ("curr_position", f64),
        ("cmd_position", f64),
    ]


class HexapodConfig(Packed):
    """Config of the newest MTHexapod."""

    _fields_ = [
        ("acceleration_strut", f64),
        ("vel_limits", f64 * 4),
        ("max_displacement_strut", f64),
        ("max_velocity_strut", f64),
        ("pos_limits", f64 * 6),
        ("pivot", f64 * 3),
        ("drives_enabled", flag),
    ]


class PosFiltVel(Packed):
    """One strut in the telemetry of the hexapod."""

    _fields_ = [("pos", f64), ("pos_filt", f64), ("vel", f64)]


class HexapodTelemetry(Packed):
    """Telemetry of the newest MTHexapod."""

    _fields_ = [
        ("strut_measured_pos_raw", i32 * 6),
        ("status_word", u16 * 6),
        ("latching_fault_status_register", u16 * 6),
        ("copley_fault_status_register", u32 * 6),
        ("application_status", u32),
        ("input_pin_states", u32 * 3),
        ("motor_current", f64 * 6),
        ("bus_voltage", f64 * 3),
        ("mjd", f64),
        ("mjd_frac", f64),
        ("dt", f64),
        ("strut_commanded_delta_pos_m", f64 * 6),
        ("strut_commanded_accel", f64 * 6),
        ("strut_commanded_final_pos", f64 * 6),
        ("command_valid", f64),
        ("state", f64),
        ("enabled_substate", f64),
        ("strut_pos_error", f64 * 6),
        ("measured_uvw", f64 * 3),
        ("measured_xyz", f64 * 3),
        ("num_iterations", f64),
        ("estimated_posfiltvel", PosFiltVel * 6),
        ("commanded_pos", f64 * 6),
    ]


class RotatorConfig(Packed):
    """Config of the newest MTRotator."""

    _fields_ = [
        ("velocity_limit", f64),
        ("accel_limit", f64),
        ("pos_error_threshold", f64),
        ("upper_pos_limit", f64),
        ("lower_pos_limit", f64),
        ("following_error_threshold", f64),
        ("track_success_pos_threshold", f64),
        ("tracking_lost_timeout", f64),
        ("emergency_jerk_limit", f64),
        ("emergency_accel_limit", f64),
        ("disable_limit_max_time", f64),
        ("max_velocity_limit", f64),
        ("drives_enabled", flag),
    ]


class RotatorTelemetry(Packed):
    """Telemetry of the newest MTRotator."""

    _fields_ = [
        ("biss_motor_encoder_axis_a", u32),
        ("biss_motor_encoder_axis_b", u32),
        ("biss_linear_encoder_axis_a", u32),
        ("biss_linear_encoder_axis_b", u32),
        ("status_word_drive0", u16),
        ("status_word_drive0_axis_b", u16),
        ("latching_fault_status_register", u16),
        ("latching_fault_status_register_axis_b", u16),
        ("input_pin_states", i32),
        ("motor_torque_axis_a", i16),
        ("motor_torque_axis_b", i16),
        ("copley_fault_status_register", u32 * 2),
        ("application_status", u32),
        ("motor_current", f64 * 2),
        *(
            (name, f64)
            for name in (
                "bus_voltage mjd mjd_frac demand_jerk demand_accel demand_vel demand_pos track_mode state"
                " enabled_substate fault_substate rate_cmd_ch_a rate_cmd_ch_b rotator_fb current_vel_ch_a_fb"
                " current_vel_ch_b_fb motor_encoder_ch_a motor_encoder_ch_b linear_encoder_ch_a linear_encoder_ch_b"
                " current_pos motor_pos_rad_ch_a motor_pos_rad_ch_b demand_motor_current_axis_a"
                " demand_motor_current_axis_b motor_initi_offset_a motor_initi_offset_b flags_initialization_complete"
                " flags_slew_complete flags_pt2pt_move_complete flags_new_pt2pt_command flags_stop_complete"
                " flags_following_error flags_move_success flags_tracking_success flags_position_feedback_fault"
                " flags_tracking_lost rotator_odometer time_sync received_command set_pos"
                " flags_no_new_track_cmd_error"
            ).split()
        ),
    ]


class CommandCode(IntEnum):
    """Command codes of the simple device."""

    SET_STATE = 1
    SET_ENABLED_SUBSTATE = 2
    MOVE = 3


class CommandCodeGen4(IntEnum):
    """The same in gen4."""

    SET_STATE = 1
    ENABLE_DRIVES = 2
    SET_ENABLED_SUBSTATE = 3
    MOVE = 4


class HexapodCommandCode(IntEnum):
    """Command codes of the newest MTHexapod."""

    ENABLE_DRIVES = 28672
    SET_STATE = 32768
    SET_ENABLED_SUBSTATE = 32769
    POSITION_SET = 32772
    SET_PIVOTPOINT = 32775
    CONFIG_ACCEL = 32779
    CONFIG_VEL = 32780
    CONFIG_LIMITS = 32781
    OFFSET = 32784


class RotatorCommandCode(IntEnum):
    """Command codes of the newest MTRotator."""

    ENABLE_DRIVES = 28672
    SET_STATE = 32768
    FAULT = 32769
    SET_ENABLED_SUBSTATE = 32770
    POSITION_SET = 32775
    SET_CONSTANT_VEL = 32779
    CONFIG_VEL = 36865
    CONFIG_ACCEL = 36866
    CONFIG_ACCEL_EMERGENCY = 36867
    CONFIG_JERK_EMERGENCY = 36868
    CONFIG_JERK = 36869
    TRACK_VEL_CMD = 36913


@dataclass(frozen=True)
class Device:
    """The structs of a device, the frame ids that announce them, and its command codes."""

    Config: type[Packed]
    Telemetry: type[Packed]
    config_frame_id: int
    telemetry_frame_id: int
    codes: type[IntEnum]
    sync_pattern: int = 0


@dataclass(frozen=True)
class Generation:
    """What differs between the generations."""

    sockets: tuple[str, ...]
    Command: Any
    Header: Any
    answers: bool
    counter_per_code: bool
    first_counter: int
    devices: dict[str, Device]


SIMPLE = Device(SimpleConfig, SimpleTelemetry, 25, 5, CommandCode, sync_pattern=0x1234)

GENERATIONS = {
    "gen2": Generation(("telemetry", "command"), Command, Header, False, True, 1, {"simple": SIMPLE}),
    "gen3": Generation(("telemetry", "command"), Command, Header, True, False, 0, {"simple": SIMPLE}),
    "gen4": Generation(
        ("link",),
        CommandGen4,
        HeaderGen4,
        True,
        False,
        0,
        {
            "simple": Device(SimpleConfigGen4, SimpleTelemetryGen4, 3, 2, CommandCodeGen4),
            "hexapod": Device(HexapodConfig, HexapodTelemetry, 3, 2, HexapodCommandCode),
            "rotator": Device(RotatorConfig, RotatorTelemetry, 3, 2, RotatorCommandCode),
        },
    ),
}


def new_command(generation: Generation, device: Device, code: int, counter: int, params: dict[str, float]) -> Any:
    """A command with its first field filled in."""
    command = generation.Command(counter=counter, code=code, **params)
    if generation.Command is CommandGen4:
        command.commander = COMMANDER
    else:
        command.sync_pattern = device.sync_pattern
    return command


def reason_of(status: CommandStatus) -> bytes:
    """All bytes of the reason up to a NUL, or 50 of them."""
    return bytes(status)[-REASON_BYTES:].split(b"\0")[0]


# The bytes of each struct whose leaf number n holds n, or n + 0.5 if it is a double, or the text "reason n".
RECORDED: dict[type[Packed], str] = {
    Command: (
        "01000200000003000000000000000000124000000000000016400000000000001a40"
        "0000000000001e4000000000000021400000000000002340"
    ),
    CommandGen4: (
        "010000000200000003000000000000000000124000000000000016400000000000001a40"
        "0000000000001e4000000000000021400000000000002340"
    ),
    Header: "010002000300000004000000000000000500000000000000",
    HeaderGen4: "010000000200000003000000000000000400000000000000",
    CommandStatus: f"010000000000000000000440726561736f6e2033{'00' * 42}",
    SimpleConfig: "000000000000f83f00000000000004400000000000000c40",
    SimpleTelemetry: "0100000000000000000004400000000000000c40000000000000124000000000000016400000000000001a40",
    SimpleConfigGen4: "0100000000000004400000000000000c400000000000001240",
    SimpleTelemetryGen4: "0100000000000000000004400000000000000c4000000000000012400000000000001640",
    HexapodConfig: "sha256:1960ac80b5066a52ebeb45cffbdec5cb9988a1d84984b0d15e02d0ddf7c40e5e",
    HexapodTelemetry: "sha256:18cf28a4d19facdd51a75916b09ddd93c09ccd2a0bf21a3c42560ab86029f8ce",
    RotatorConfig: "sha256:d375122f6f3830e635d5762c4146a4bac034919b549d8c8b54139125b1c7add5",
    RotatorTelemetry: "sha256:82aeb432a92ac99cb516c969bc609fb9a3461a17266c8e46cc66ed2eb45d2ed0",
}


def check_layout() -> None:
    """Compare the structs with bytes that do not come from this module."""
    check_structs(RECORDED)

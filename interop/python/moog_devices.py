"""The newest hexapod and rotator, as simple as they can be: a move is on its way for some messages, then it is there."""

from __future__ import annotations

from typing import Any

from simple_device import APPLICATION_STATUS_DDS_COMMAND_SOURCE, CommandRefused, ControllerState, SimpleDevice

STATIONARY, MOVING_POINT_TO_POINT = 0, 1
MOVE, STOP = 1, 3
MESSAGES_PER_MOVE = 3


class MoogDevice(SimpleDevice):
    """What both have in common: POSITION_SET, and then SET_ENABLED_SUBSTATE to move there."""

    def set_state(self, state: ControllerState) -> None:
        super().set_state(state)
        self.target: list[float] | None = None
        self.messages_left = 0

    def update(self) -> None:
        self.telemetry.application_status = APPLICATION_STATUS_DDS_COMMAND_SOURCE
        if self.messages_left > 0:
            self.messages_left -= 1
            if self.messages_left == 0:
                self.arrive()
                self.telemetry.enabled_substate = STATIONARY

    def run_set_enabled_substate(self, command: Any) -> None:
        self.require_enabled("SET_ENABLED_SUBSTATE")
        if command.param1 == MOVE:
            if self.target is None:
                raise CommandRefused("Must call POSITION_SET before calling MOVE_POINT_TO_POINT")
            self.telemetry.enabled_substate = MOVING_POINT_TO_POINT
            self.messages_left = MESSAGES_PER_MOVE
        elif command.param1 == STOP:
            self.telemetry.enabled_substate = STATIONARY
            self.messages_left = 0
        else:
            raise CommandRefused(f"no handler for SET_ENABLED_SUBSTATE with param1 = {command.param1}")

    def arrive(self) -> None:
        """Show the position that was set."""
        raise NotImplementedError


class Hexapod(MoogDevice):
    """x, y, z in µm and u, v, w in degrees."""

    def set_up(self) -> None:
        config = self.config
        config.acceleration_strut, config.max_displacement_strut, config.max_velocity_strut = 250, 14100, 500
        config.vel_limits = type(config.vel_limits)(2000, 2000, 0.1146, 0.1146)
        config.pos_limits = type(config.pos_limits)(11400, -13100, 13100, 0.36, -0.1, 0.1)

    def run_position_set(self, command: Any) -> None:
        self.require_enabled("POSITION_SET")
        max_xy = self.config.pos_limits[0]
        if abs(command.param1) > max_xy:
            raise CommandRefused(f"x={command.param1} not in range [{-max_xy}, {max_xy}]")
        self.target = command.params

    def run_config_accel(self, command: Any) -> None:
        if not 0 < command.param1 <= 500:
            raise CommandRefused(f"Requested accel limit {command.param1} not in range (0, 500.0]")
        self.config.acceleration_strut = command.param1
        self.config_changed = True

    def arrive(self) -> None:
        telemetry = self.telemetry
        assert self.target is not None
        telemetry.commanded_pos = type(telemetry.commanded_pos)(*self.target)
        telemetry.measured_xyz = type(telemetry.measured_xyz)(*self.target[:3])
        telemetry.measured_uvw = type(telemetry.measured_uvw)(*self.target[3:])


class Rotator(MoogDevice):
    """One angle in degrees."""

    def set_up(self) -> None:
        config = self.config
        config.velocity_limit, config.accel_limit = 3, 1
        config.lower_pos_limit, config.upper_pos_limit = -90, 90

    def run_position_set(self, command: Any) -> None:
        self.require_enabled("POSITION_SET")
        low, high = self.config.lower_pos_limit, self.config.upper_pos_limit
        if not low <= command.param1 <= high:
            raise CommandRefused(f"position={command.param1} not in range [{low}, {high}]")
        self.target = command.params

    def run_config_vel(self, command: Any) -> None:
        if not 0 < command.param1 <= 3.5:
            raise CommandRefused(f"Requested velocity limit {command.param1} not in range (0, 3.5]")
        self.config.velocity_limit = command.param1
        self.config_changed = True

    def arrive(self) -> None:
        assert self.target is not None
        self.telemetry.current_pos = self.telemetry.set_pos = self.target[0]

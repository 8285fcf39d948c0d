"""The simple device of all generations: a state machine, and an axis that is at once where it was told to be."""

from __future__ import annotations

from enum import IntEnum
from typing import Any


class SetStateParam(IntEnum):
    """``param1`` of a SET_STATE command."""

    INVALID = 0
    START = 1
    ENABLE = 2
    STANDBY = 3
    DISABLE = 4
    EXIT = 5
    CLEAR_ERROR = 6
    ENTER_CONTROL = 7
    FAULT = 8


class ControllerState(IntEnum):
    """``state`` of the telemetry."""

    STANDBY = 0
    DISABLED = 1
    ENABLED = 2
    OFFLINE = 3
    FAULT = 4


class OfflineSubstate(IntEnum):
    """``offline_substate`` of the telemetry."""

    PUBLISH_ONLY = 0
    AVAILABLE = 1


ENABLED_SUBSTATE_STATIONARY = 0
APPLICATION_STATUS_DDS_COMMAND_SOURCE = 0x400

_S, _P = ControllerState, SetStateParam

# SET_STATE param1: the states in which it is accepted, and the new one.
Transitions = dict[SetStateParam, tuple[tuple[ControllerState, ...], ControllerState]]

FULL: Transitions = {
    _P.ENTER_CONTROL: ((_S.OFFLINE,), _S.STANDBY),
    _P.START: ((_S.STANDBY,), _S.DISABLED),
    _P.ENABLE: ((_S.DISABLED,), _S.ENABLED),
    _P.DISABLE: ((_S.ENABLED,), _S.DISABLED),
    _P.STANDBY: ((_S.DISABLED,), _S.STANDBY),
    _P.EXIT: ((_S.STANDBY,), _S.OFFLINE),
    # The real controller of that time wanted the command twice: STANDBY is a start state as well.
    _P.CLEAR_ERROR: ((_S.FAULT, _S.STANDBY), _S.STANDBY),
}

# Newest versions: no DISABLED and no OFFLINE.
SHORT: Transitions = {
    _P.ENABLE: ((_S.STANDBY,), _S.ENABLED),
    _P.STANDBY: ((_S.ENABLED,), _S.STANDBY),
    _P.CLEAR_ERROR: ((_S.FAULT, _S.STANDBY), _S.STANDBY),
}


class CommandRefused(Exception):
    """The device does not accept the command."""


class SimpleDevice:
    """State machine and motion. Structs and codes are those of a generation."""

    def __init__(
        self, config: Any, telemetry: Any, codes: type[IntEnum], transitions: Transitions, state: ControllerState
    ) -> None:
        self.config, self.telemetry, self.codes, self.transitions = config, telemetry, codes, transitions
        self.config_changed = False
        self.set_up()
        self.set_state(state)

    def set_up(self) -> None:
        """Fill the config."""
        self.config.min_position, self.config.max_position, self.config.max_velocity = -25, 25, 47

    @property
    def state(self) -> ControllerState:
        return ControllerState(int(self.telemetry.state))

    def set_state(self, state: ControllerState) -> None:
        self.telemetry.state = state
        self.telemetry.enabled_substate = ENABLED_SUBSTATE_STATIONARY
        if hasattr(self.telemetry, "offline_substate"):
            offline = state == ControllerState.OFFLINE
            self.telemetry.offline_substate = OfflineSubstate.AVAILABLE if offline else 0

    def update(self) -> None:
        """Advance the telemetry by one message: the reported position creeps, so that every sample differs."""
        self.telemetry.application_status = APPLICATION_STATUS_DDS_COMMAND_SOURCE
        self.telemetry.curr_position += 0.001

    def run(self, command: Any) -> None:
        """Run a command, or raise CommandRefused. Afterwards ``config_changed`` tells whether to send the config."""
        name = self.codes(command.code).name if command.code in set(self.codes) else None
        if name is None:
            raise CommandRefused(f"unknown command code {command.code}")
        handler = getattr(self, f"run_{name.lower()}", None)
        if handler is None:
            raise CommandRefused(f"no handler for {name}")
        handler(command)

    def run_set_state(self, command: Any) -> None:
        state = self.state
        try:
            param = SetStateParam(int(command.param1))
            allowed, new_state = self.transitions[param]
        except (KeyError, ValueError, OverflowError):
            raise CommandRefused(f"no handler for SET_STATE with param1 = {command.param1}") from None
        if state not in allowed or not getattr(self.telemetry, "offline_substate", 1) and state == _S.OFFLINE:
            raise CommandRefused(f"SET_STATE {param.name} in state {state.name}")
        self.set_state(new_state)

    def run_enable_drives(self, command: Any) -> None:
        self.config.drives_enabled = bool(command.param1)
        self.config_changed = True

    def run_move(self, command: Any) -> None:
        self.require_enabled("MOVE")
        position = command.param1
        if not self.config.min_position <= position <= self.config.max_position:
            raise CommandRefused(
                f"MOVE to {position} outside [{self.config.min_position}, {self.config.max_position}]"
            )
        self.telemetry.cmd_position = self.telemetry.curr_position = position

    def require_enabled(self, what: str) -> None:
        if self.state != ControllerState.ENABLED:
            raise CommandRefused(f"{what} in state {self.state.name}")

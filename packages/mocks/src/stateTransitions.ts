import { ControllerState, SetStateParam } from "@obswire/hexrotcomm";

const { STANDBY, DISABLED, ENABLED, OFFLINE, FAULT } = ControllerState;

/** A transition that the SET_STATE command makes. */
export interface StateTransition {
  readonly param: SetStateParam;
  readonly from: readonly ControllerState[];
  readonly to: ControllerState;
}

/** What SET_STATE does, in the generations with OFFLINE and DISABLED. OFFLINE is left only when it is AVAILABLE. */
export const STATE_TRANSITIONS: readonly StateTransition[] = [
  { param: SetStateParam.ENTER_CONTROL, from: [OFFLINE], to: STANDBY },
  { param: SetStateParam.START, from: [STANDBY], to: DISABLED },
  { param: SetStateParam.ENABLE, from: [DISABLED], to: ENABLED },
  { param: SetStateParam.DISABLE, from: [ENABLED], to: DISABLED },
  { param: SetStateParam.STANDBY, from: [DISABLED], to: STANDBY },
  { param: SetStateParam.EXIT, from: [STANDBY], to: OFFLINE },
  // A real controller needed the command twice; hence STANDBY is accepted as well.
  { param: SetStateParam.CLEAR_ERROR, from: [FAULT, STANDBY], to: STANDBY },
];

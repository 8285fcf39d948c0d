import { ControllerState, SetStateParam } from "@obswire/hexrotcomm";

const { STANDBY, DISABLED, ENABLED, OFFLINE, FAULT } = ControllerState;

/** A transition that the SET_STATE command makes. */
interface StateTransition {
  readonly param: SetStateParam;
  readonly from: readonly ControllerState[];
  readonly to: ControllerState;
}

/** The states that a controller has, and how SET_STATE leads from one to the other. */
export interface StateMachine {
  readonly states: readonly ControllerState[];
  readonly initial: ControllerState;
  readonly transitions: readonly StateTransition[];
}

// A real controller needed CLEAR_ERROR twice; hence STANDBY is accepted as well.
const CLEAR_ERROR: StateTransition = { param: SetStateParam.CLEAR_ERROR, from: [FAULT, STANDBY], to: STANDBY };

/** "full": up to hexrotcomm 1.2. OFFLINE is left only when it is AVAILABLE. "short": since 1.3. */
export const STATE_MACHINES: Readonly<Record<"full" | "short", StateMachine>> = {
  full: {
    states: [OFFLINE, STANDBY, DISABLED, ENABLED, FAULT],
    initial: OFFLINE,
    transitions: [
      { param: SetStateParam.ENTER_CONTROL, from: [OFFLINE], to: STANDBY },
      { param: SetStateParam.START, from: [STANDBY], to: DISABLED },
      { param: SetStateParam.ENABLE, from: [DISABLED], to: ENABLED },
      { param: SetStateParam.DISABLE, from: [ENABLED], to: DISABLED },
      { param: SetStateParam.STANDBY, from: [DISABLED], to: STANDBY },
      { param: SetStateParam.EXIT, from: [STANDBY], to: OFFLINE },
      CLEAR_ERROR,
    ],
  },
  short: {
    states: [STANDBY, ENABLED, FAULT],
    initial: STANDBY,
    transitions: [
      { param: SetStateParam.ENABLE, from: [STANDBY], to: ENABLED },
      { param: SetStateParam.STANDBY, from: [ENABLED], to: STANDBY },
      CLEAR_ERROR,
    ],
  },
};

import { ControllerState, SetStateParam } from "../enums.ts";

/** One SET_STATE, and the state it leads to. */
export interface StateStep {
  /** What to send. */
  readonly param: SetStateParam;
  /** The state that follows. */
  readonly to: ControllerState;
}

const { STANDBY, DISABLED, ENABLED, OFFLINE, FAULT } = ControllerState;

/** What to send in which state, on the way to ENABLED or STANDBY. FAULT is left by clearing it, see `clearError`. */
type Way = Readonly<Partial<Record<ControllerState, StateStep>>>;

/**
 * The ways through the state machines: "full" with OFFLINE and DISABLED, "short" without (hexapod since 1.2, rotator since
 * 1.1). In the short one the drives get their power before ENABLED, and lose it after STANDBY.
 */
export const stateSteps: Readonly<Record<"full" | "short", Readonly<Record<"ENABLED" | "STANDBY", Way>>>> = {
  full: {
    ENABLED: {
      [OFFLINE]: { param: SetStateParam.ENTER_CONTROL, to: STANDBY },
      [FAULT]: { param: SetStateParam.CLEAR_ERROR, to: STANDBY },
      [STANDBY]: { param: SetStateParam.START, to: DISABLED },
      [DISABLED]: { param: SetStateParam.ENABLE, to: ENABLED },
    },
    STANDBY: {
      [OFFLINE]: { param: SetStateParam.ENTER_CONTROL, to: STANDBY },
      [FAULT]: { param: SetStateParam.CLEAR_ERROR, to: STANDBY },
      [ENABLED]: { param: SetStateParam.DISABLE, to: DISABLED },
      [DISABLED]: { param: SetStateParam.STANDBY, to: STANDBY },
    },
  },
  short: {
    ENABLED: {
      [FAULT]: { param: SetStateParam.CLEAR_ERROR, to: STANDBY },
      [STANDBY]: { param: SetStateParam.ENABLE, to: ENABLED },
    },
    STANDBY: {
      [FAULT]: { param: SetStateParam.CLEAR_ERROR, to: STANDBY },
      [ENABLED]: { param: SetStateParam.STANDBY, to: STANDBY },
    },
  },
};

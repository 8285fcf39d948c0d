import { ControllerState, SetStateParam } from "@obswire/hexrotcomm";

/** The next SET_STATE on the way to ENABLED; `undefined` in ENABLED, and in a state from which no command leads there. */
export function nextTowardsEnabled(state: number): SetStateParam | undefined {
  switch (state) {
    case ControllerState.OFFLINE:
      return SetStateParam.ENTER_CONTROL;
    case ControllerState.STANDBY:
      return SetStateParam.START;
    case ControllerState.DISABLED:
      return SetStateParam.ENABLE;
    case ControllerState.FAULT:
      return SetStateParam.CLEAR_ERROR;
    default:
      return undefined;
  }
}

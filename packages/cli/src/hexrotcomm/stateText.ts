import { ControllerState, EnabledSubstate, nameOf, OfflineSubstate } from "@obswire/hexrotcomm";

/** The states in the telemetry of every controller; doubles on the wire. */
export interface States {
  readonly state: number;
  readonly enabledSubstate: number;
  readonly offlineSubstate: number;
}

/** The state by its names, with the substate where there is one: `ENABLED/STATIONARY`. A number without a name stays. */
export function stateText({ state, enabledSubstate, offlineSubstate }: States): string {
  const name = nameOf(ControllerState, state) ?? `state ${state}`;
  if (state === ControllerState.ENABLED) {
    return `${name}/${nameOf(EnabledSubstate, enabledSubstate) ?? `substate ${enabledSubstate}`}`;
  }
  if (state === ControllerState.OFFLINE) {
    return `${name}/${nameOf(OfflineSubstate, offlineSubstate) ?? `substate ${offlineSubstate}`}`;
  }
  return name;
}

import { ControllerState, EnabledSubstate, FaultSubstate, nameOf, OfflineSubstate } from "@obswire/hexrotcomm";

/** The states in the telemetry of every controller; doubles on the wire. */
export interface States {
  readonly state: number;
  readonly enabledSubstate: number;
  /** Not in the newest versions, which have no OFFLINE. */
  readonly offlineSubstate?: number;
  /** Of the newest rotators. */
  readonly faultSubstate?: number;
}

/** The state by its names, with the substate where there is one: `ENABLED/STATIONARY`. A number without a name stays. */
export function stateText(states: States): string {
  const { state } = states;
  const name = nameOf(ControllerState, state) ?? `state ${state}`;
  const [table, substate] = substateOf(states);
  if (table === undefined || substate === undefined) return name;
  return `${name}/${nameOf(table, substate) ?? `substate ${substate}`}`;
}

type Table = Readonly<Record<string, number>>;

/** The substate that belongs to the state. */
function substateOf(states: States): readonly [table?: Table, substate?: number | undefined] {
  switch (states.state) {
    case ControllerState.ENABLED:
      return [EnabledSubstate, states.enabledSubstate];
    case ControllerState.OFFLINE:
      return [OfflineSubstate, states.offlineSubstate];
    case ControllerState.FAULT:
      return [FaultSubstate, states.faultSubstate];
    default:
      return [];
  }
}

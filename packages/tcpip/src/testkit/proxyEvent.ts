/** Which way bytes travel through a {@link FaultProxy}. */
export type Direction = "clientToServer" | "serverToClient";

/** One of the two peers of a connection through a {@link FaultProxy}. */
export type Side = "client" | "server";

/**
 * What a {@link FaultProxy} notes down.
 *
 * - `connected`: both legs of a connection stand.
 * - `refused`: a new connection was reset because `refuseConnections` is on.
 * - `targetFailed`: the target did not take the connection; the client was reset.
 * - `ended`: a FIN was passed on in `direction` (the sender's own, or `halfClose`).
 * - `reset`: a connection was reset, by a peer or by `reset()`.
 * - `dropped`: `dropAfterBytes` was reached in `direction`.
 * - `blackHoled`: the first byte was swallowed in `direction`.
 * - `corrupted`: bits of the byte at `position` in `direction` were flipped.
 * - `closed`: both legs of a connection are gone.
 */
export type ProxyEventType =
  | "connected"
  | "refused"
  | "targetFailed"
  | "ended"
  | "reset"
  | "dropped"
  | "blackHoled"
  | "corrupted"
  | "closed";

/** One line of {@link FaultProxy.events}. */
export interface ProxyEvent {
  readonly type: ProxyEventType;
  /** Number of the connection, counted from 1 in the order of accepting. */
  readonly connection: number;
  /** Milliseconds since the proxy was made. */
  readonly atMs: number;
  /** Where it happened, when it belongs to one direction. */
  readonly direction?: Direction;
  /** Offset in the sender's stream of bytes, for `dropped`, `blackHoled` and `corrupted`. */
  readonly position?: number;
  /** Why, for `targetFailed` and for a `reset` that came from a peer. */
  readonly error?: unknown;
}

/** A {@link ProxyEvent} before the proxy has put number and time on it. */
export type ProxyEventDetails = Omit<ProxyEvent, "connection" | "atMs">;

/** The IPv4 loopback address. */
export const LOCALHOST_IPV4 = "127.0.0.1";

/** The IPv6 loopback address. */
export const LOCALHOST_IPV6 = "::1";

/** The host of a client or server on this machine when nothing else is said. */
export const DEFAULT_LOCALHOST = "127.0.0.1";

/** The text encoding of `readStr`, `writeStr`, `readJson` and `writeJson`. */
export const DEFAULT_ENCODING = "utf-8";

/** The bytes that end a text message: CR LF. */
export const DEFAULT_TERMINATOR: Uint8Array = Uint8Array.of(0x0d, 0x0a);

/** How often, in milliseconds, a link is looked at when nothing else is said. A value <= 0 means: not at all. */
export const DEFAULT_MONITOR_CONNECTION_INTERVAL = 100;

/** The text of a heartbeat message; on the wire it is followed by the terminator. */
export const HEARTBEAT: Uint8Array = new TextEncoder().encode("heartbeat");

/** Pause between two heartbeats of a `Client`, in milliseconds. */
export const DEFAULT_HEARTBEAT_SEND_INTERVAL = 1000;

/** Longest silence between heartbeats that a `OneClientReadLoopServer` accepts, in milliseconds. */
export const DEFAULT_MAX_HEARTBEAT_INTERVAL = 10_000;

/** Silence on a connection after which the operating system probes the peer (TCP_KEEPIDLE), in milliseconds. */
export const KEEPALIVE_TIME_MS = 60_000;

/** Pause between two keep-alive probes (TCP_KEEPINTVL), in milliseconds. */
export const KEEPALIVE_INTERVAL_MS = 15_000;

/** Unanswered keep-alive probes after which the peer counts as gone (TCP_KEEPCNT). */
export const KEEPALIVE_PROBES = 4;

/** How long closing a connection or a listener may take, in milliseconds, before it is cut off. */
export const CLOSE_WAIT_TIME_MS = 5000;

/** Silence, in milliseconds, after which `onSecondClient: "replace-stale"` gives the place to a newcomer. */
export const DEFAULT_STALE_AFTER_MS = 10_000;

/** Longest line that `readLine` and `readUntil` accept, in bytes, terminator included. */
export const DEFAULT_LIMIT_BYTES = 65_536;

/** The longest delay a timer of JavaScript can have, in milliseconds: 24.8 days. A longer one would fire at once. */
export const MAX_TIMER_MS = 0x7fffffff;

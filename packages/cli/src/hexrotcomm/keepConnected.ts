import { describeError } from "../describeError.ts";
import { pause } from "../pause.ts";
import { untilAborted } from "../untilAborted.ts";

/** Something that connects, and can be connected again when the link is lost. */
interface Connectable {
  readonly link: { readonly doneTask: Promise<void> };
  connect(wait: { signal: AbortSignal; timeoutMs: number }): Promise<unknown>;
}

/** What is told. */
export interface ConnectionListener {
  lost(): void;
  /** An attempt failed; the next one follows. */
  failed(reason: string, nextMs: number): void;
  connected(): void;
}

/** Pauses between two attempts, in milliseconds: longer each time, so that nobody is bothered by a thousand monitors. */
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;
const CONNECT_LIMIT_MS = 10_000;

/** Connects again whenever the link is lost, until the signal aborts. */
export async function keepConnected(
  station: Connectable,
  listener: ConnectionListener,
  signal: AbortSignal,
): Promise<void> {
  const aborted = untilAborted(signal);
  for (;;) {
    await Promise.race([station.link.doneTask, aborted]);
    if (signal.aborted) return;
    listener.lost();
    if (!(await connectAgain(station, listener, signal))) return;
    listener.connected();
  }
}

/** Resolves to whether it is connected; false when the signal aborted. */
async function connectAgain(station: Connectable, listener: ConnectionListener, signal: AbortSignal): Promise<boolean> {
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    try {
      await pause(pauseMs, signal);
      await station.connect({ signal, timeoutMs: CONNECT_LIMIT_MS });
      return true;
    } catch (error) {
      if (signal.aborted) return false;
      listener.failed(describeError(error), Math.min(pauseMs * 2, LONGEST_PAUSE_MS));
    }
  }
}

import type { ReceivedCommand, ReceivedCommands } from "@obswire/mocks";
import type { LogFunction } from "@obswire/tcpip";

/**
 * Reports each command that a mock receives, in order and once. A mock logs a command in the moment it records it, so
 * its log is the occasion to look for what is new in its record.
 */
export class CommandFeed {
  readonly #report: (received: ReceivedCommand) => void;
  #commands: ReceivedCommands | undefined;
  #last: ReceivedCommand | undefined;

  constructor(report: (received: ReceivedCommand) => void) {
    this.#report = report;
  }

  /** The record to watch. */
  watch(commands: ReceivedCommands): void {
    this.#commands = commands;
  }

  /** A log function for the mock, that hands on to another. */
  log(next: LogFunction | undefined): LogFunction {
    return (record) => {
      queueMicrotask(() => this.#look());
      next?.(record);
    };
  }

  #look(): void {
    const fresh: ReceivedCommand[] = [];
    for (let index = -1; ; index--) {
      const received = this.#commands?.at(index);
      if (received === undefined || received === this.#last) break;
      fresh.unshift(received);
    }
    this.#last = fresh.at(-1) ?? this.#last;
    for (const received of fresh) this.#report(received);
  }
}

/** Why a running command is asked to end. It is the `reason` of the context's signal. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
  readonly exitCode: number;

  constructor(message: string, exitCode: number) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** 128 + the number of the signal, as shells have it. SIGHUP: the terminal window was closed. */
const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** A second signal sooner than this is the same Ctrl-C: the terminal sends it, and so may a package manager in between. */
const SAME_PRESS_MS = 1000;

/** Turns everything that should end the program in good order into one AbortSignal. */
export class Interruption implements Disposable {
  readonly #controller = new AbortController();
  readonly #listeners: (() => void)[] = [];
  #firstMs: number | undefined;

  constructor() {
    for (const [name, exitCode] of Object.entries(SIGNALS)) {
      const interrupted = (): void => this.interrupt(`${name} received`, exitCode);
      process.on(name, interrupted);
      this.#listeners.push(() => process.off(name, interrupted));
    }
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Asks the command to end. Whoever asks a second time does not want to wait: the program ends at once. */
  interrupt(message: string, exitCode: number): void {
    if (this.#firstMs !== undefined && performance.now() - this.#firstMs > SAME_PRESS_MS) process.exit(exitCode);
    this.#firstMs ??= performance.now();
    this.#controller.abort(new Interrupted(message, exitCode));
  }

  /** Whoever read our output has had enough of it: the command ends, and that is no failure. */
  readonly outputClosed = (): void => {
    if (!this.signal.aborted) this.#controller.abort(new Interrupted("the output was closed", 0));
  };

  /** A program started by another `obswire` has a channel to it: when it breaks, the other is gone, however it ended. */
  endWithParent(): void {
    if (process.channel === undefined || process.channel === null) return;
    const gone = (): void => {
      if (!this.signal.aborted) this.#controller.abort(new Interrupted("the parent program has ended", 0));
    };
    process.on("disconnect", gone);
    process.channel.unref();
    this.#listeners.push(() => process.off("disconnect", gone));
  }

  [Symbol.dispose](): void {
    for (const remove of this.#listeners) remove();
  }
}

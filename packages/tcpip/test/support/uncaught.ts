/** Keeps every uncaught exception and unhandled rejection of the process while it lives, for `expect(...).toEqual([])`. */
export class UncaughtWatch implements Disposable {
  readonly errors: unknown[] = [];
  readonly #note = (error: unknown): void => void this.errors.push(error);

  constructor() {
    process.on("uncaughtException", this.#note);
    process.on("unhandledRejection", this.#note);
  }

  [Symbol.dispose](): void {
    process.off("uncaughtException", this.#note);
    process.off("unhandledRejection", this.#note);
  }
}

/**
 * Counts the commands of each code, as the controller expects it: 1 for the first of a code, then one more each time,
 * and 0 after 4294967295, because the field is an unsigned int.
 */
export class CommandCounter {
  readonly #last = new Map<number, number>();

  /** The counter of the next command with this code. */
  next(code: number): number {
    const counter = ((this.#last.get(code) ?? 0) + 1) >>> 0;
    this.#last.set(code, counter);
    return counter;
  }

  /** Sets what the last counter of a code was, to go on from a saved state. */
  set(code: number, last: number): void {
    this.#last.set(code, last >>> 0);
  }
}

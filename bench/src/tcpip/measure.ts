/** The middle of the values. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** The value below which this part (0 to 1) of the values is. */
export function quantile(values: Float64Array | readonly number[], part: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN;
}

/** Results of several candidates, one for each repeat. */
export class Results<Name extends string, Result> {
  readonly #byName = new Map<Name, Result[]>();

  /** Adds the result of the next repeat. */
  add(name: Name, result: Result): void {
    const list = this.#byName.get(name);
    if (list === undefined) this.#byName.set(name, [result]);
    else list.push(result);
  }

  /** Whether this candidate was measured. */
  has(name: Name): boolean {
    return this.#byName.has(name);
  }

  /** The median of a figure of one candidate. */
  median(name: Name, figure: (result: Result) => number): number {
    return median(this.#get(name).map(figure));
  }

  /**
   * The ratio of a figure between two candidates: the median of the ratios within the repeats, because what else runs
   * on the machine weighs on neighbours in time alike.
   */
  ratio(of: Name, to: Name, figure: (result: Result) => number): number {
    const theirs = this.#get(to);
    return median(
      this.#get(of).map((ours, repeat) => {
        const other = theirs[repeat];
        return other === undefined ? Number.NaN : figure(ours) / figure(other);
      }),
    );
  }

  #get(name: Name): Result[] {
    return this.#byName.get(name) ?? [];
  }
}

/**
 * Measures candidates in turns: A B C, C B A, A B C, ... so that a slow drift of the machine favours nobody. The first
 * turn warms up and does not count, unless `warmUp` is false.
 */
export async function inTurns<Name extends string, Result>(
  names: readonly Name[],
  repeats: number,
  run: (name: Name) => Promise<Result>,
  warmUp = true,
): Promise<Results<Name, Result>> {
  const results = new Results<Name, Result>();
  for (let repeat = warmUp ? 0 : 1; repeat <= repeats; repeat++) {
    for (const name of repeat % 2 === 0 ? names.toReversed() : names) {
      const result = await run(name);
      if (repeat > 0) results.add(name, result);
    }
  }
  return results;
}

/** Starts one child for each name, and ends them all. */
export async function withChildren<Name extends string, Child extends AsyncDisposable, T>(
  names: readonly Name[],
  start: (name: Name) => Child,
  use: (child: (name: Name) => Child) => Promise<T>,
): Promise<T> {
  const children = new Map(names.map((name) => [name, start(name)]));
  try {
    return await use((name) => {
      const child = children.get(name);
      if (child === undefined) throw new Error(`no child for ${name}`);
      return child;
    });
  } finally {
    await Promise.all([...children.values()].map((child) => child[Symbol.asyncDispose]()));
  }
}

/** Nanoseconds of `work` called `times` times, for one call. */
function timed(work: (times: number) => unknown, times: number): number {
  const start = process.hrtime.bigint();
  sink.last = work(times);
  return Number(process.hrtime.bigint() - start) / times;
}

/** Results go here, so that no work can be left out as unused. */
const sink: { last?: unknown } = {};

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] as number;
}

/** What each call of `ours` and of `theirs` costs, in nanoseconds: medians over rounds in which they take turns. */
export interface Compared {
  readonly ours: number;
  readonly theirs: number;
  /** Median of the ratios theirs / ours of the rounds: above 1, ours is faster. */
  readonly speed: number;
}

/** Both functions do the work as often as they are told. */
export function compare(
  ours: (times: number) => unknown,
  theirs: (times: number) => unknown,
  { quick }: { quick: boolean },
): Compared {
  const targetNs = quick ? 2e6 : 30e6;
  const rounds = quick ? 3 : 15;
  const both = [ours, theirs] as const;
  const times = both.map((work) => {
    for (let i = 0; i < (quick ? 2 : 8); i++) timed(work, 4000);
    return Math.max(100, Math.round(targetNs / timed(work, 4000)));
  });
  const measured: { ours: number; theirs: number }[] = [];
  for (let round = 0; round < rounds; round++) {
    const one = round % 2;
    const first = timed(both[one] as typeof ours, times[one] as number);
    const second = timed(both[1 - one] as typeof ours, times[1 - one] as number);
    measured.push(one === 0 ? { ours: first, theirs: second } : { ours: second, theirs: first });
  }
  return {
    ours: median(measured.map((m) => m.ours)),
    theirs: median(measured.map((m) => m.theirs)),
    speed: median(measured.map((m) => m.theirs / m.ours)),
  };
}

export function nanoseconds({ ours, theirs }: Compared): string {
  const show = (ns: number) => (ns < 10 ? ns.toFixed(2) : ns.toFixed(0));
  return `${show(ours)} ns against ${show(theirs)} ns`;
}

/** Six of something, one for each strut or coordinate of a hexapod. */
export type Six<T> = readonly [T, T, T, T, T, T];

/** `f` of each of them. */
export function mapSix<T, U>([a, b, c, d, e, g]: Six<T>, f: (value: T, index: number) => U): Six<U> {
  return [f(a, 0), f(b, 1), f(c, 2), f(d, 3), f(e, 4), f(g, 5)];
}

/** Six pairs, one of each. */
export function zipSix<T, U>(left: Six<T>, right: Six<U>): Six<readonly [T, U]> {
  const [a, b, c, d, e, f] = left;
  const [g, h, i, j, k, l] = right;
  return [
    [a, g],
    [b, h],
    [c, i],
    [d, j],
    [e, k],
    [f, l],
  ];
}

import type { MotionState, PathSegment } from "./pathSegment.ts";

/** What a path is for. */
export const PathKind = { STOPPED: "stopped", TRACKING: "tracking", SLEWING: "slewing", STOPPING: "stopping" } as const;
/** What a path is for. */
export type PathKind = (typeof PathKind)[keyof typeof PathKind];

/** Segments one after the other, and what they are for. Before the first and after the last they go on. Immutable. */
export class Path {
  /** What the path is for. */
  readonly kind: PathKind;
  /** In order of time; at least one. */
  readonly segments: readonly [PathSegment, ...PathSegment[]];

  constructor(kind: PathKind, segments: readonly [PathSegment, ...PathSegment[]]) {
    this.kind = kind;
    this.segments = segments;
  }

  /** The last segment: where the path ends up. */
  get last(): PathSegment {
    return this.segments.at(-1) ?? this.segments[0];
  }

  /** The motion at a time, in seconds. */
  at(sec: number): MotionState {
    const current = this.segments.findLast(({ startSec }) => startSec <= sec) ?? this.segments[0];
    return current.at(sec);
  }
}

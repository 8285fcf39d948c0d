import type { Layout } from "../layout.ts";
import { type Codec, type Fallback } from "./codec.ts";

/** How strictly {@link closures} writes. */
interface Strictness {
  /** Whether values may have properties that are not fields, or are undefined. */
  readonly anyProperties: boolean;
}
/** A codec made of closures, for where code cannot be generated from strings. */
export declare function closures(layout: Layout, fallback: Fallback, { anyProperties }?: Strictness): Codec;

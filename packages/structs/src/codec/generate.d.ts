import type { Layout } from "../layout.ts";
import { type Codec, type Fallback } from "./codec.ts";
/** Whether code can be generated from strings here. A content security policy or a flag of the engine can forbid it. */
export declare function canGenerate(): boolean;
/** A codec whose code is straight-line JavaScript made for this layout: what one would write by hand. */
export declare function generate(layout: Layout, fallback: Fallback): Codec;

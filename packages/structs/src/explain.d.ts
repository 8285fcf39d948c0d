import type { Layout, Placed } from "./layout.ts";
import type { ScalarNode } from "./node.ts";
/** Throws the reason why `values` cannot be written to a struct; returns if there is none. The codecs only know that there may be one. */
export declare function explain(layout: Layout, values: unknown): void;
/** The same for one field. */
export declare function explainField(layout: Layout, { name, node, offset }: Placed, value: unknown): void;
/** The `asNumber` integer at `offset` and its path; a union may have other fields there. */
export declare function safeIntegerAt(
  layout: Layout,
  offset: number,
):
  | {
      path: string;
      node: ScalarNode;
    }
  | undefined;

import type { Placement } from "./codec/codec.ts";
import type { Layout } from "./layout.ts";
/** What is on the prototype of a struct class, and on that of its moving instances. */
export declare function membersOf(layout: Layout): (placement: Placement) => PropertyDescriptorMap;

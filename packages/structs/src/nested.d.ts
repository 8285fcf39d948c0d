import type { Layout } from "./layout.ts";
/** Key of the views of nested structs, made when they are first asked for. */
export declare const NESTED: unique symbol;
/** The getters of nested structs and arrays of them: live views over the same memory, and in place of a cursor views that stay there. */
export declare function nestedGetters(layout: Layout): Map<string, () => object>;

import type { Node } from "../node.ts";

/**
 * The JavaScript for one value, as text: `d` is the DataView, `at` where the value is, `x` a variable with the value to write. Only numbers
 * made here and names of enumerated encodings are put into the text, never anything a user wrote.
 */
interface Expressions {
  /** An expression for the value; may use the variable `h`, and `o`, the start of the struct. */
  read(at: string): string;
  /** An expression that tells whether `x` can be written. */
  test(x: string): string;
  /** A statement that writes `x`. */
  write(at: string, x: string): string;
}
type Leaf = Exclude<
  Node,
  {
    kind: "array" | "struct" | "padding";
  }
>;
export declare function expressions(node: Leaf): Expressions;

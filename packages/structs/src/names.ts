import { StructsError } from "./errors.ts";

/** Names of an instance that are taken: its own members, those every object has, and `then`, which would make `await` wait for it. */
const TAKEN: ReadonlySet<string> = new Set([
  "bytes",
  "copy",
  "equals",
  "load",
  "set",
  "then",
  "toJSON",
  ...Object.getOwnPropertyNames(Object.prototype),
]);

const IDENTIFIER = /^[$_\p{ID_Start}][$\p{ID_Continue}]*$/u;

/** @throws {@link StructsError} `ERR_STRUCTS_DECLARATION` if a field cannot have this name */
export function checkFieldName(struct: string, field: string): void {
  const problem = TAKEN.has(field)
    ? "is a member of every instance"
    : IDENTIFIER.test(field)
      ? undefined
      : "is not an identifier (JavaScript would not keep the order of numbers)";
  if (problem === undefined) return;
  throw new StructsError(
    "ERR_STRUCTS_DECLARATION",
    `${struct}: a field cannot be called ${JSON.stringify(field)}, which ${problem}`,
    {
      struct,
      field,
    },
  );
}

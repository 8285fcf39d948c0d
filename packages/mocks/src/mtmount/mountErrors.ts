/**
 * A command that the mount refuses. The original's explanation is the text of a Python exception, and programs may look
 * for it: `RuntimeError('Not enabled')`.
 */
export class MountRefusal extends Error {
  override readonly name = "MountRefusal";
  readonly #pythonName: "RuntimeError" | "ValueError";

  constructor(message: string, pythonName: "RuntimeError" | "ValueError" = "RuntimeError") {
    super(message);
    this.#pythonName = pythonName;
  }

  /** As it stands in a `NoAckReply`. */
  get explanation(): string {
    return `${this.#pythonName}(${quoted(this.message)})`;
  }
}

/** Another command took the place of a move. */
export class Superseded extends Error {
  override readonly name = "Superseded";

  constructor() {
    super("Superseded");
  }
}

/** What a `NoAckReply` says about an error before the acknowledgement. */
export function explanationOf(error: unknown): string {
  if (error instanceof MountRefusal) return error.explanation;
  if (error instanceof RangeError) return new MountRefusal(error.message, "ValueError").explanation;
  return error instanceof Error ? `${error.name}(${quoted(error.message)})` : String(error);
}

/** A text as Python quotes it. */
function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll("\r", "\\r");
  return `${quote}${quote === "'" ? escaped.replaceAll("'", "\\'") : escaped}${quote}`;
}

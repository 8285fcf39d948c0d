import { JsonDecodeError } from "./errors.ts";
import { parseLikePython, stringifyLikePython } from "./pythonJson.ts";
import { type TextCodec, textCodec } from "./textCodec.ts";

/** Text messages and their bytes: an encoding and the terminator behind each message. */
export class TextMessages {
  readonly encoding: string;
  /** The bytes behind each message. */
  readonly terminator: Uint8Array;
  readonly #codec: TextCodec;

  /** @throws RangeError for an unknown encoding or an empty terminator; TypeError when the terminator is not bytes. */
  constructor(encoding: string, terminator: Uint8Array) {
    this.#codec = textCodec(encoding);
    if (!(terminator instanceof Uint8Array)) throw new TypeError("terminator must be a Uint8Array");
    if (terminator.length === 0) throw new RangeError("terminator must have at least 1 byte");
    this.encoding = encoding;
    this.terminator = terminator;
  }

  /** The bytes of `text`, terminator included. */
  encode(text: string): Uint8Array {
    const body = this.#codec.encode(text);
    const message = new Uint8Array(body.length + this.terminator.length);
    message.set(body);
    message.set(this.terminator, body.length);
    return message;
  }

  /** The text of a message as received, terminator included. */
  decode(message: Uint8Array): string {
    return this.#codec.decode(message.subarray(0, message.length - this.terminator.length));
  }

  /** The bytes of a value as JSON, terminator included. */
  encodeJson(value: unknown): Uint8Array {
    return this.encode(stringifyLikePython(value));
  }

  /** The value of a JSON message as received, terminator included. */
  decodeJson(message: Uint8Array): unknown {
    const text = this.decode(message);
    try {
      return parseLikePython(text);
    } catch (cause) {
      throw new JsonDecodeError(text, cause);
    }
  }
}

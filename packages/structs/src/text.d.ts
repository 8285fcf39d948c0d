/**
 * How text is written in a `char` array.
 *
 * - `utf8` (default): bytes that are not UTF-8 read as U+FFFD.
 * - `latin1`: one byte for each of U+0000 to U+00FF; whatever the bytes are, they survive reading and writing.
 * - `ascii`: bytes above 0x7f read as U+FFFD and cannot be written.
 */
export type TextEncoding = "utf8" | "latin1" | "ascii";
/**
 * The text in `length` bytes at `at`, up to the first NUL.
 * One call of `String.fromCharCode` for 16 bytes: twice as fast as a character at a time, and no TextDecoder is needed.
 */
export declare function readText(d: DataView, at: number, length: number, encoding: TextEncoding): string;
/** Whether `text` can be written in `length` bytes; a text that fills the field has no NUL at its end, as in C. */
export declare function fitsText(text: unknown, length: number, encoding: TextEncoding): boolean;
/** Writes a text that {@link fitsText}, and zeroes what is left of the field. Four characters at a time, where they are one byte each. */
export declare function writeText(d: DataView, at: number, length: number, text: string, encoding: TextEncoding): void;
/** Bytes of `text` in UTF-8; infinite when half of a surrogate pair is missing, which UTF-8 cannot express. */
export declare function utf8Length(text: string): number;

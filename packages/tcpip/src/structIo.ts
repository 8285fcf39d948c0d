import type { ByteSource, ByteTarget } from "./bytes.ts";
import { bytesOf } from "./bytes.ts";
import type { StreamReader } from "./streamReader.ts";
import type { StreamWriter } from "./streamWriter.ts";
import type { WaitOptions } from "./waiting.ts";

/** Fills `target.bytes` from the stream: `reader.readInto(target)`, under the name the field knows. */
export function readInto(reader: StreamReader, target: ByteTarget, options?: WaitOptions): Promise<void> {
  return reader.readInto(target, options);
}

/**
 * Sends structs one behind the other, in one piece, and waits while the peer does not keep up. The bytes are copied
 * before this returns: the structs may be changed at once.
 *
 * @throws TcpipError `ERR_TCPIP_NOT_CONNECTED`, `ERR_TCPIP_CONNECTION_LOST`.
 */
export function writeFrom(writer: StreamWriter, ...sources: ByteSource[]): Promise<void> {
  try {
    for (const source of sources) bytesOf(source);
    for (const source of sources) writer.write(source);
    return writer.drain();
  } catch (error) {
    return Promise.reject(error);
  }
}

/** Sends what is pending and closes the connection. Never rejects; safe to call again; takes at most 5 s. */
export function closeStreamWriter(writer: StreamWriter): Promise<void> {
  return writer.close();
}

import type { Message } from "../message.ts";

/**
 * The same struct class with the frame id of one device: the two hexapods share their structs, and up to version 0.19
 * each had frame ids of its own.
 */
export function withFrameId<Class extends new () => Message>(
  StructClass: Class,
  frameId: number,
): Class & { readonly FRAME_ID: number } {
  if ("FRAME_ID" in StructClass && StructClass.FRAME_ID === frameId) {
    return StructClass as Class & { readonly FRAME_ID: number };
  }
  const Base: new () => Message = StructClass;
  const Made = class extends Base {};
  Object.defineProperty(Made, "name", { value: StructClass.name });
  return Object.assign(Made, { FRAME_ID: frameId }) as unknown as Class & { readonly FRAME_ID: number };
}

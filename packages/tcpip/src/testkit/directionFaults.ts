import { checkWhole, describe } from "../options.ts";
import type { Corruption, DirectionState } from "./directionState.ts";
import type { DropWith, FaultSettings, RandomSize } from "./faultSettings.ts";

/**
 * The switches and counters of one direction: of a whole {@link FaultProxy} (they act on every connection, open or to
 * come) or of one {@link ProxyConnection}. The switches are plain fields; what each means is in {@link FaultSettings}.
 *
 * ```ts
 * proxy.serverToClient.splitBytes = 1;
 * Object.assign(proxy.clientToServer, { delayMs: 20, corruptRate: 0.001 });
 * proxy.clientToServer.clear();
 * ```
 */
export class DirectionFaults implements FaultSettings {
  readonly #state: DirectionState;

  /** Made by the proxy. */
  constructor(state: DirectionState) {
    this.#state = state;
  }

  /** {@inheritDoc FaultSettings.delayMs} */
  get delayMs(): number {
    return this.#state.settings.delayMs;
  }
  set delayMs(value: number) {
    this.#state.set("delayMs", value);
  }

  /** {@inheritDoc FaultSettings.splitBytes} */
  get splitBytes(): number | RandomSize {
    return this.#state.settings.splitBytes;
  }
  set splitBytes(value: number | RandomSize) {
    this.#state.set("splitBytes", value);
  }

  /** {@inheritDoc FaultSettings.splitGapMs} */
  get splitGapMs(): number {
    return this.#state.settings.splitGapMs;
  }
  set splitGapMs(value: number) {
    this.#state.set("splitGapMs", value);
  }

  /** {@inheritDoc FaultSettings.coalesceBytes} */
  get coalesceBytes(): number {
    return this.#state.settings.coalesceBytes;
  }
  set coalesceBytes(value: number) {
    this.#state.set("coalesceBytes", value);
  }

  /** {@inheritDoc FaultSettings.coalesceMs} */
  get coalesceMs(): number {
    return this.#state.settings.coalesceMs;
  }
  set coalesceMs(value: number) {
    this.#state.set("coalesceMs", value);
  }

  /** {@inheritDoc FaultSettings.stalled} */
  get stalled(): boolean {
    return this.#state.settings.stalled;
  }
  set stalled(value: boolean) {
    this.#state.set("stalled", value);
  }

  /** {@inheritDoc FaultSettings.blackHoleAfterBytes} */
  get blackHoleAfterBytes(): number {
    return this.#state.settings.blackHoleAfterBytes;
  }
  set blackHoleAfterBytes(value: number) {
    this.#state.set("blackHoleAfterBytes", value);
  }

  /** {@inheritDoc FaultSettings.dropAfterBytes} */
  get dropAfterBytes(): number {
    return this.#state.settings.dropAfterBytes;
  }
  set dropAfterBytes(value: number) {
    this.#state.set("dropAfterBytes", value);
  }

  /** {@inheritDoc FaultSettings.dropWith} */
  get dropWith(): DropWith {
    return this.#state.settings.dropWith;
  }
  set dropWith(value: DropWith) {
    this.#state.set("dropWith", value);
  }

  /** {@inheritDoc FaultSettings.corruptRate} */
  get corruptRate(): number {
    return this.#state.settings.corruptRate;
  }
  set corruptRate(value: number) {
    this.#state.set("corruptRate", value);
  }

  /**
   * Flip bits of the byte at one offset, once per connection. Stays set for connections to come; several offsets may be
   * set. An offset that has passed already has no effect on that connection.
   */
  corrupt({ offset, xor = 0xff }: Corruption): void {
    if (offset === undefined) throw new TypeError("offset must be a whole number, not undefined");
    checkWhole("offset", offset, 0);
    if (!Number.isInteger(xor) || xor < 1 || xor > 0xff) {
      throw new RangeError(`xor must be a whole number from 1 to 255, not ${describe(xor)}`);
    }
    this.#state.addCorruption(offset, xor);
  }

  /** Forget what {@link corrupt} was told. `corruptRate` is left alone. */
  clearCorruption(): void {
    this.#state.clearCorruption();
  }

  /** A link without faults again: every switch at its default, {@link corrupt} forgotten. */
  clear(): void {
    this.#state.clear();
  }

  /** Bytes read from the sender. */
  get bytesReceived(): number {
    return this.#state.bytesReceived;
  }

  /** Bytes handed to the receiver's socket. */
  get bytesForwarded(): number {
    return this.#state.bytesForwarded;
  }

  /** Bytes that were read and forgotten: in a black hole, after a half-close, or because the receiver is gone. */
  get bytesSwallowed(): number {
    return this.#state.bytesSwallowed;
  }

  /** Offset of the next byte to leave, of one connection (the point where `corrupt` can act next). 0 on the proxy itself. */
  get position(): number {
    return this.#state.position;
  }
}

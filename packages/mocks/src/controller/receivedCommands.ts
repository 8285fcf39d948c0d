import type { CommandOf, WireGeneration } from "@obswire/hexrotcomm";
import { limitedWait, TcpipError, type WaitOptions } from "@obswire/tcpip";

/** A command of any generation. */
export type AnyCommand = CommandOf<WireGeneration>;

/** A command as a mock received it. */
export interface ReceivedCommand {
  /** A copy of the command. */
  readonly command: AnyCommand;
  /** The name of its code, if the device knows it. */
  readonly name: string | undefined;
  /** What became of it. Only "done" is acknowledged with ACK, the others, but "ignored", with NO_ACK. */
  outcome: "done" | "refused" | "unknown code" | "no handler" | "failed" | "ignored";
  /** Why it was not done. */
  reason: string | undefined;
  /** How long it was said to take, in seconds; 0 when it is done at once. */
  durationSec: number;
}

/** How many commands are remembered. */
const MOST = 1000;
/** How long an expectation waits, in milliseconds, unless another limit is given. */
const DEFAULT_LIMIT_MS = 5000;

/** The commands that a mock has received, the last 1000 of them, and expectations of those to come. */
export class ReceivedCommands implements Iterable<ReceivedCommand> {
  readonly #commands: ReceivedCommand[] = [];
  readonly #notExpected = new Set<ReceivedCommand>();
  readonly #expected = new Map<(received: ReceivedCommand) => boolean, () => void>();
  readonly #codes: Readonly<Record<string, number>> | undefined;
  #closed = false;

  /** @param codes the commands there are; without them any name can be expected. */
  constructor(codes?: Readonly<Record<string, number>>) {
    this.#codes = codes;
  }

  /** How many there are. */
  get length(): number {
    return this.#commands.length;
  }

  /** The command at this index; negative counts from the end. */
  at(index: number): ReceivedCommand | undefined {
    return this.#commands.at(index);
  }

  /** The commands, oldest first. */
  [Symbol.iterator](): Iterator<ReceivedCommand> {
    return this.#commands.values();
  }

  /** Forgets what was received. */
  clear(): void {
    this.#commands.length = 0;
    this.#notExpected.clear();
  }

  /** Records a command, when its outcome is known and before it is acknowledged. */
  add(received: ReceivedCommand): void {
    const oldest = this.#commands.length === MOST ? this.#commands.shift() : undefined;
    if (oldest !== undefined) this.#notExpected.delete(oldest);
    this.#commands.push(received);
    for (const meets of this.#expected.keys()) if (meets(received)) return;
    this.#notExpected.add(received);
  }

  /** Says that no more commands come: what is still expected, or will be, is rejected. */
  close(): void {
    this.#closed = true;
    for (const noMore of [...this.#expected.values()]) noMore();
    this.#expected.clear();
  }

  /**
   * The first command of this name or code that no earlier expectation has had: one that was received already, or the
   * next to come. The limit is 5 s unless another is given.
   *
   * @throws RangeError at once, if there is no command of this name; TcpipError `ERR_TCPIP_TIMEOUT`, or `ERR_TCPIP_CLOSED`
   * when no more commands come.
   */
  async expect(nameOrCode: string | number, options?: WaitOptions): Promise<ReceivedCommand> {
    this.#checkName(nameOrCode);
    const isMeant = ({ name, command }: ReceivedCommand): boolean => nameOrCode === name || nameOrCode === command.code;
    const earlier = [...this.#notExpected].find(isMeant);
    if (earlier !== undefined) {
      this.#notExpected.delete(earlier);
      return earlier;
    }
    const limits = { timeoutMs: DEFAULT_LIMIT_MS, ...options };
    return await limitedWait(`no command ${nameOrCode}`, limits, (resolve, reject) => {
      const noMore = (): void =>
        reject(new TcpipError("ERR_TCPIP_CLOSED", `no command ${nameOrCode}: the mock is closed`));
      if (this.#closed) {
        noMore();
        return () => {};
      }
      const meets = (received: ReceivedCommand): boolean => {
        if (!isMeant(received)) return false;
        this.#expected.delete(meets);
        resolve(received);
        return true;
      };
      this.#expected.set(meets, noMore);
      return () => this.#expected.delete(meets);
    });
  }

  /** A code need not be known: a device receives those as well. */
  #checkName(nameOrCode: string | number): void {
    if (typeof nameOrCode === "number" || this.#codes === undefined || Object.hasOwn(this.#codes, nameOrCode)) return;
    const names = Object.keys(this.#codes).join(", ");
    throw new RangeError(`nameOrCode must be a code, or one of ${names}, not ${JSON.stringify(nameOrCode)}`);
  }
}

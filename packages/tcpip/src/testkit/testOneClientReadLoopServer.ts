import { isTcpipError, TcpipError } from "../errors.ts";
import { OneClientReadLoopServer } from "../oneClientReadLoopServer.ts";
import { limitedWait, type WaitOptions } from "../waiting.ts";

/**
 * A read-loop server for tests: it keeps each line it reads until `getNextData` asks for it. A line with `heartbeat` in
 * it is a heartbeat; the end of the stream in the middle of a line, or before one, counts as an empty line.
 */
export class TestOneClientReadLoopServer extends OneClientReadLoopServer {
  /** Set to true, the next read throws `ERR_TCPIP_CONNECTION_LOST`; then it is false again. Default: false. */
  failNextRead = false;
  readonly #data: string[] = [];
  readonly #waiters: ((text: string) => void)[] = [];

  /** The lines that nobody has asked for yet, oldest first. */
  get pendingData(): readonly string[] {
    return this.#data;
  }

  /** The next line, in the order of arrival. @throws TcpipError `ERR_TCPIP_TIMEOUT` when there is none in time. */
  getNextData(options?: WaitOptions): Promise<string> {
    return limitedWait<string>("no line", options, (resolve) => {
      const text = this.#data.shift();
      if (text !== undefined) {
        resolve(text);
        return () => undefined;
      }
      this.#waiters.push(resolve);
      return () => this.#waiters.splice(this.#waiters.indexOf(resolve), 1);
    });
  }

  override async readAndDispatch(): Promise<void> {
    if (this.failNextRead) {
      this.failNextRead = false;
      throw new TcpipError("ERR_TCPIP_CONNECTION_LOST", "failNextRead is set");
    }
    const text = await this.#readText();
    if (text.includes("heartbeat")) {
      this.handleReceivedHeartbeat();
      return;
    }
    const waiter = this.#waiters.shift();
    if (waiter === undefined) this.#data.push(text);
    else waiter(text);
  }

  async #readText(): Promise<string> {
    try {
      return await this.readStr();
    } catch (error) {
      if (isTcpipError(error, "ERR_TCPIP_INCOMPLETE_READ")) return "";
      throw error;
    }
  }
}

import { createInterface } from "node:readline";

/** What a request line holds: `do` and whatever that needs. */
export type Handlers<Request> = { [K in keyof Request]: (request: Request[K]) => object | Promise<object> };

/**
 * Answers the requests on stdin, each with one line on stdout, until stdin ends; then the process ends.
 * `{"do": name, ...}` calls the handler of that name.
 */
export function answerRequests<Request>(handlers: Handlers<Request>): void {
  const answer = (fields: object): void => {
    process.stdout.write(`${JSON.stringify(fields)}\n`);
  };
  createInterface({ input: process.stdin })
    .on("line", async (line) => {
      const { do: name, ...request } = JSON.parse(line) as { do: keyof Request };
      try {
        answer(await handlers[name](request as unknown as Request[typeof name]));
      } catch (error) {
        answer({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
      }
    })
    .on("close", () => process.exit(0));
}

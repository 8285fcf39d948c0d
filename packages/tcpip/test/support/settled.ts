import { setImmediate as turnOfEventLoop } from "node:timers/promises";

/** Whether a promise is settled by now. Everything that is ready to happen happens first. */
export async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  let settled = false;
  const note = () => {
    settled = true;
  };
  promise.then(note, note);
  for (let turn = 0; turn < 20; turn++) await turnOfEventLoop();
  return settled;
}

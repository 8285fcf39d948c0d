/** Lets sockets and promises go on until something is true; the limit is 5 s. For what no message tells. */
export async function eventually(what: string, isTrue: () => boolean): Promise<void> {
  const endMs = performance.now() + 5000;
  while (!isTrue()) {
    if (performance.now() > endMs) throw new Error(`not within 5 s: ${what}`);
    await new Promise(setImmediate);
  }
}

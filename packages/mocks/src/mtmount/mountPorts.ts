import { isTcpipError, OneClientServer } from "@obswire/tcpip";

/** Below the ports that systems give to outgoing connections, so that the port of the pair is still free a moment later. */
const FIRST_PORT = 20_000;
const LAST_PORT = 31_998;
const ATTEMPTS = 50;

/**
 * Listens on a free port whose next one is free too: replies go to the port behind that of commands.
 *
 * @param listen tries to listen on a port; it throws `ERR_TCPIP_LISTEN` when that is taken.
 */
export async function listenBeforeFreePort<T extends AsyncDisposable>(
  host: string,
  listen: (port: number) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const port = FIRST_PORT + Math.floor(Math.random() * (LAST_PORT - FIRST_PORT));
    try {
      await using _next = await OneClientServer.listen({ host, port: port + 1 });
      return await listen(port);
    } catch (error) {
      if (attempt === ATTEMPTS || !isTcpipError(error, "ERR_TCPIP_LISTEN")) throw error;
    }
  }
}

import { OneClientServer } from "@obswire/tcpip";

/**
 * A port that nobody listens on, and neither on the next one. It is none of those that the system gives to clients: one
 * that connects again and again to such a port, before anybody listens there, ends up connected to itself.
 */
export async function freePorts(): Promise<number> {
  for (;;) {
    const port = 20_000 + 2 * Math.floor(Math.random() * 6000);
    const servers = [port, port + 1].map((one) => new OneClientServer({ host: "127.0.0.1", port: one }));
    const started = await Promise.allSettled(servers.map((server) => server.start()));
    await Promise.all(servers.map((server) => server.close()));
    if (started.every(({ status }) => status === "fulfilled")) return port;
  }
}

import { type Command, Communicator, MountCommander, type MountCommanderOptions, type Reply } from "../../src/index.ts";
import { LIMIT, LOOPBACK } from "./pairs.ts";

/** A commander, and the other end of its link: what a test makes the controller say. */
export interface Commanded extends AsyncDisposable {
  mount: MountCommander;
  controller: Communicator<false>;
  /** The next command that the controller receives. */
  received(): Promise<Command>;
  /** Makes the controller reply. */
  reply(...replies: Reply[]): Promise<void>;
}

/** Connects a commander to a controller that says nothing by itself. */
export async function commanded(options: Partial<MountCommanderOptions> = {}): Promise<Commanded> {
  const controller = new Communicator({ ...LOOPBACK, name: "controller", readReplies: false });
  await controller.start(LIMIT);
  // The reply port is wanted before the commander exists: a listener that is closed again has a free one.
  const probe = new Communicator({ ...LOOPBACK, readReplies: false });
  await probe.start(LIMIT);
  const replyPort = probe.serverPort;
  await probe.close();
  const [mount] = await Promise.all([
    MountCommander.connect({ host: "127.0.0.1", commandPort: controller.serverPort, replyPort, ...options }, LIMIT),
    controller.connect({ port: replyPort, ...LIMIT }),
  ]);
  return {
    mount,
    controller,
    received: () => controller.read(LIMIT),
    reply: async (...replies) => {
      for (const reply of replies) await controller.write(reply);
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all([mount.close(), controller.close()]);
    },
  };
}

// Mock hexapods in one process: each listens on a port of its own and sends telemetry at a given rate.
import { ControllerState } from "@obswire/hexrotcomm";
import { MockMTHexapodController } from "@obswire/mocks";
import { answerRequests } from "../../tcpip/children/answering.ts";
import { CostMeter } from "./costMeter.ts";

const meter = new CostMeter();
const mocks: MockMTHexapodController[] = [];

answerRequests<{ open: { count: number; intervalMs: number }; begin: object; end: object }>({
  open: async ({ count, intervalMs }) => {
    for (let i = 0; i < count; i++) {
      const initialState = ControllerState.ENABLED;
      mocks.push(await MockMTHexapodController.listen({ telemetryInterval: intervalMs, initialState }));
    }
    return { ports: mocks.map(({ port }) => port) };
  },
  begin: () => {
    meter.begin();
    return {};
  },
  end: () => meter.end(),
});

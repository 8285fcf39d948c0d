/**
 * The test-kit of `@obswire/tcpip`: what it takes to test programs that talk over TCP, with any test runner.
 *
 * - {@link FaultProxy}: a proxy between a client and a server that delays, splits, stalls, corrupts and breaks on request.
 *
 * @module
 */

export { DirectionFaults } from "./directionFaults.ts";
export type { Corruption } from "./directionState.ts";
export { FaultProxy, type FaultProxyOptions, type ProxyTarget } from "./faultProxy.ts";
export type { DropWith, FaultSettings, RandomSize } from "./faultSettings.ts";
export { ProxyConnection } from "./proxyConnection.ts";
export type { Direction, ProxyEvent, ProxyEventType, Side } from "./proxyEvent.ts";
export { type SeededRandom, seededRandom } from "./seededRandom.ts";

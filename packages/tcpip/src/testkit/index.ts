/**
 * The test-kit of `@obswire/tcpip`: what it takes to test programs that talk over TCP, with any test runner.
 *
 * - {@link FaultProxy}: a proxy between a client and a server that delays, splits, stalls, corrupts and breaks on request.
 * - {@link OneClientServerHarness}: a one-client server of any class, clients for it, and what its callback was told.
 * - {@link ConnectedQueue}: the calls of a `connectCallback`, one by one.
 * - {@link TestOneClientReadLoopServer}: a read-loop server that keeps what it reads.
 *
 * @packageDocumentation
 */
export { ConnectedQueue } from "./connectedQueue.ts";
export { DirectionFaults } from "./directionFaults.ts";
export type { Corruption } from "./directionState.ts";
export { FaultProxy } from "./faultProxy.ts";
export type { FaultProxyOptions, ProxyTarget } from "./faultProxyOptions.ts";
export type { DropWith, FaultSettings, RandomSize } from "./faultSettings.ts";
export { OneClientServerHarness, type OneClientServerHarnessOptions } from "./oneClientServerHarness.ts";
export { ProxyConnection } from "./proxyConnection.ts";
export type { Direction, ProxyEvent, ProxyEventType, Side } from "./proxyEvent.ts";
export { resetSocket } from "./resetSocket.ts";
export { type SeededRandom, seededRandom } from "./seededRandom.ts";
export { TestOneClientReadLoopServer } from "./testOneClientReadLoopServer.ts";

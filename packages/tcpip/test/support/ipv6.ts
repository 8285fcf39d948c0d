import { networkInterfaces } from "node:os";

/** Whether this machine has the IPv6 loopback address. */
const hasIpv6: boolean = Object.values(networkInterfaces())
  .flat()
  .some((address) => address?.address === "::1");

/** The loopback addresses of this machine. */
export const loopbackHosts: readonly string[] = hasIpv6 ? ["127.0.0.1", "::1"] : ["127.0.0.1"];

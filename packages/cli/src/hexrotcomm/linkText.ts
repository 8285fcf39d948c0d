/** Both sockets in words. */
export function linkText(telemetry: boolean, command: boolean): string {
  if (telemetry === command) return telemetry ? "both sockets connected" : "no socket connected";
  return telemetry
    ? "telemetry socket connected, command socket not"
    : "command socket connected, telemetry socket not";
}

/** Where controllers listen for commands of the control software (CSC); replies go to the port behind it. */
export const CSC_COMMAND_PORT = 50_005;

/** As `CSC_COMMAND_PORT`, for the engineering user interface. */
export const EUI_COMMAND_PORT = 60_005;

/** As `CSC_COMMAND_PORT`, for the hand-held device. */
export const HHD_COMMAND_PORT = 40_005;

/** Where controllers send telemetry to whoever connects. */
export const TELEMETRY_PORT = 50_035;

/** Where controllers of the single-socket protocol listen for the control software. */
export const SINGLE_SOCKET_COMMAND_PORT = 30_005;

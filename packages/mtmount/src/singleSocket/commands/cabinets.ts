import { bool, float, int, withDefault } from "../../message/field.ts";
import { CommandCode } from "../commandCode.ts";
import { command, parameters } from "./command.ts";

/** Makes the thermal control of the main cabinet follow the ambient temperature, or keep a setpoint. */
export const MainCabinetThermalTrackAmbient = command(
  "MainCabinetThermalTrackAmbient",
  CommandCode.MAIN_CABINET_THERMAL_TRACK_AMBIENT,
  {
    trackAmbient: bool("track_ambient"),
    setpointDegC: float("setpoint", "deg C"),
  },
);

/** Clears the alarm of the thermal control of the main cabinet. */
export const MainCabinetThermalResetAlarm = command(
  "MainCabinetThermalResetAlarm",
  CommandCode.MAIN_CABINET_THERMAL_RESET_ALARM,
  parameters.none,
);

/** Switches the thermal control of cabinet 0101 on or off. */
export const Cabinet0101ThermalPower = command("Cabinet0101ThermalPower", CommandCode.CABINET_0101_THERMAL_POWER, {
  ...parameters.drive,
  ...parameters.on,
});

/** Says how the thermal control of cabinet 0101 works, and its setpoint. */
export const Cabinet0101ThermalControlMode = command(
  "Cabinet0101ThermalControlMode",
  CommandCode.CABINET_0101_THERMAL_CONTROL_MODE,
  parameters.thermal,
);

/** Clears the alarm of the thermal control of cabinet 0101. */
export const Cabinet0101ThermalResetAlarm = command(
  "Cabinet0101ThermalResetAlarm",
  CommandCode.CABINET_0101_THERMAL_RESET_ALARM,
  parameters.drive,
);

/** Clears the alarm of the thermal control of the auxiliary cabinets. */
export const AuxiliaryCabinetsThermalResetAlarm = command(
  "AuxiliaryCabinetsThermalResetAlarm",
  CommandCode.AUXILIARY_CABINETS_THERMAL_RESET_ALARM,
  {
    cabinet: withDefault(int("cabinet"), -1),
  },
);

/** Sets the temperature of the thermal control of the auxiliary cabinets. */
export const AuxiliaryCabinetsThermalSetpoint = command(
  "AuxiliaryCabinetsThermalSetpoint",
  CommandCode.AUXILIARY_CABINETS_THERMAL_SETPOINT,
  {
    cabinet: withDefault(int("cabinet"), -1),
    setpointDegC: float("setpoint", "deg C"),
  },
);

/** Switches a fan of the thermal control of the auxiliary cabinets on or off. */
export const AuxiliaryCabinetsThermalFanPower = command(
  "AuxiliaryCabinetsThermalFanPower",
  CommandCode.AUXILIARY_CABINETS_THERMAL_FAN_POWER,
  { ...parameters.drive, ...parameters.on },
);

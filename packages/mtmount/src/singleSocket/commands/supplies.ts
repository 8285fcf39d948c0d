import { bool } from "../../message/field.ts";
import { CommandCode } from "../commandCode.ts";
import { command, parameters } from "./command.ts";

/** Switches the power supply of the main axes on or off. */
export const MainAxesPowerSupplyPower = command(
  "MainAxesPowerSupplyPower",
  CommandCode.MAIN_AXES_POWER_SUPPLY_POWER,
  parameters.on,
);

/** Clears the alarm of the power supply of the main axes. */
export const MainAxesPowerSupplyResetAlarm = command(
  "MainAxesPowerSupplyResetAlarm",
  CommandCode.MAIN_AXES_POWER_SUPPLY_RESET_ALARM,
  parameters.none,
);

/** Switches the oil supply on or off. */
export const OilSupplySystemPower = command("OilSupplySystemPower", CommandCode.OIL_SUPPLY_SYSTEM_POWER, parameters.on);

/** Switches the cooling of the oil supply on or off; manual mode only. */
export const OilSupplySystemPowerCooling = command(
  "OilSupplySystemPowerCooling",
  CommandCode.OIL_SUPPLY_SYSTEM_POWER_COOLING,
  parameters.on,
);

/** Switches the circulation pump of the oil supply on or off; manual mode only. */
export const OilSupplySystemPowerCirculationPump = command(
  "OilSupplySystemPowerCirculationPump",
  CommandCode.OIL_SUPPLY_SYSTEM_POWER_CIRCULATION_PUMP,
  parameters.on,
);

/** Switches the main pump of the oil supply on or off; manual mode only. */
export const OilSupplySystemPowerMainPump = command(
  "OilSupplySystemPowerMainPump",
  CommandCode.OIL_SUPPLY_SYSTEM_POWER_MAIN_PUMP,
  parameters.on,
);

/** Clears the alarm of the oil supply. */
export const OilSupplySystemResetAlarm = command(
  "OilSupplySystemResetAlarm",
  CommandCode.OIL_SUPPLY_SYSTEM_RESET_ALARM,
  parameters.none,
);

/** Makes the oil supply work by itself (`auto`), or by single commands. */
export const OilSupplySystemSetMode = command("OilSupplySystemSetMode", CommandCode.OIL_SUPPLY_SYSTEM_SET_MODE, {
  auto: bool("auto"),
});

/** Sets the temperature of the cabinets of the oil supply. */
export const OilSupplySystemCabinetsThermalSetpoint = command(
  "OilSupplySystemCabinetsThermalSetpoint",
  CommandCode.OIL_SUPPLY_SYSTEM_CABINETS_THERMAL_SETPOINT,
  parameters.setpoint,
);

/** Switches the top-end chiller on. */
export const TopEndChillerPowerOn = command(
  "TopEndChillerPowerOn",
  CommandCode.TOP_END_CHILLER_POWER_ON,
  parameters.none,
);

/** Switches the top-end chiller off. */
export const TopEndChillerPowerOff = command(
  "TopEndChillerPowerOff",
  CommandCode.TOP_END_CHILLER_POWER_OFF,
  parameters.none,
);

/** Clears the alarm of the top-end chiller. */
export const TopEndChillerResetAlarm = command(
  "TopEndChillerResetAlarm",
  CommandCode.TOP_END_CHILLER_RESET_ALARM,
  parameters.none,
);

/** Sets the temperature of the top-end chiller. */
export const TopEndChillerThermalSetpoint = command(
  "TopEndChillerThermalSetpoint",
  CommandCode.TOP_END_CHILLER_THERMAL_SETPOINT,
  parameters.setpoint,
);

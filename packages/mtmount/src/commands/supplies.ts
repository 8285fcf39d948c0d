import { CommandCode } from "../commandCode.ts";
import { bool, float } from "../message/field.ts";
import { command, parameters } from "./command.ts";

/** Switches the main power supply on or off. */
export const MainPowerSupplyPower = command("MainPowerSupplyPower", CommandCode.MAIN_POWER_SUPPLY_POWER, parameters.on);

/** Clears the alarm of the main power supply. */
export const MainPowerSupplyResetAlarm = command(
  "MainPowerSupplyResetAlarm",
  CommandCode.MAIN_POWER_SUPPLY_RESET_ALARM,
  parameters.none,
);

/** Switches the oil supply on or off. All three pumps of it; switching on takes up to 15 minutes. */
export const OilSupplySystemPower = command("OilSupplySystemPower", CommandCode.OIL_SUPPLY_SYSTEM_POWER, parameters.on);

/** Switches the cooling of the oil on or off; switching on takes up to 15 minutes. */
export const OilSupplySystemPowerCooling = command(
  "OilSupplySystemPowerCooling",
  CommandCode.OIL_SUPPLY_SYSTEM_POWER_COOLING,
  parameters.on,
);

/** Switches the oil pump on or off. */
export const OilSupplySystemPowerOil = command(
  "OilSupplySystemPowerOil",
  CommandCode.OIL_SUPPLY_SYSTEM_POWER_OIL,
  parameters.on,
);

/** Switches the main pump of the oil supply on or off. */
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

/** Switches the top-end chiller on or off. */
export const TopEndChillerPower = command("TopEndChillerPower", CommandCode.TOP_END_CHILLER_POWER, parameters.on);

/** Makes the top-end chiller follow the ambient temperature, or keep one. */
export const TopEndChillerTrackAmbient = command(
  "TopEndChillerTrackAmbient",
  CommandCode.TOP_END_CHILLER_TRACK_AMBIENT,
  {
    on: bool("on"),
    temperatureDegC: float("temperature", "deg C"),
  },
);

/** Clears the alarm of the top-end chiller. */
export const TopEndChillerResetAlarm = command(
  "TopEndChillerResetAlarm",
  CommandCode.TOP_END_CHILLER_RESET_ALARM,
  parameters.none,
);

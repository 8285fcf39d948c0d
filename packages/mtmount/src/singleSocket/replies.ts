import { Source } from "../enums.ts";
import { listType, objectType } from "../message/compoundTypes.ts";
import { bool, custom, enumeration, type Fields, float, int, text, withDefault } from "../message/field.ts";
import { boolType, enumType, floatType, intType } from "../message/fieldType.ts";
import { ALL_PARAMETERS, defineJsonMessage } from "../message/jsonMessage.ts";
import type { JsonMessageKind } from "../message/message.ts";
import { taiUnixSec } from "../tai.ts";
import {
  AxisMotionState,
  DeployableMotionState,
  ElevationLockingPinMotionState,
  PowerState,
  ReplyId,
  System,
} from "./enums.ts";

const header = {
  timestampTaiUnixSec: withDefault<number>(float("timestamp", "s, TAI since 1970"), () => taiUnixSec()),
};

/** Declares a reply by its name, id and parameters. */
function reply<Kind extends string, Id extends ReplyId, P extends Fields>(
  kind: Kind,
  id: Id,
  parameters: P,
): JsonMessageKind<Kind, "replyId", Id, typeof header & P> {
  return defineJsonMessage({ kind, codeName: "replyId", code: id, fields: { ...header, ...parameters } });
}

const answer = { commander: enumeration("commander", "Source", Source), sequenceId: int("sequenceId") };
const failure = { ...answer, explanation: text("explanation") };
const system = { system: enumeration("system", "System", System) };
const axis = { axis: enumeration("axis", "System", System) };
const powerState = (wireName: string) => enumeration(wireName, "PowerState", PowerState);
const ints = (wireName: string) => custom(listType(intType), wireName);
const everything = { parameters: custom(objectType, ALL_PARAMETERS) };

/** The command is accepted. `timeoutSec` is how long it is expected to take; -1: it is done already, or no limit is known. */
export const CmdAcknowledgedReply = reply("CmdAcknowledgedReply", ReplyId.CMD_ACKNOWLEDGED, {
  ...answer,
  timeoutSec: float("timeout", "s"),
});

/** The command is refused. */
export const CmdRejectedReply = reply("CmdRejectedReply", ReplyId.CMD_REJECTED, failure);

/** The command is done. */
export const CmdSucceededReply = reply("CmdSucceededReply", ReplyId.CMD_SUCCEEDED, answer);

/** The command failed after it was acknowledged. */
export const CmdFailedReply = reply("CmdFailedReply", ReplyId.CMD_FAILED, failure);

/** Another command has taken the place of this one; all three are 0 when it is not known which. */
export const CmdSupersededReply = reply("CmdSupersededReply", ReplyId.CMD_SUPERSEDED, {
  ...answer,
  supersedingSequenceId: int("supersedingSequenceId"),
  supersedingCommander: enumeration("supersedingCommander", "Source", Source),
  supersedingCommandCode: int("supersedingCommandCode"),
});

const condition = {
  name: text("name"),
  subsystemId: int("subsystemId"),
  subsystemInstance: int("subsystemInstance"),
  active: bool("active"),
  code: int("code"),
  description: text("description"),
};

/** A warning came up (`active`) or is over. */
export const WarningReply = reply("WarningReply", ReplyId.WARNING, condition);

/** An error came up or is over. */
export const ErrorReply = reply("ErrorReply", ReplyId.ERROR, { ...condition, latched: bool("latched") });

/** Who the commander is. */
export const CommanderReply = reply("CommanderReply", ReplyId.COMMANDER, {
  actualCommander: enumeration("actualCommander", "Source", Source),
});

/** The causes of the safety interlock, each a mask of bits, and what they bring about. */
export const SafetyInterlocksReply = reply("SafetyInterlocksReply", ReplyId.SAFETY_INTERLOCKS, {
  causes: int("causes"),
  subcausesEmergencyStop: int("subcausesEmergencyStop"),
  subcausesLimitSwitch: int("subcausesLimitSwitch"),
  subcausesDeployablePlatform: int("subcausesDeployablePlatform"),
  subcausesDoorHatchLadder: int("subcausesDoorHatchLadder"),
  subcausesMirrorCover: int("subcausesMirrorCover"),
  subcausesLockingPin: int("subcausesLockingPin"),
  subcausesCapacitorDoor: int("subcausesCapacitorDoor"),
  subcausesBrakesFailed: int("subcausesBrakesFailed"),
  effects: int("effects"),
});

/** The settings in use, by sections. */
export const DetailedSettingsAppliedReply = reply(
  "DetailedSettingsAppliedReply",
  ReplyId.DETAILED_SETTINGS_APPLIED,
  everything,
);

/** The sets of settings there are: name, description and dates of each. */
export const AvailableSettingsReply = reply("AvailableSettingsReply", ReplyId.AVAILABLE_SETTINGS, {
  sets: custom(listType(objectType), "sets"),
});

/** Whether a system has power, and its elements where it has several. */
export const PowerStateReply = reply("PowerStateReply", ReplyId.POWER_STATE, {
  ...system,
  powerState: powerState("powerState"),
  elementsPowerState: withDefault(
    custom(listType(enumType("PowerState", PowerState)), "elementsPowerState"),
    (): readonly PowerState[] => [],
  ),
});

/** What an axis does. `positionDeg` is the target of a point-to-point move. */
export const AxisMotionStateReply = reply("AxisMotionStateReply", ReplyId.AXIS_MOTION_STATE, {
  ...axis,
  state: enumeration("state", "AxisMotionState", AxisMotionState),
  positionDeg: float("position", "deg"),
});

/** The parts of the oil supply. */
export const OilSupplySystemStateReply = reply("OilSupplySystemStateReply", ReplyId.OIL_SUPPLY_SYSTEM_STATE, {
  cooling: powerState("cooling"),
  oil: powerState("oil"),
  mainPump: powerState("mainPump"),
});

/** What the elements of a chiller follow, and their temperatures. */
export const ChillerStateReply = reply("ChillerStateReply", ReplyId.CHILLER_STATE, {
  ...system,
  trackAmbient: custom(listType(boolType), "trackAmbient"),
  temperaturesDegC: custom(listType(floatType), "temperature"),
});

/** The states of the motion controllers of a system. */
export const MotionControllerStateReply = reply("MotionControllerStateReply", ReplyId.MOTION_CONTROLLER_STATE, {
  ...system,
  motionControllerState: ints("motionControllerState"),
});

/** An axis has come into position, or left it. */
export const InPositionReply = reply("InPositionReply", ReplyId.IN_POSITION, {
  ...axis,
  inPosition: bool("inPosition"),
});

/** Where the locking pins of the elevation axis are. */
export const ElevationLockingPinMotionStateReply = reply(
  "ElevationLockingPinMotionStateReply",
  ReplyId.ELEVATION_LOCKING_PIN_MOTION_STATE,
  {
    state: enumeration("state", "ElevationLockingPinMotionState", ElevationLockingPinMotionState),
    elementsState: ints("elementsState"),
  },
);

const deployable = {
  state: enumeration("state", "DeployableMotionState", DeployableMotionState),
  elementsState: custom(listType(enumType("DeployableMotionState", DeployableMotionState)), "elementsState"),
};

/** Where the four mirror covers are. */
export const MirrorCoversMotionStateReply = reply(
  "MirrorCoversMotionStateReply",
  ReplyId.MIRROR_COVERS_MOTION_STATE,
  deployable,
);

/** Where the four locks of the mirror covers are. */
export const MirrorCoverLocksMotionStateReply = reply(
  "MirrorCoverLocksMotionStateReply",
  ReplyId.MIRROR_COVER_LOCKS_MOTION_STATE,
  deployable,
);

/** Where the two deployable platforms are. */
export const DeployablePlatformsMotionStateReply = reply(
  "DeployablePlatformsMotionStateReply",
  ReplyId.DEPLOYABLE_PLATFORMS_MOTION_STATE,
  deployable,
);

/** Whether an axis knows its home position. */
export const HomedReply = reply("HomedReply", ReplyId.HOMED, { ...axis, homed: bool("homed") });

/** The limits that a system has reached: bits of `LimitsMask`, for each of its elements. */
export const LimitsReply = reply("LimitsReply", ReplyId.LIMITS, { ...system, limits: ints("limits") });

/** Special limits; nothing more is known about it. */
export const SpecialLimitsReply = reply("SpecialLimitsReply", ReplyId.SPECIAL_LIMITS, everything);

/** Which way the topple block of the azimuth axis lies. */
export const AzimuthToppleBlockReply = reply("AzimuthToppleBlockReply", ReplyId.AZIMUTH_TOPPLE_BLOCK, {
  reverse: bool("reverse"),
  forward: bool("forward"),
});

/** Switches of the azimuth cable wrap; nothing more is known about it. */
export const AzimuthCableWrapSwitchesReply = reply(
  "AzimuthCableWrapSwitchesReply",
  ReplyId.AZIMUTH_CABLE_WRAP_SWITCHES,
  everything,
);

/** Every kind of reply of the single-socket protocol, by its name. */
export const replies = {
  AvailableSettingsReply,
  AxisMotionStateReply,
  AzimuthCableWrapSwitchesReply,
  AzimuthToppleBlockReply,
  ChillerStateReply,
  CmdAcknowledgedReply,
  CmdFailedReply,
  CmdRejectedReply,
  CmdSucceededReply,
  CmdSupersededReply,
  CommanderReply,
  DeployablePlatformsMotionStateReply,
  DetailedSettingsAppliedReply,
  ElevationLockingPinMotionStateReply,
  ErrorReply,
  HomedReply,
  InPositionReply,
  LimitsReply,
  MirrorCoverLocksMotionStateReply,
  MirrorCoversMotionStateReply,
  MotionControllerStateReply,
  OilSupplySystemStateReply,
  PowerStateReply,
  SafetyInterlocksReply,
  SpecialLimitsReply,
  WarningReply,
};

/** A reply of any kind; its `kind` says which, and narrows the type. */
export type Reply = ReturnType<(typeof replies)[keyof typeof replies]>;

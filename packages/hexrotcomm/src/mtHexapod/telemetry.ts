import { array, f64, i32, struct, u16, u32 } from "@obswire/structs";
import { FrameId } from "../structs/gen4.ts";

// Telemetry of the hexapod controllers, one class for each layout that ever was. Arrays of 6 have one value per strut.
// States are whole numbers in doubles, as the controller's model computes them.

const six = array(f64, 6);
const three = array(f64, 3);

const driveRegisters = {
  statusWord: array(u16, 6).doc("status_word: status words of the drives (CANopen 0x6041)"),
  latchingFaultStatusRegister: array(u16, 6).doc("latching_fault_status_register: latched faults of the drives"),
  copleyFaultStatusRegister: array(u32, 6).doc("copley_fault_status_register: event status of the Copley drives"),
};

const applicationStatus = u32.doc("application_status: bits of ApplicationStatus");
const inputPinStates = array(u32, 3).doc("input_pin_states: inputs of the three drive pairs");

const states = {
  state: f64.doc("state: a ControllerState"),
  enabledSubstate: f64.doc("enabled_substate: an EnabledSubstate"),
};
const offlineAndTest = {
  offlineSubstate: f64.doc("offline_substate: an OfflineSubstate"),
  testState: f64.doc("test_state: used by the vendor's tests"),
};

const commandedPos = six.doc("commanded_pos: commanded position x, y, z in µm, u, v, w in degrees");

const positionsOld = {
  ...states,
  ...offlineAndTest,
  strutEncoderRaw: six.doc("strut_encoder_raw: encoder counts"),
  strutEncoderMicrons: six.doc("strut_encoder_microns: travel of each strut, µm"),
  commandedPos,
  measuredPos: six.doc("measured_pos: measured position x, y, z in µm, u, v, w in degrees"),
  commandedLength: six.doc("commanded_length: commanded travel of each strut, µm"),
};

/** Versions 0.1 to 0.2.1: 344 bytes. */
export class TelemetryV0_1 extends struct("Telemetry", {
  ...driveRegisters,
  applicationStatus: array(u16, 6).doc("application_status: bits of ApplicationStatus for each strut"),
  inputPinStates,
  ...positionsOld,
}) {}

/** Versions 0.2.2 to 0.16: 356 bytes. */
export class TelemetryV0_2_2 extends struct("Telemetry", {
  ...driveRegisters,
  applicationStatus: array(u32, 6).doc("application_status: bits of ApplicationStatus for each strut"),
  inputPinStates,
  ...positionsOld,
}) {}

/** Version 0.17: the application status is one, and its other places are unused. 356 bytes. */
export class TelemetryV0_17 extends struct("Telemetry", {
  ...driveRegisters,
  applicationStatus,
  junk: array(u32, 5).doc("junk: unused"),
  inputPinStates,
  ...positionsOld,
}) {}

/** Versions 0.18 and 0.19: 336 bytes. */
export class TelemetryV0_18 extends struct("Telemetry", {
  ...driveRegisters,
  applicationStatus,
  inputPinStates,
  ...positionsOld,
}) {}

/** Position and velocity of a strut, part of the telemetry of 0.20 to 1.4. */
export class PosVel extends struct("PosVel", {
  pos: f64.doc("pos: position, m"),
  vel: f64.doc("vel: velocity, m/s"),
}) {}

/** Estimated position and velocity of a strut. */
export class PosFiltVel extends struct("PosFiltVel", {
  pos: f64.doc("pos: position, m"),
  posFilt: f64.doc("pos_filt: filtered position, m"),
  vel: f64.doc("vel: velocity, m/s"),
}) {}

const rawAndRegisters = {
  strutMeasuredPosRaw: array(i32, 6).doc("strut_measured_pos_raw: encoder counts"),
  ...driveRegisters,
  applicationStatus,
  inputPinStates,
};
const electrical = {
  motorCurrent: six.doc("motor_current: A"),
  busVoltage: three.doc("bus_voltage: of the three drive pairs, V"),
};
const times = {
  mjd: f64.doc("mjd: Modified Julian Date, whole days"),
  mjdFrac: f64.doc("mjd_frac: fraction of the day"),
  dt: f64.doc("dt: step of the controller's loop, s"),
};
const strutMeasuredPosUm = six.doc("strut_measured_pos_um: travel of each strut, µm");
const strutCommandedDeltaPosM = six.doc(
  "strut_commanded_delta_pos_m: commanded travel, m by its name; a mock sends µm",
);
const strutCommandedPosvel = array(PosVel, 6).doc(
  "strut_commanded_posvel: commanded position and velocity of each strut",
);
const commandedTail = {
  strutCommandedAccel: six.doc("strut_commanded_accel: commanded acceleration of each strut, m/s²"),
  strutCommandedFinalPos: six.doc("strut_commanded_final_pos: where each strut is to end, m"),
  commandValid: f64.doc("command_valid: 1 when the last command was valid"),
};
const trackMode = f64.doc("track_mode: 1 while tracking");
const strutPosError = six.doc("strut_pos_error: m");
const measured = {
  measuredUvw: three.doc("measured_uvw: measured rotation u, v, w, degrees"),
  measuredXyz: three.doc("measured_xyz: measured position x, y, z, µm"),
  numIterations: f64.doc("num_iterations: steps the forward kinematics took"),
  estimatedPosfiltvel: array(PosFiltVel, 6).doc("estimated_posfiltvel: estimated position and velocity of each strut"),
};
const linearEncoders = {
  strutLinearEncoder: six.doc("strut_linear_encoder, _strut_linear_encoder since 0.28: not used"),
  strutLinearEncoderVelocity: six.doc("strut_linear_encoder_velocity, with an underscore since 0.28: not used"),
};
const middleOld = {
  strutCommandedPosvel,
  ...commandedTail,
  trackMode,
  ...states,
  ...offlineAndTest,
  strutPosError,
  ...measured,
  ...linearEncoders,
  commandedPos,
};

/** Versions 0.20 to 0.25: 792 bytes. */
export class TelemetryV0_20 extends struct("Telemetry", {
  ...rawAndRegisters,
  ...times,
  strutMeasuredPosUm,
  ...middleOld,
}) {}

/** Versions 0.26 to 1.0: with currents and voltages, 864 bytes. */
export class TelemetryV0_26 extends struct("Telemetry", {
  ...rawAndRegisters,
  ...electrical,
  ...times,
  strutMeasuredPosUm,
  ...middleOld,
}) {}

/** Version 1.1: 864 bytes. */
export class TelemetryV1_1 extends struct("Telemetry", {
  ...rawAndRegisters,
  ...electrical,
  ...times,
  strutCommandedDeltaPosM,
  ...middleOld,
}) {}

/** Versions 1.2 to 1.4, and 1.5.0-alpha: without OFFLINE, track mode and linear encoders, 744 bytes. */
export class TelemetryV1_2 extends struct("Telemetry", {
  ...rawAndRegisters,
  ...electrical,
  ...times,
  strutCommandedDeltaPosM,
  strutCommandedPosvel,
  ...commandedTail,
  ...states,
  strutPosError,
  ...measured,
  commandedPos,
}) {}

/** The newest telemetry, since 1.5: 648 bytes. */
export class Telemetry extends struct("Telemetry", {
  ...rawAndRegisters,
  ...electrical,
  ...times,
  strutCommandedDeltaPosM,
  ...commandedTail,
  ...states,
  strutPosError,
  ...measured,
  commandedPos,
}) {
  /** Frame id of the header in front of it. */
  static readonly FRAME_ID = FrameId.TELEMETRY;
}

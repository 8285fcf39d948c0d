import { array, f64, i16, i32, struct, u16, u32 } from "@obswire/structs";
import { FrameId } from "../structs/gen4.ts";

// Telemetry of the rotator controller, one class for each layout that ever was. Two motors drive the rotator: a and b.
// States and flags are whole numbers in doubles, as the controller's model computes them; a flag is 0 or 1.

const motorEncoders = {
  bissMotorEncoderAxisA: u32.doc("biss_motor_encoder_axis_a: counts"),
  bissMotorEncoderAxisB: u32.doc("biss_motor_encoder_axis_b: counts"),
};
const linearEncoders = {
  bissLinearEncoderAxisA: u32.doc("biss_linear_encoder_axis_a: counts"),
  bissLinearEncoderAxisB: u32.doc("biss_linear_encoder_axis_b: counts"),
};
const statusWords = {
  statusWordDrive0: u16.doc("status_word_drive0: status word of motor a (CANopen 0x6041)"),
  statusWordDrive0AxisB: u16.doc("status_word_drive0_axis_b: status word of motor b"),
};
const faultRegisters = {
  latchingFaultStatusRegister: u16.doc("latching_fault_status_register: latched faults of motor a"),
  latchingFaultStatusRegisterAxisB: u16.doc("latching_fault_status_register_axis_b: latched faults of motor b"),
  inputPinStates: i32.doc("input_pin_states: inputs of the drive"),
};
const actualTorques = {
  actualTorqueAxisA: i16.doc("actual_torque_axis_a: raw value of the drive"),
  actualTorqueAxisB: i16.doc("actual_torque_axis_b: raw value of the drive"),
};
const motorTorques = {
  motorTorqueAxisA: i16.doc("motor_torque_axis_a: millionths of the rated torque"),
  motorTorqueAxisB: i16.doc("motor_torque_axis_b: millionths of the rated torque"),
};
const statusBits = {
  copleyFaultStatusRegister: array(u32, 2).doc("copley_fault_status_register: event status of the Copley drives"),
  applicationStatus: u32.doc("application_status: bits of ApplicationStatus"),
};
const setPos = f64.doc("set_pos: position of the last POSITION_SET, degrees; NaN when there is none");
const states = {
  state: f64.doc("state: a ControllerState"),
  enabledSubstate: f64.doc("enabled_substate: an EnabledSubstate"),
};
const offlineSubstate = f64.doc("offline_substate: an OfflineSubstate");
const moveFlags = {
  flagsStopComplete: f64.doc("flags_stop_complete: the stop is complete"),
  flagsFollowingError: f64.doc("flags_following_error: following error"),
  flagsMoveSuccess: f64.doc("flags_move_success: the move succeeded"),
  flagsTrackingSuccess: f64.doc("flags_tracking_success: tracking is within its threshold"),
  flagsPositionFeedbackFault: f64.doc("flags_position_feedback_fault: position feedback failed"),
  flagsTrackingLost: f64.doc("flags_tracking_lost: tracking was lost"),
};
const flagsOld = {
  flagsSlewComplete: f64.doc("flags_slew_complete: the slew is complete"),
  flagsPt2ptMoveComplete: f64.doc("flags_pt2pt_move_complete: the point-to-point move is complete"),
  ...moveFlags,
};
const flagsNoNewTrackCmdError = f64.doc("flags_no_new_track_cmd_error: TRACK_VEL_CMD came too late");
const stateEstimation = {
  stateEstimationChAFb: f64.doc("state_estimation_ch_a_fb: position by motor a"),
  stateEstimationChBFb: f64.doc("state_estimation_ch_b_fb: position by motor b"),
  stateEstimationChAMotorEncoder: f64.doc("state_estimation_ch_a_motor_encoder: motor a"),
  stateEstimationChBMotorEncoder: f64.doc("state_estimation_ch_b_motor_encoder: motor b"),
};
const currentPos = f64.doc("current_pos: position, degrees");
const currentVels = {
  currentVelChAFb: f64.doc("current_vel_ch_a_fb: velocity by motor a, deg/s"),
  currentVelChBFb: f64.doc("current_vel_ch_b_fb: velocity by motor b, deg/s"),
};

/** Versions 0.1 to 0.6: 182 bytes. */
export class TelemetryV0_1 extends struct("Telemetry", {
  ...motorEncoders,
  ...statusWords,
  statusWordDrive1: u16.doc("status_word_drive1"),
  ...faultRegisters,
  ...actualTorques,
  ...statusBits,
  commandedPos: f64.doc("commanded_pos: degrees"),
  setPos,
  ...states,
  offlineSubstate,
  ...flagsOld,
  ...stateEstimation,
  currentPos,
}) {}

const afterDemand = {
  setPos,
  ...states,
  offlineSubstate,
  ...flagsOld,
  flagsNoNewTrackCmdError,
  ...stateEstimation,
  currentPos,
  ...currentVels,
};

/** Versions 0.7 to 0.9: 216 bytes. */
export class TelemetryV0_7 extends struct("Telemetry", {
  ...motorEncoders,
  ...statusWords,
  ...faultRegisters,
  ...statusBits,
  commandedPos: f64.doc("commanded_pos: degrees"),
  commandedVel: f64.doc("commanded_vel: deg/s"),
  commandedAccel: f64.doc("commanded_accel: deg/s²"),
  ...afterDemand,
}) {}

const demandPos = f64.doc("demand_pos: where the rotator should be now, degrees");
const demandVel = f64.doc("demand_vel: deg/s");
const demandAccel = f64.doc("demand_accel: deg/s²");

/** Versions 0.10 to 0.15: the bytes of 0.7 under other names. */
export class TelemetryV0_10 extends struct("Telemetry", {
  ...motorEncoders,
  ...statusWords,
  ...faultRegisters,
  ...statusBits,
  demandPos,
  demandVel,
  demandAccel,
  ...afterDemand,
}) {}

const registers = { ...motorEncoders, ...linearEncoders, ...statusWords, ...faultRegisters };
const electrical = {
  motorCurrent: array(f64, 2).doc("motor_current: of motors a and b, A"),
  busVoltage: f64.doc("bus_voltage: V"),
};
const demands = {
  mjd: f64.doc("mjd: Modified Julian Date, whole days"),
  mjdFrac: f64.doc("mjd_frac: fraction of the day"),
  demandJerk: f64.doc("demand_jerk: deg/s³"),
  demandAccel,
  demandVel,
  demandPos,
  trackMode: f64.doc("track_mode: 1 while tracking"),
};
const testState = f64.doc("test_state: used by the vendor's tests");
const rateCommands = {
  rateCmdChA: f64.doc("rate_cmd_ch_a: velocity command to motor a"),
  rateCmdChB: f64.doc("rate_cmd_ch_b: velocity command to motor b"),
};
const feedback = {
  rotatorFb: f64.doc("rotator_fb: position feedback of the rotator"),
  ...currentVels,
  motorEncoderChA: f64.doc("motor_encoder_ch_a: position by the encoder of motor a"),
  motorEncoderChB: f64.doc("motor_encoder_ch_b: position by the encoder of motor b"),
  linearEncoderChA: f64.doc("linear_encoder_ch_a: position by linear encoder a"),
  linearEncoderChB: f64.doc("linear_encoder_ch_b: position by linear encoder b"),
  currentPos,
  motorPosRadChA: f64.doc("motor_pos_rad_ch_a: angle of motor a, rad"),
  motorPosRadChB: f64.doc("motor_pos_rad_ch_b: angle of motor b, rad"),
};
const tail = {
  motorInitiOffsetA: f64.doc("motor_initi_offset_a: initial offset of motor a"),
  motorInitiOffsetB: f64.doc("motor_initi_offset_b: initial offset of motor b"),
  flagsInitializationComplete: f64.doc("flags_initialization_complete: initialisation is complete"),
  flagsSlewComplete: flagsOld.flagsSlewComplete,
  flagsPt2ptMoveComplete: flagsOld.flagsPt2ptMoveComplete,
  flagsNewPt2ptCommand: f64.doc("flags_new_pt2pt_command: a point-to-point command was received"),
  ...moveFlags,
  rotatorOdometer: f64.doc("rotator_odometer: total travel, degrees"),
  timeSync: f64.doc("time_sync"),
  receivedCommand: f64.doc("received_command"),
  setPos,
  flagsNoNewTrackCmdError,
};
const channels = {
  cmdChAb: f64.doc("cmd_ch_ab"),
  ...rateCommands,
  chAFb: f64.doc("ch_a_fb: feedback of channel a"),
  chBFb: f64.doc("ch_b_fb: feedback of channel b"),
};
const motorCurrents = {
  motorCurrentAxisA: f64.doc("motor_current_axis_a: A"),
  motorCurrentAxisB: f64.doc("motor_current_axis_b: A"),
};
const demandMotorCurrents = {
  demandMotorCurrentAxisA: f64.doc("demand_motor_current_axis_a: A"),
  demandMotorCurrentAxisB: f64.doc("demand_motor_current_axis_b: A"),
};

/** Version 0.16: 404 bytes. */
export class TelemetryV0_16 extends struct("Telemetry", {
  ...registers,
  ...actualTorques,
  ...statusBits,
  ...demands,
  ...states,
  offlineSubstate,
  testState,
  ...channels,
  ...feedback,
  driveCurrentAxisA: f64.doc("drive_current_axis_a: A"),
  driveCurrentAxisB: f64.doc("drive_current_axis_b: A"),
  ...tail,
}) {}

/** Versions 0.17 to 0.22.0, 0.23 and 0.24: the bytes of 0.16, where torques and currents are of the motors. */
export class TelemetryV0_17 extends struct("Telemetry", {
  ...registers,
  ...motorTorques,
  ...statusBits,
  ...demands,
  ...states,
  offlineSubstate,
  testState,
  ...channels,
  ...feedback,
  ...motorCurrents,
  ...tail,
}) {}

/** Versions 0.22.1 and 0.22.2: with measured currents and the voltage, 404 bytes. */
export class TelemetryV0_22_1 extends struct("Telemetry", {
  ...registers,
  ...motorTorques,
  ...statusBits,
  ...electrical,
  ...demands,
  ...states,
  offlineSubstate,
  testState,
  ...rateCommands,
  ...feedback,
  ...motorCurrents,
  ...tail,
}) {}

/** Versions 0.25 to 1.0: the bytes of 0.22.1, where the currents of the axes are demands. */
export class TelemetryV0_25 extends struct("Telemetry", {
  ...registers,
  ...motorTorques,
  ...statusBits,
  ...electrical,
  ...demands,
  ...states,
  offlineSubstate,
  testState,
  ...rateCommands,
  ...feedback,
  ...demandMotorCurrents,
  ...tail,
}) {}

/** The newest telemetry, since 1.1: 396 bytes. */
export class Telemetry extends struct("Telemetry", {
  ...registers,
  ...motorTorques,
  ...statusBits,
  ...electrical,
  ...demands,
  ...states,
  faultSubstate: f64.doc("fault_substate: a FaultSubstate"),
  ...rateCommands,
  ...feedback,
  ...demandMotorCurrents,
  ...tail,
}) {
  /** Frame id of the header in front of it. */
  static readonly FRAME_ID = FrameId.TELEMETRY;
}

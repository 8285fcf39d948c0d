import { bool, f64, struct } from "@obswire/structs";
import { FrameId } from "../structs/gen4.ts";

// Configurations of the rotator controller, one class for each layout that ever was.

const base = {
  velocityLimit: f64.doc("velocity_limit: deg/s"),
  accelLimit: f64.doc("accel_limit: deg/s²"),
  posErrorThreshold: f64.doc("pos_error_threshold: degrees"),
  upperPosLimit: f64.doc("upper_pos_limit: highest position, degrees"),
  lowerPosLimit: f64.doc("lower_pos_limit: lowest position, degrees"),
  followingErrorThreshold: f64.doc("following_error_threshold: degrees"),
  trackSuccessPosThreshold: f64.doc(
    "track_success_pos_threshold: error below which the rotator counts as in position, degrees",
  ),
  trackingLostTimeout: f64.doc("tracking_lost_timeout: s"),
};

/** Versions 0.1 to 1.0: 64 bytes. */
export class ConfigV0_1 extends struct("Config", base) {}

/** The newest configuration, since 1.1: 97 bytes. */
export class Config extends struct("Config", {
  ...base,
  emergencyJerkLimit: f64.doc("emergency_jerk_limit: deg/s³"),
  emergencyAccelLimit: f64.doc("emergency_accel_limit: deg/s²"),
  disableLimitMaxTime: f64.doc("disable_limit_max_time: longest time without limit switches, s"),
  maxVelocityLimit: f64.doc("max_velocity_limit: the most that velocity_limit may be, deg/s"),
  drivesEnabled: bool.doc("drives_enabled: whether the drives have power"),
}) {
  /** Frame id of the header in front of it. */
  static readonly FRAME_ID = FrameId.CONFIG;
}

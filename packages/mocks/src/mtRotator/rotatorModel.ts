import type { TrackingActuatorOptions } from "../motion/trackingActuator.ts";

/** Highest velocity that CONFIG_VEL may ask for, deg/s. */
export const MAX_VELOCITY_LIMIT = 3.5;
/** Highest acceleration that CONFIG_ACCEL may ask for, deg/s². */
export const MAX_ACCELERATION_LIMIT = 1;

/** The configuration at the start; the second part is there since 1.1. */
export const INITIAL_ROTATOR_CONFIG = {
  velocityLimit: 3,
  accelLimit: 1,
  posErrorThreshold: 0.1,
  lowerPosLimit: -90,
  upperPosLimit: 90,
  followingErrorThreshold: 0.1,
  trackSuccessPosThreshold: 0.01,
  trackingLostTimeout: 5,
  emergencyJerkLimit: 10,
  emergencyAccelLimit: 1.5,
  disableLimitMaxTime: 120,
  maxVelocityLimit: 5,
  drivesEnabled: false,
} as const;

/** How the rotator moves. CONFIG_VEL and CONFIG_ACCEL do not change it, as in the original's mock. Degrees, seconds. */
export const ROTATOR_MOTION: TrackingActuatorOptions = {
  minPosition: INITIAL_ROTATOR_CONFIG.lowerPosLimit,
  maxPosition: INITIAL_ROTATOR_CONFIG.upperPosLimit,
  maxVelocity: INITIAL_ROTATOR_CONFIG.velocityLimit,
  maxAcceleration: INITIAL_ROTATOR_CONFIG.accelLimit,
  dtmaxTrack: 0.25,
};

/** Longest time without a TRACK_VEL_CMD while tracking, ms. */
export const TRACK_COMMAND_LIMIT_MS = 1000;
/** Noise of the measured position, deg, from one end to the other. */
export const POSITION_NOISE = 3e-6;
/** Counts of a motor encoder for each degree. */
export const ENCODER_COUNTS_PER_DEG = 200_000;
/** Current of a motor for each deg/s², A. */
export const CURRENT_PER_ACCELERATION = 5;
/** Torque of a motor for each deg/s², in millionths. */
export const TORQUE_PER_ACCELERATION = 2000;
/** V. */
export const BUS_VOLTAGE = 20;
/** Following error, deg. */
export const FOLLOWING_ERROR = 0.001;

import { gen4, mtHexapod } from "@obswire/hexrotcomm";

/** Bytes of a header. */
export const HEADER_BYTES: number = gen4.Header.size;
/** Bytes of a hexapod's configuration. */
export const CONFIG_BYTES: number = mtHexapod.Config.size;
/** Bytes of header and telemetry: 672. */
export const FRAME_BYTES: number = HEADER_BYTES + mtHexapod.Telemetry.size;

const { fields } = mtHexapod.Telemetry;

/** Offsets, in the telemetry, of the values that every monitor reads. */
export const FIELDS = {
  state: fields.state.offset,
  measuredX: fields.measuredXyz.offset,
  applicationStatus: fields.applicationStatus.offset,
  strut5: fields.strutCommandedDeltaPosM.offset + 5 * 8,
};

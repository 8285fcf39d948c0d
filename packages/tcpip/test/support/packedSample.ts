/** A packed little-endian C struct with every integer width, both floats, and an array, as a test would see it. */
export class PackedSample {
  /** 1+1+2+2+4+4+8+8 for the integers, 4+8 for the floats, 5*4 for the array. */
  static readonly size = 62;
  readonly bytes: Uint8Array = new Uint8Array(PackedSample.size);
  readonly #view = new DataView(this.bytes.buffer);

  static of(fields: SampleFields): PackedSample {
    const sample = new PackedSample();
    sample.fields = fields;
    return sample;
  }

  get fields(): SampleFields {
    const view = this.#view;
    return {
      i8: view.getInt8(0),
      u8: view.getUint8(1),
      i16: view.getInt16(2, true),
      u16: view.getUint16(4, true),
      i32: view.getInt32(6, true),
      u32: view.getUint32(10, true),
      i64: view.getBigInt64(14, true),
      u64: view.getBigUint64(22, true),
      f32: view.getFloat32(30, true),
      f64: view.getFloat64(34, true),
      i32s: Array.from({ length: 5 }, (_, index) => view.getInt32(42 + 4 * index, true)),
    };
  }

  set fields(fields: SampleFields) {
    const view = this.#view;
    view.setInt8(0, fields.i8);
    view.setUint8(1, fields.u8);
    view.setInt16(2, fields.i16, true);
    view.setUint16(4, fields.u16, true);
    view.setInt32(6, fields.i32, true);
    view.setUint32(10, fields.u32, true);
    view.setBigInt64(14, fields.i64, true);
    view.setBigUint64(22, fields.u64, true);
    view.setFloat32(30, fields.f32, true);
    view.setFloat64(34, fields.f64, true);
    for (const [index, value] of fields.i32s.entries()) view.setInt32(42 + 4 * index, value, true);
  }
}

/** The fields of a {@link PackedSample}. */
export interface SampleFields {
  i8: number;
  u8: number;
  i16: number;
  u16: number;
  i32: number;
  u32: number;
  i64: bigint;
  u64: bigint;
  f32: number;
  f64: number;
  i32s: number[];
}

/** Values at the edges: a byte lost, added or swapped shows. */
export const sampleFields: readonly SampleFields[] = [
  {
    i8: -128,
    u8: 255,
    i16: -32_768,
    u16: 65_535,
    i32: -2_147_483_648,
    u32: 4_294_967_295,
    i64: -(2n ** 63n),
    u64: 2n ** 64n - 1n,
    f32: 1.5,
    f64: Math.PI,
    i32s: [1, -2, 3, -4, 5],
  },
  {
    i8: 1,
    u8: 10,
    i16: 0x0d0a,
    u16: 0x0a0d,
    i32: 42,
    u32: 0xdeadbeef,
    i64: 123_456_789_012_345n,
    u64: 13n,
    f32: -0.25,
    f64: -1e300,
    i32s: [0, 10, 13, 2_147_483_647, -1],
  },
];

import { mapSix, type Six, zipSix } from "./six.ts";

/** x, y, z in um. */
export type Point = readonly [x: number, y: number, z: number];

/** Where a hexapod's platform is: x, y, z in um, then u, v, w in deg, about x, y, z. */
export type Pose = Six<number>;

/** How far each strut is from its neutral length, in um. */
export type StrutDisplacements = Six<number>;

/** The places that decide how long the struts of a hexapod are, in um. */
export interface HexapodGeometry {
  /** The lower ends of the struts. */
  readonly base: Six<Point>;
  /** The upper ends, in the neutral pose. */
  readonly mirror: Six<Point>;
  /** The point that rotations leave where it is. */
  readonly pivot: Point;
  /** Which ends are reckoned to move with the pose: the controllers' own models differ. */
  readonly moving: "base" | "mirror";
}

/** The camera hexapod, as its controller models it since MTHexapod 1.3.8. */
export const CAMERA_HEXAPOD_GEOMETRY: HexapodGeometry = {
  base: [
    [227_600, 653_800, -525_000],
    [-227_600, 653_800, -525_000],
    [-680_000, -129_700, -525_000],
    [-452_300, -524_000, -525_000],
    [452_300, -524_000, -525_000],
    [680_000, -129_700, -525_000],
  ],
  mirror: [
    [472_800, 512_200, -121_400],
    [-472_800, 512_200, -121_400],
    [-680_000, 153_300, -121_400],
    [-207_200, -665_500, -121_400],
    [207_200, -665_500, -121_400],
    [680_000, 153_300, -121_400],
  ],
  pivot: [0, 0, -2_758_400],
  moving: "base",
};

/** The M2 hexapod, as its controller models it since MTHexapod 1.3.8. */
export const M2_HEXAPOD_GEOMETRY: HexapodGeometry = {
  base: [
    [0, 1_701_800, 114_300],
    [-1_542_350, -719_210, 114_300],
    [1_542_350, -719_210, 114_300],
    [790, 1_460_490, 228_600],
    [-1_503_370, 7660, 228_600],
    [1_503_370, 7660, 228_600],
  ],
  mirror: [
    [0, 1_701_800, 607_300],
    [-1_542_350, -719_210, 607_300],
    [1_542_350, -719_210, 607_300],
    [493_790, 1_460_490, 228_600],
    [-1_256_870, -419_290, 228_600],
    [1_256_870, -419_290, 228_600],
  ],
  pivot: [0, 0, -703_000],
  moving: "base",
};

/** Either hexapod, as the controllers' mocks of the first generation modelled it. */
export const FIRST_HEXAPOD_GEOMETRY: HexapodGeometry = {
  base: [
    [-227_647, 653_753, 0],
    [227_647, 653_753, 0],
    [679_990, -129_728, 0],
    [452_343, -524_025, 0],
    [-452_343, -524_025, 0],
    [-679_990, -129_728, 0],
  ],
  mirror: [
    [-472_917, 512_146, 403_918],
    [472_917, 512_146, 403_918],
    [679_990, 153_485, 403_918],
    [207_073, -665_631, 403_918],
    [-207_073, -665_631, 403_918],
    [-679_990, 153_485, 403_918],
  ],
  pivot: [0, 0, 500_000],
  moving: "mirror",
};

/** How far each strut has to be from its neutral length for the platform to be in this pose. */
export function strutDisplacements({ base, mirror, pivot, moving }: HexapodGeometry, pose: Pose): StrutDisplacements {
  const [x, y, z, ...angles] = pose;
  const [moved, still] = moving === "base" ? [base, mirror] : [mirror, base];
  const rotate = moving === "base" ? rotateZyx : rotateXyz;
  return mapSix(zipSix(moved, still), ([from, to]) => {
    const turned = rotate(minus(from, pivot), angles);
    const now = plus(plus(turned, pivot), [x, y, z]);
    return length(minus(now, to)) - length(minus(from, to));
  });
}

const plus = (a: Point, b: Point): Point => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
const minus = (a: Point, b: Point): Point => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
const length = (a: Point): number => Math.hypot(...a);

/** Rotated about z by w, then about y by v, then about x by u: the matrix product Rx·Ry·Rz. */
function rotateZyx(point: Point, [u, v, w]: Point): Point {
  return aboutX(aboutY(aboutZ(point, w), v), u);
}

/** Rotated about x by u, then about y by v, then about z by w. */
function rotateXyz(point: Point, [u, v, w]: Point): Point {
  return aboutZ(aboutY(aboutX(point, u), v), w);
}

/** Right-handed rotations by an angle in deg. */
function aboutX([x, y, z]: Point, deg: number): Point {
  const [sin, cos] = sinCos(deg);
  return [x, cos * y - sin * z, sin * y + cos * z];
}

function aboutY([x, y, z]: Point, deg: number): Point {
  const [sin, cos] = sinCos(deg);
  return [cos * x + sin * z, y, cos * z - sin * x];
}

function aboutZ([x, y, z]: Point, deg: number): Point {
  const [sin, cos] = sinCos(deg);
  return [cos * x - sin * y, sin * x + cos * y, z];
}

function sinCos(deg: number): [sin: number, cos: number] {
  const rad = (deg * Math.PI) / 180;
  return [Math.sin(rad), Math.cos(rad)];
}

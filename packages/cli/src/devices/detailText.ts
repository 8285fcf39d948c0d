import { namesOfBits } from "@obswire/hexrotcomm";
import { formatNumber } from "../terminal/numbers.ts";
import type { DeviceDetail } from "./device.ts";

/** A row of numbers in columns, with their unit behind them. */
export function numbers(label: string, unit: string, values: readonly number[], digits: number): DeviceDetail {
  return { label: `${label} ${unit}`, text: values.map((value) => formatNumber(value, digits).padStart(9)).join("") };
}

/** The names of the bits that are set. */
export function bits(label: string, table: Readonly<Record<string, number>>, value: number): DeviceDetail {
  return words(label, namesOfBits(table, value));
}

/** Some words, or "none". */
export function words(label: string, all: readonly string[]): DeviceDetail {
  return { label, text: all.length === 0 ? "none" : all.join(" ") };
}

#!/usr/bin/env node
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { formatSummary, formatTables, isReached, isSkipped } from "./format.ts";
import { hexrotcommBenchmarks } from "./hexrotcomm/index.ts";
import { describeMachine, formatMachine } from "./machine.ts";
import { mtmountBenchmarks } from "./mtmount/index.ts";
import type { Benchmark, Row, Skipped } from "./row.ts";
import { structsBenchmarks } from "./structs/index.ts";
import { tcpipBenchmarks } from "./tcpip/index.ts";

const benchmarks: readonly Benchmark[] = [
  ...structsBenchmarks,
  ...tcpipBenchmarks,
  ...hexrotcommBenchmarks,
  ...mtmountBenchmarks,
];

const HELP = `Usage: pnpm bench [filter...] [options]

Measures our packages against other implementations of the same work, in the same run, and prints the ratios.
A filter is part of a benchmark's name; without one all of them run.

Options:
  --quick       few repeats and small loads: shows that the benchmarks work, the figures mean little
  --json        print one JSON document on stdout in place of tables
  --out <file>  write the JSON document to a file, whatever is printed
  --list        print the names of the benchmarks and end
  --strict      end with exit code 1 if a figure is not reached
  --help        print this text
`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    // pnpm hands on a "--" that stands before the options.
    args: process.argv.slice(2).filter((argument) => argument !== "--"),
    options: {
      quick: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
      out: { type: "string" },
      list: { type: "boolean", default: false },
      strict: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const chosen = benchmarks.filter(
    ({ name }) => positionals.length === 0 || positionals.some((filter) => name.includes(filter)),
  );
  if (values.list) {
    process.stdout.write(`${chosen.map(({ name }) => name).join("\n")}\n`);
    return 0;
  }
  if (chosen.length === 0) {
    process.stderr.write(`no benchmark has ${positionals.join(" or ")} in its name; --list prints them all\n`);
    return 2;
  }

  const machine = describeMachine();
  if (!values.json) process.stdout.write(`${formatMachine(machine)}\n`);
  const rows: (Row | Skipped)[] = [];
  const failures: string[] = [];
  for (const benchmark of chosen) {
    const startedMs = performance.now();
    process.stderr.write(`${benchmark.name} ... `);
    try {
      const measured = await benchmark.run({ quick: values.quick });
      rows.push(...measured);
      process.stderr.write(`${((performance.now() - startedMs) / 1000).toFixed(1)} s\n`);
      if (!values.json) process.stdout.write(`\n${formatTables(measured)}\n\n`);
    } catch (error) {
      // One broken benchmark must not hide the others; a wrong checksum ends up here.
      failures.push(benchmark.name);
      process.stderr.write(`FAILED\n${error instanceof Error ? error.stack : String(error)}\n`);
    }
  }
  const marked = rows.map((row) => (isSkipped(row) ? row : { ...row, reached: isReached(row) }));
  const json = `${JSON.stringify({ machine, quick: values.quick, rows: marked, failures }, undefined, 2)}\n`;
  if (values.out !== undefined) writeFileSync(values.out, json);
  if (values.json) {
    process.stdout.write(json);
  } else {
    process.stdout.write(`${formatSummary(rows)}${values.quick ? " (quick run: the figures mean little)" : ""}\n`);
  }
  if (failures.length > 0) {
    process.stderr.write(`failed: ${failures.join(", ")}\n`);
    return 1;
  }
  return values.strict && rows.some((row) => !isSkipped(row) && isReached(row) === false) ? 1 : 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  // Wrong options: parseArgs names them.
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${HELP}`);
  process.exitCode = 2;
}

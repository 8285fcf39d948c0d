/** The highest sequence id; the next one is 1 again. */
export const MAX_SEQUENCE_ID = 2_147_483_647;

let last = 0;

/** The sequence id behind another one. */
export function sequenceIdAfter(sequenceId: number): number {
  return sequenceId >= MAX_SEQUENCE_ID ? 1 : sequenceId + 1;
}

/** The next sequence id of this program, 1 to 2147483647 and then 1 again. Each command that is not given one takes it. */
export function nextSequenceId(): number {
  last = sequenceIdAfter(last);
  return last;
}

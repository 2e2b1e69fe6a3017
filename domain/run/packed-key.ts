// Keys of packed runs: `runs-packed/<runId>`. They lie beside the folder of runs, not in it, because what lies there goes
// when the run has ended.
const PACKED_FOLDER = 'runs-packed/';

export function packedKey(runId: string): string {
  return `${PACKED_FOLDER}${runId}`;
}

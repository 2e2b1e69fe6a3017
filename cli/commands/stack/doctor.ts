// Prints the doctor's results: one line each with ✓, ! or ✕, and below it what to do.
import type { DoctorResult } from '../../stack/doctor/doctor-result.ts';

export interface DoctorPrinting {
  readonly json: boolean;
  readonly color: boolean;
  readonly write?: (text: string) => void;
}

const MARKS = {
  ok: { mark: '✓', color: 32 },
  warn: { mark: '!', color: 33 },
  fail: { mark: '✕', color: 31 },
} as const;

/** Returns the exit code: 7 (a dependency is missing) when a check failed, otherwise 0. */
export function printDoctor(results: readonly DoctorResult[], printing: DoctorPrinting): number {
  const write = printing.write ?? ((text: string) => void process.stdout.write(text));
  write(printing.json ? `${JSON.stringify(results, null, 2)}\n` : formatResults(results, printing.color));
  return results.some(({ status }) => status === 'fail') ? 7 : 0;
}

function formatResults(results: readonly DoctorResult[], color: boolean): string {
  const width = Math.max(...results.map(({ name }) => name.length));
  const lines = results.flatMap(({ name, status, detail, remedy }) => {
    const { mark, color: code } = MARKS[status];
    const sign = color ? `\u001b[${code}m${mark}\u001b[0m` : mark;
    const first = `${sign} ${name.padEnd(width)}  ${detail}`;
    return remedy === undefined ? [first] : [first, `  ${' '.repeat(width)}  → ${remedy}`];
  });
  return `${lines.join('\n')}\n`;
}

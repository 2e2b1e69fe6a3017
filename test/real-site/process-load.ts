// What processes have cost so far, as Linux counts it: CPU of all their threads, and memory.
import { readFileSync } from 'node:fs';

export interface ProcessLoad {
  readonly cpuMs: number;
  /** Resident now, and at most since the process began. */
  readonly rssMb: number;
  readonly peakMb: number;
}

/** Linux counts CPU in hundredths of a second, whatever its own clock does. */
const TICK_MS = 10;
const GONE: ProcessLoad = { cpuMs: 0, rssMb: 0, peakMb: 0 };

export function loadOf(pid: number | undefined): ProcessLoad {
  if (pid === undefined) return GONE;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name, in parentheses, may hold blanks; the fields after it start with the third.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [user = 0, system = 0] = fields.slice(11, 13).map(Number);
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return {
      cpuMs: (user + system) * TICK_MS,
      rssMb: megabytes(status, 'VmRSS'),
      peakMb: megabytes(status, 'VmHWM'),
    };
  } catch {
    // It has ended meanwhile.
    return GONE;
  }
}

function megabytes(status: string, name: string): number {
  const kilobytes = new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? '0';
  return Math.round(Number(kilobytes) / 1024);
}

// What processes use, read from /proc: CPU and memory of each process with all that it started. Linux only; elsewhere
// all is 0.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Linux counts CPU of other processes in ticks of 10 ms. */
const TICK_MS = 10;

export interface Usage {
  readonly cpuMs: number;
  readonly rssMb: number;
  /** Of it, what no file holds: mapped pages of a file are given back when others need the room. */
  readonly ownMb: number;
  /** Highest memory since the process started. */
  readonly peakRssMb: number;
}

/** One process of a tree. */
export interface ProcessUsage {
  readonly pid: number;
  readonly command: string;
  readonly cpuMs: number;
  readonly rssMb: number;
  /** Proportional memory: what several processes share is divided among them. */
  readonly pssMb: number;
}

interface Entry {
  readonly pid: number;
  readonly command: string;
  readonly parent: number;
  readonly cpuMs: number;
  /** Of its children that ended and were waited for, with theirs. */
  readonly endedCpuMs: number;
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return ''; // ended meanwhile, or no /proc here
  }
}

function readEntry(pid: number): Entry | null {
  const stat = readOrEmpty(`/proc/${pid}/stat`);
  if (stat === '') return null;
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = Number(fields[11]) + Number(fields[12]);
  const endedTicks = Number(fields[13]) + Number(fields[14]);
  const command = stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
  return {
    pid,
    command,
    parent: Number(fields[1]),
    cpuMs: ticks * TICK_MS,
    endedCpuMs: endedTicks * TICK_MS,
  };
}

function allEntries(): Entry[] {
  try {
    const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
    return pids.flatMap((name) => readEntry(Number(name)) ?? []);
  } catch {
    return [];
  }
}

function megabytes(pid: number, field: 'VmRSS' | 'RssAnon' | 'VmHWM' | 'Pss'): number {
  const status = readOrEmpty(`/proc/${pid}/${field === 'Pss' ? 'smaps_rollup' : 'status'}`);
  return Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1_024;
}

/** Usage of each process together with all that it started. */
export function readUsage(pids: ReadonlyMap<string, number>): Map<string, Usage> {
  const entries = allEntries();
  return new Map([...pids].map(([name, pid]) => [name, sumTree(entries, pid)]));
}

/** CPU of a process and of all that it started, those that have ended too: a browser ends a process with each page. */
export function readSpentMs(root: number): number {
  return treeOf(allEntries(), root).reduce((sum, { cpuMs, endedCpuMs }) => sum + cpuMs + endedCpuMs, 0);
}

/** Usage of a process and of all that it started, each process by itself. */
export function readTree(root: number): ProcessUsage[] {
  return treeOf(allEntries(), root).map(({ pid, command, cpuMs }) => ({
    pid,
    command,
    cpuMs,
    rssMb: megabytes(pid, 'VmRSS'),
    pssMb: megabytes(pid, 'Pss'),
  }));
}

function treeOf(entries: readonly Entry[], root: number): Entry[] {
  const members = new Set([root]);
  for (let before = 0; before < members.size; ) {
    before = members.size;
    for (const { pid, parent } of entries) if (members.has(parent)) members.add(pid);
  }
  return entries.filter(({ pid }) => members.has(pid));
}

function sumTree(entries: readonly Entry[], root: number): Usage {
  const tree = treeOf(entries, root);
  return {
    cpuMs: tree.reduce((sum, { cpuMs }) => sum + cpuMs, 0),
    rssMb: tree.reduce((sum, { pid }) => sum + megabytes(pid, 'VmRSS'), 0),
    ownMb: tree.reduce((sum, { pid }) => sum + megabytes(pid, 'RssAnon'), 0),
    peakRssMb: tree.reduce((sum, { pid }) => sum + megabytes(pid, 'VmHWM'), 0),
  };
}

/** The children a local stack has recorded in its data folder: name to pid. */
export function readPids(dataDir: string): Map<string, number> {
  const folder = join(dataDir, 'pids');
  return new Map(
    readdirSync(folder).map((name) => {
      const { pid } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as { pid: number };
      return [name, pid];
    }),
  );
}

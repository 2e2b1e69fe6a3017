// Identifies a process for certain: a pid alone may be given to another process, but pid + start time + boot
// may not. Only Linux tells the start time. Where /proc is missing or hidden the pid has to do, and no such
// process is ever ended (see process-record.ts).
import { readFileSync } from 'node:fs';

export interface ProcessIdentity {
  readonly pid: number;
  /** Clock ticks between boot and start, field 22 of /proc/<pid>/stat; empty where there is no /proc. */
  readonly startTicks: string;
  readonly bootId: string;
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/**
 * The identity of a living process; undefined if no process has this pid (a zombie counts as gone) or /proc
 * does not show it.
 */
export function identifyProcess(pid: number): ProcessIdentity | undefined {
  const stat = statOf(pid);
  // The command in parentheses may contain parentheses, so fields are counted after the last one.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const startTicks = fields[19];
  if (stat === '' || fields[0] === 'Z' || startTicks === undefined) return undefined;
  return { pid, startTicks, bootId: readOrEmpty('/proc/sys/kernel/random/boot_id').trim() };
}

export function identifySelf(): ProcessIdentity {
  return identifyProcess(process.pid) ?? { pid: process.pid, startTicks: '', bootId: '' };
}

export function isAlive(identity: ProcessIdentity): boolean {
  // The identity was written, or is read, where /proc is missing (macOS) or hides other users' processes.
  if (identity.startTicks === '' || statOf(identity.pid) === '') return hasPid(identity.pid);
  const now = identifyProcess(identity.pid);
  return now !== undefined && now.startTicks === identity.startTicks && now.bootId === identity.bootId;
}

function statOf(pid: number): string {
  return readOrEmpty(`/proc/${pid}/stat`);
}

function hasPid(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Parses a stored identity; undefined for anything else (an incomplete or foreign file). */
export function parseIdentity(text: string): ProcessIdentity | undefined {
  try {
    const value = JSON.parse(text) as Partial<ProcessIdentity> | null;
    if (typeof value?.pid !== 'number' || typeof value.startTicks !== 'string') return undefined;
    return { pid: value.pid, startTicks: value.startTicks, bootId: String(value.bootId ?? '') };
  } catch {
    return undefined;
  }
}

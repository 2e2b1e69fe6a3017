// The processes of a browser: their group, to end them at once, and the memory they hold.
import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';

/** The group of a process; the driver starts a browser in a group of its own. 0: unknown, then nothing is killed. */
export function readGroup(pid: number): number {
  if (pid === 0) return 0;
  const group = process.platform === 'linux' ? statGroup(pid) : psGroup(pid);
  // Never our own group, whatever the driver did.
  return Number.isInteger(group) && group > 1 && group !== readOwnGroup() ? group : 0;
}

export function killGroup(group: number): void {
  if (group === 0) return;
  try {
    process.kill(-group, 'SIGKILL');
  } catch (error) {
    // Nobody of the group is left, which is what was wanted.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

function readOwnGroup(): number {
  return process.platform === 'linux' ? statGroup(process.pid) : psGroup(process.pid);
}

/** `7671 (a name) S 7670 7669 …`: the third number after the name. */
function statGroup(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2]);
}

function psGroup(pid: number): number {
  return Number(execFileSync('ps', ['-o', 'pgid=', '-p', String(pid)], { encoding: 'utf8' }).trim());
}

/**
 * Memory that is the process's own, bytes; 0 for one that has ended. Without the parts of the program itself, which all processes
 * of a browser share and which would be counted for each.
 */
export async function ownMemory(pid: number): Promise<number> {
  try {
    const status = await readFile(`/proc/${pid}/status`, 'latin1');
    const kilobytes = /^RssAnon:\s+(\d+)/m.exec(status)?.[1] ?? '0';
    return Number(kilobytes) * 1_024;
  } catch {
    return 0; // it has ended, or this system tells nothing here
  }
}

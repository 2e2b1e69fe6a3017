// The browsers of a process, found by the tree of processes: those of other tests on the machine are never looked at or ended.
import { readFileSync, readdirSync } from 'node:fs';

export interface BrowserProcess {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

function processes(): BrowserProcess[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'latin1');
        const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        if (state === 'Z') return [];
        const command = readFileSync(`/proc/${name}/cmdline`, 'latin1');
        return [{ pid: Number(name), parent: Number(parent), command }];
      } catch {
        return []; // it ended while it was looked at
      }
    });
}

/** All processes of browsers that descend from a process. */
export function browserProcesses(pid: number): BrowserProcess[] {
  const all = processes();
  const found: BrowserProcess[] = [];
  const waiting = [pid];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const children = all.filter(({ parent }) => parent === next);
    found.push(...children);
    waiting.push(...children.map((child) => child.pid));
  }
  return found.filter(({ command }) => command.includes('chrom'));
}

/** The first process of each browser that a process has started; it may be a script that starts the browser. */
export function browsersOf(pid: number): BrowserProcess[] {
  return browserProcesses(pid).filter(
    ({ parent, command }) => parent === pid && command.includes('--remote-debugging-pipe'),
  );
}

/** At once and all of them; the last ones may have followed the first ones already. Returns whom. */
export function killBrowsers(pid: number): BrowserProcess[] {
  const found = browserProcesses(pid);
  for (const each of found) killIfThere(each.pid);
  return found;
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

export function isAlive({ pid }: BrowserProcess): boolean {
  return processes().some((one) => one.pid === pid);
}

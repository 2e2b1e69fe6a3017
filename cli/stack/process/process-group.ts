// Ends whole process groups: every child leads a group of its own, so its descendants end with it. A group
// outlives its leader; its number is not reused before its last member is gone.
import { setTimeout as delay } from 'node:timers/promises';

const POLL_MS = 25;

export function signalGroup(leaderPid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(-leaderPid, signal);
    return true;
  } catch {
    return false;
  }
}

/** Sends SIGTERM, and SIGKILL after the grace; resolves when no member is left. */
export async function endGroup(leaderPid: number, graceMs: number): Promise<void> {
  if (!signalGroup(leaderPid, 'SIGTERM')) return;
  if (await groupGone(leaderPid, graceMs)) return;
  signalGroup(leaderPid, 'SIGKILL');
  await groupGone(leaderPid, 5_000);
}

async function groupGone(leaderPid: number, withinMs: number): Promise<boolean> {
  const deadline = performance.now() + withinMs;
  while (signalGroup(leaderPid, 0)) {
    if (performance.now() > deadline) return false;
    await delay(POLL_MS);
  }
  return true;
}

// What a process of a run holds at this moment, seen from outside: activities that Temporal says it has begun, requests the
// site has not answered it yet. Proves that a fault hits somebody who had something to lose.
import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import type { Run } from '../../../domain/run/run.ts';
import { eventually } from '../eventually.ts';
import type { Site } from '../site/site.ts';
import type { System } from '../system.ts';
import type { WebloomProcess } from '../webloom-processes.ts';

/** Temporal's word for an activity that a worker is at work on. */
const STARTED = 2;

export interface Scene {
  readonly system: System;
  readonly site: Pick<Site, 'askedFrom' | 'port'>;
}

/** Names of the activities it is at work on, or how many pages it waits for; empty when it holds nothing. */
export async function openWork(scene: Scene, run: Run, victim: WebloomProcess): Promise<readonly string[]> {
  const { system, site } = scene;
  switch (victim.role) {
    case 'scraper':
    case 'renderer': {
      const own = new Set(localPorts(victim.pid, site.port));
      return site.askedFrom().flatMap((port) => (own.has(port) ? [`a request from port ${port}`] : []));
    }
    case 'dispatcher':
    case 'pipeline':
      return begunActivities(system, run, victim);
    case 'orchestrator':
    case 'monitor':
    case 'api':
      // They hold nothing of a run: what they do is done again by whoever comes after them.
      return [`the ${victim.role}'s post`];
  }
}

async function begunActivities(system: System, run: Run, victim: WebloomProcess): Promise<string[]> {
  const { raw } = await system.temporal.workflow.getHandle(run.workflowId).describe();
  const identity = `${victim.role}:${hostname()}:${victim.pid}`;
  return (raw.pendingActivities ?? []).flatMap((activity) =>
    activity.state === STARTED && activity.lastWorkerIdentity === identity
      ? [activity.activityType?.name ?? 'an activity']
      : [],
  );
}

/** Ports from which the process is connected to `remotePort` of this machine. */
function localPorts(pid: number, remotePort: number): number[] {
  const inodes = new Set(
    readdirSync(`/proc/${pid}/fd`).flatMap((fd) => /^socket:\[(\d+)\]$/.exec(linkOf(pid, fd))?.[1] ?? []),
  );
  const lines = readFileSync('/proc/net/tcp', 'utf8').split('\n').slice(1);
  return lines.flatMap((line) => {
    const [, local = '', remote = '', , , , , , , inode = ''] = line.trim().split(/\s+/);
    return inodes.has(inode) && portOf(remote) === remotePort ? [portOf(local)] : [];
  });
}

/** Descriptors come and go while they are listed. */
function linkOf(pid: number, fd: string): string {
  try {
    return readlinkSync(`/proc/${pid}/fd/${fd}`);
  } catch {
    return '';
  }
}

function portOf(address: string): number {
  return Number.parseInt(address.split(':')[1] ?? '', 16);
}

/**
 * Freezes the process while it holds work of the run, and returns what. A frozen process can't finish anything in between,
 * so whatever is done to it next hits that work.
 */
export async function freezeAtWork(
  scene: Scene,
  run: Run,
  victim: WebloomProcess,
): Promise<readonly string[]> {
  const isAny = (work: readonly string[]): boolean => work.length > 0;
  return (await freezeWhoever(scene, run, { candidates: [victim], wanted: isAny })).held;
}

export interface Frozen {
  readonly victim: WebloomProcess;
  readonly held: readonly string[];
}

export interface Aim {
  readonly candidates: readonly WebloomProcess[];
  readonly wanted: (held: readonly string[]) => boolean | Promise<boolean>;
}

/** Looks at one after the other: a process that is frozen for every look gets less work than those beside it. */
export async function freezeWhoever(scene: Scene, run: Run, { candidates, wanted }: Aim): Promise<Frozen> {
  let look = 0;
  return eventually(async () => {
    const victim = candidates[look++ % candidates.length];
    if (victim === undefined) throw new Error('there is nobody to freeze');
    victim.freeze();
    const held = await openWork(scene, run, victim);
    if (await wanted(held)) return { victim, held };
    victim.thaw();
    return null;
  }, 60_000);
}

// An overloaded installation in the clock of the tests: the engine leaves out some times of a schedule, what it fires is taken late
// and out of turn, the monitor comes irregularly and stays away at times, runs take longer than the interval. All of it follows
// from a seed.
import { createRun } from '../../domain/job/execution/create-run.ts';
import { finalizeRun } from '../../domain/job/execution/finalize-run.ts';
import { reconcileLeases, reconcileSlots } from '../../domain/job/reconcile/reconcile-jobs.ts';
import { reconcileMissed } from '../../domain/job/reconcile/reconcile-missed.ts';
import type { JobSchedule } from '../../domain/config/schema.ts';
import { nextTimes, slotOf } from '../../domain/config/schedule/schedule.ts';
import { scheduledTimeOf, slotWorkflowId } from '../../domain/run/ids.ts';
import { configOf, createScene, jobOf, putJob, type Scene } from './control-scene.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const DONE = { code: 'all-done', detail: 'Every page was dealt with.' } as const;
const OWNER = { workspaceId: 'default', jobId: 'job', jobName: 'Kettles' };

export type Random = (below: number) => number;

/** Mulberry32: the numbers of a seed are always the same. */
export function randomFrom(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below;
  };
}

export interface Load {
  readonly schedule: JobSchedule;
  readonly overlap: string;
  readonly begin: Date;
  readonly minutes: number;
  /** Of a hundred firings, how many the engine leaves out. */
  readonly leftOut: number;
  readonly latestMs: number;
  readonly longestRunMs: number;
  readonly monitorRests: boolean;
  /** What somebody does meanwhile, by the minute. */
  readonly verbs?: ReadonlyMap<number, (scene: Scene) => Promise<unknown>>;
}

interface World {
  readonly scene: Scene;
  readonly load: Load;
  readonly random: Random;
  readonly happenings: { readonly at: number; readonly act: () => Promise<unknown> }[];
  /** Workflows that were taken. */
  readonly taken: Set<string>;
}

/** Lets the job live through the load, and then so long that all is decided. */
export async function liveThrough(load: Load, random: Random): Promise<{ scene: Scene; times: Date[] }> {
  const { schedule, begin, overlap } = load;
  const end = begin.getTime() + load.minutes * MINUTE;
  const times = nextTimes(schedule, 'job', begin, load.minutes * 2).filter((at) => at.getTime() <= end);
  const scene = createScene();
  scene.now = begin;
  const awake = { state: 'scheduled', shownState: 'scheduled', nextRunAt: times[0] ?? null } as const;
  await putJob(scene, { config: configOf({ schedule, overlap }), ...awake });
  const world = { scene, load, random, happenings: [], taken: new Set<string>() };
  planFirings(world, times);
  planSweeps(world, end + 20 * MINUTE);
  for (const [minute, verb] of load.verbs ?? [])
    plan(world, begin.getTime() + minute * MINUTE + 31 * SECOND, () => verb(scene));
  await live(world);
  return { scene, times };
}

function plan({ happenings }: World, at: number, act: () => Promise<unknown>): void {
  happenings.push({ at, act });
}

/** Those that the engine does not leave out; the schedule of a paused job fires nothing. */
function planFirings(world: World, times: readonly Date[]): void {
  const { scene, random, load } = world;
  for (const time of times) {
    if (random(100) < load.leftOut) continue;
    plan(world, time.getTime(), async () => {
      if ((await jobOf(scene)).state === 'paused') return;
      const workflowId = slotWorkflowId(OWNER, time);
      await scene.ports.engine.start({ ...OWNER, workflowId, trigger: 'schedule' });
    });
  }
}

/** Irregular, and where the monitor rests, away every other eight minutes. */
function planSweeps(world: World, end: number): void {
  const { scene, random, load } = world;
  const begin = load.begin.getTime();
  for (let at = begin; at < end; at += 30 * SECOND + random(MINUTE)) {
    const isAway = load.monitorRests && Math.floor((at - begin) / (8 * MINUTE)) % 2 === 1;
    if (isAway && at < end - 10 * MINUTE) continue;
    plan(world, at, async () => {
      await reconcileLeases(scene.ports);
      await reconcileSlots(scene.ports);
      await reconcileMissed(scene.ports);
    });
  }
}

async function live(world: World): Promise<void> {
  const { scene, happenings, taken, random, load } = world;
  for (;;) {
    happenings.sort((a, b) => a.at - b.at);
    const next = happenings.shift();
    if (next === undefined) return;
    scene.now = new Date(Math.max(next.at, scene.now.getTime()));
    await next.act();
    for (const workflowId of scene.noted.started.keys()) {
      if (taken.has(workflowId)) continue;
      taken.add(workflowId);
      plan(world, scene.now.getTime() + random(load.latestMs), () => begins(world, workflowId));
    }
  }
}

async function begins(world: World, workflowId: string): Promise<void> {
  const { scene, random, load } = world;
  const time = scheduledTimeOf(workflowId);
  const slot = time === null ? {} : { slot: slotOf('job', time) };
  const decision = await createRun(scene.ports, { workflowId, jobId: 'job', trigger: 'schedule', ...slot });
  if (decision.kind !== 'run') return;
  const runId = decision.run._id;
  await scene.stores.jobs.show('job', runId, 'running');
  plan(world, scene.now.getTime() + SECOND + random(load.longestRunMs), () =>
    finalizeRun(scene.ports, { runId, ending: 'completed', reason: DONE, by: 'workflow' }),
  );
}

// Placing, settling and lifting emergency holds: runs, schedules, hosts and messages, also with Temporal or broker away.
import { describe, expect, it } from 'vitest';
import { createRun } from '../../../../domain/job/execution/create-run.ts';
import type { EmergencyPorts } from '../../../../domain/upkeep/emergency/emergency-ports.ts';
import { liftHold } from '../../../../domain/upkeep/emergency/lift-hold.ts';
import { type HoldRequest, placeHold } from '../../../../domain/upkeep/emergency/place-hold.ts';
import { settleHolds } from '../../../../domain/upkeep/emergency/settle-holds.ts';
import { pauseJob, resumeJob, startJob } from '../../../../domain/job/verb/verbs.ts';
import { reconcileSlots } from '../../../../domain/job/reconcile/reconcile-jobs.ts';
import { reconcileMissed } from '../../../../domain/job/reconcile/reconcile-missed.ts';
import type { EmergencyHold, HoldScope } from '../../../../domain/job/hold/emergency-hold.ts';
import { slotWorkflowId } from '../../../../domain/run/ids.ts';
import { nextRunAt, slotOf } from '../../../../domain/config/schedule/schedule.ts';
import { sampleHold } from '../../../contracts/emergency-store.ts';
import { sampleRun, START } from '../../../contracts/sample-documents.ts';
import { HOURLY, type Scene, configOf, createScene, jobOf, putJob } from '../../../support/control-scene.ts';

const HOUR = 3_600_000;
const EVERYTHING: HoldScope = { kind: 'everything' };

function portsOf({ ports, stores }: Scene): EmergencyPorts {
  const { emergency, hosts, overview, maintenance, incidents, workspaces } = stores;
  const control = { ...ports.control, publishHolds: () => controlOf(ports.control).publishHolds() };
  return { ...ports, control, emergency, hosts, overview, maintenance, incidents, workspaces };
}

function controlOf(control: object): EmergencyPorts['control'] {
  return control as EmergencyPorts['control'];
}

function requestOf(scope: HoldScope = EVERYTHING, more: Partial<HoldRequest> = {}): HoldRequest {
  return {
    workspaceId: 'default',
    by: 'Ada',
    scope,
    kind: 'hold',
    reason: 'too fast',
    silence: false,
    ...more,
  };
}

/** Every process has read them. */
async function hear(scene: Scene): Promise<readonly EmergencyHold[]> {
  scene.holds = await scene.stores.emergency.standing();
  return scene.holds;
}

async function running(scene: Scene, jobId: string, fields: { tags?: string[] } = {}): Promise<string> {
  const runId = `run_${jobId}`;
  await putJob(scene, { _id: jobId, name: jobId, activeRun: runId, state: 'running', ...fields });
  await scene.stores.runs.insert(sampleRun(runId, { jobId, state: 'running', phase: 'crawling' }));
  return runId;
}

const stateOf = async (scene: Scene, runId: string): Promise<string | undefined> =>
  (await scene.stores.runs.get(runId))?.state;

describe('runs under an emergency hold', () => {
  it('are paused by a gate that needs neither Temporal nor broker, and go on when it is lifted', async () => {
    const scene = createScene();
    const runId = await running(scene, 'a');
    Object.assign(scene, { engineDown: true, brokerDown: true });
    const { hold, couldNot } = await placeHold(portsOf(scene), requestOf());
    expect(couldNot).toEqual([expect.stringContaining('RabbitMQ')]);
    expect(await settleHolds(scene.ports, await hear(scene))).toEqual({ paused: 1, ended: 0, resumed: 0 });
    expect(await stateOf(scene, runId)).toBe('paused');
    expect(scene.noted.gates.at(-1)).toMatchObject({ runId, open: false });
    Object.assign(scene, { engineDown: false, brokerDown: false });
    await liftHold(portsOf(scene), { holdId: hold._id, workspaceId: 'default', by: 'Bob' });
    expect(await settleHolds(scene.ports, await hear(scene))).toEqual({ paused: 0, ended: 0, resumed: 1 });
    expect(await stateOf(scene, runId)).toBe('running');
    expect(await settleHolds(scene.ports, [])).toEqual({ paused: 0, ended: 0, resumed: 0 });
  });

  it('are only those in its scope', async () => {
    const scene = createScene();
    const [shop, news] = [await running(scene, 'a', { tags: ['shop'] }), await running(scene, 'b')];
    await placeHold(portsOf(scene), requestOf({ kind: 'tag', tag: 'Shop' }));
    await settleHolds(scene.ports, await hear(scene));
    expect([await stateOf(scene, shop), await stateOf(scene, news)]).toEqual(['paused', 'running']);
  });

  it('stay paused while another hold covers them, and when somebody else had paused them', async () => {
    const scene = createScene();
    const [held, byHand] = [await running(scene, 'a'), await running(scene, 'b')];
    await pauseJob(scene.ports, 'b');
    const first = await placeHold(portsOf(scene), requestOf());
    await placeHold(portsOf(scene), requestOf({ kind: 'workspace' }));
    await settleHolds(scene.ports, await hear(scene));
    await liftHold(portsOf(scene), { holdId: first.hold._id, workspaceId: 'default', by: 'Bob' });
    await settleHolds(scene.ports, await hear(scene));
    expect(await stateOf(scene, held)).toBe('paused');
    await settleHolds(scene.ports, []);
    expect([await stateOf(scene, held), await stateOf(scene, byHand)]).toEqual(['running', 'paused']);
  });

  it('are ended at once by the kind stop, also those that were paused, and their jobs keep their schedules', async () => {
    const scene = createScene();
    const [one, two] = [await running(scene, 'a'), await running(scene, 'b')];
    await pauseJob(scene.ports, 'b');
    await placeHold(portsOf(scene), requestOf(EVERYTHING, { kind: 'stop' }));
    expect((await settleHolds(scene.ports, await hear(scene))).ended).toBe(2);
    expect(await scene.stores.runs.get(one)).toMatchObject({ state: 'finalizing', stopScope: 'run' });
    expect(await stateOf(scene, two)).toBe('finalizing');
    expect(scene.noted.terminated).toHaveLength(2);
  });

  it('are not resumed by hand, and the refusal says who holds them and how to lift it', async () => {
    const scene = createScene();
    await running(scene, 'a');
    const { hold } = await placeHold(portsOf(scene), requestOf());
    await settleHolds(scene.ports, await hear(scene));
    await expect(resumeJob(scene.ports, 'a')).rejects.toMatchObject({
      code: 'emergency-stop',
      message: expect.stringContaining(`webloom emergency lift ${hold._id}`),
      facts: { by: 'Ada', reason: 'too fast' },
    });
  });
});

describe('starts under an emergency hold', () => {
  it('by hand are refused, and leave the job as it was', async () => {
    const scene = createScene();
    await putJob(scene);
    const job = await jobOf(scene);
    scene.holds = [sampleHold('hold_1')];
    await expect(startJob(scene.ports, 'job')).rejects.toMatchObject({ code: 'emergency-stop' });
    expect(await jobOf(scene)).toEqual(job);
  });

  it('by the schedule leave their time undecided, so that it is a missed one when the hold is lifted', async () => {
    const scene = createScene();
    const config = configOf({ schedule: HOURLY });
    const due = nextRunAt(config.schedule, 'job', START) ?? START;
    await putJob(scene, { config, state: 'scheduled', shownState: 'scheduled', nextRunAt: due });
    scene.holds = [sampleHold('hold_1')];
    scene.now = due;
    const owner = { jobId: 'job', jobName: 'job' };
    const asked = { jobId: 'job', trigger: 'schedule', slot: slotOf('job', due) } as const;
    const refused = await createRun(scene.ports, { ...asked, workflowId: slotWorkflowId(owner, due) });
    expect(refused).toMatchObject({ kind: 'refused', reason: 'emergency' });
    scene.now = new Date(due.getTime() + 3 * HOUR);
    await reconcileSlots(scene.ports);
    expect((await jobOf(scene)).missed ?? null).toBeNull();
    scene.holds = [];
    await reconcileSlots(scene.ports);
    expect((await jobOf(scene)).missed).toMatchObject({ count: 3, left: 1 });
    await reconcileMissed(scene.ports);
    expect(scene.noted.started.size).toBe(1);
  });

  it('that were to make up for a missed time wait for the end of the hold', async () => {
    const scene = createScene();
    const config = configOf({ schedule: HOURLY });
    const due = nextRunAt(config.schedule, 'job', START) ?? START;
    await putJob(scene, { config, state: 'scheduled', shownState: 'scheduled', nextRunAt: due });
    scene.now = new Date(due.getTime() + 3 * HOUR);
    await reconcileSlots(scene.ports);
    scene.noted.started.clear();
    scene.holds = [sampleHold('hold_1')];
    await reconcileMissed(scene.ports);
    expect(scene.noted.started.size).toBe(0);
    expect((await jobOf(scene)).missed).toMatchObject({ left: 1 });
  });
});

describe('an emergency hold', () => {
  it('of a host pauses the host too, and lifting it leaves a pause by somebody else', async () => {
    const scene = createScene();
    const scope: HoldScope = { kind: 'host', host: 'shop.test' };
    const { hold } = await placeHold(portsOf(scene), requestOf(scope));
    expect((await scene.stores.hosts.get('shop.test'))?.held).toMatchObject({
      by: 'Ada',
      reason: 'too fast',
    });
    await liftHold(portsOf(scene), { holdId: hold._id, workspaceId: 'default', by: 'Bob' });
    expect((await scene.stores.hosts.get('shop.test'))?.held).toBeUndefined();
    await scene.stores.hosts.pause('shop.test', { since: 1, until: null, by: 'Eve', reason: 'theirs' });
    const again = await placeHold(portsOf(scene), requestOf(scope));
    await liftHold(portsOf(scene), { holdId: again.hold._id, workspaceId: 'default', by: 'Bob' });
    expect((await scene.stores.hosts.get('shop.test'))?.held?.by).toBe('Eve');
  });

  it('keeps messages back when asked to, in a maintenance window that ends with it', async () => {
    const scene = createScene();
    await scene.stores.workspaces.insert({ _id: 'default', name: 'Default', createdAt: START });
    const { hold } = await placeHold(portsOf(scene), requestOf(EVERYTHING, { silence: true }));
    const [window] = await scene.stores.maintenance.list('default');
    expect(window).toMatchObject({ reason: 'Emergency stop: too fast', changes: 'hold' });
    await liftHold(portsOf(scene), { holdId: hold._id, workspaceId: 'default', by: 'Bob' });
    expect(await scene.stores.maintenance.list('default')).toEqual([]);
  });

  it('is lifted once, and a repeat says so', async () => {
    const scene = createScene();
    const { hold } = await placeHold(portsOf(scene), requestOf());
    const lift = { holdId: hold._id, workspaceId: 'default', by: 'Bob' };
    expect(await liftHold(portsOf(scene), lift)).toMatchObject({ same: false, hold: { liftedBy: 'Bob' } });
    expect(await liftHold(portsOf(scene), { ...lift, by: 'Eve' })).toMatchObject({
      same: true,
      hold: { liftedBy: 'Bob' },
    });
    expect(scene.noted.published.map(({ type }) => type)).toEqual(['emergency.placed', 'emergency.lifted']);
  });

  it.each<[string, Partial<HoldRequest>, string]>([
    ['everything by another workspace', { workspaceId: 'other' }, 'forbidden'],
    ['all changes by another workspace', { workspaceId: 'other', scope: { kind: 'changes' } }, 'forbidden'],
    ['a job that is not there', { scope: { kind: 'job', jobId: 'job_x' } }, 'not-found'],
    ['a host in silence', { scope: { kind: 'host', host: 'a.test' }, silence: true }, 'validation'],
    [
      'a host that others ask',
      { workspaceId: 'other', scope: { kind: 'host', host: 'a.test' } },
      'forbidden',
    ],
  ])('is refused for %s', async (_what, more, code) => {
    const scene = createScene();
    await expect(placeHold(portsOf(scene), { ...requestOf(), ...more })).rejects.toMatchObject({ code });
    expect(await scene.stores.emergency.standing()).toEqual([]);
  });

  it('is refused while the same one stands, and is not lifted by another workspace', async () => {
    const scene = createScene();
    const { hold } = await placeHold(portsOf(scene), requestOf());
    await expect(placeHold(portsOf(scene), requestOf())).rejects.toMatchObject({ code: 'conflict' });
    const lift = { holdId: hold._id, workspaceId: 'other', by: 'Eve' };
    await expect(liftHold(portsOf(scene), lift)).rejects.toMatchObject({ code: 'forbidden' });
    const none = { holdId: 'hold_x', workspaceId: 'default', by: 'Eve' };
    await expect(liftHold(portsOf(scene), none)).rejects.toMatchObject({ code: 'not-found' });
  });
});

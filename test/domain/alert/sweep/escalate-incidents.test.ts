import { describe, expect, it } from 'vitest';
import type { AlertRule } from '../../../../domain/alert/rule/alert-rule.ts';
import { moveIncidentById } from '../../../../domain/alert/sweep/move-incident.ts';
import { sweepAlerts } from '../../../../domain/alert/sweep/sweep-alerts.ts';
import type { IncidentEvent } from '../../../../domain/alert/incident/lifecycle.ts';
import { sampleWindow } from '../../../contracts/sample-alerts.ts';
import { sampleJob, sampleRun, START } from '../../../contracts/sample-documents.ts';
import { type AlertScene, createAlertScene, putChanges, told } from '../../../support/alert-scene.ts';
import { configOf, HOURLY, PowerCut } from '../../../support/control-scene.ts';

const STEPS = [
  { afterMinutes: 10, channels: ['chn_boss'] },
  { afterMinutes: 30, action: 'pause-job' },
] as const;
const RULE: Partial<AlertRule> = { name: 'Failed runs', when: { kind: 'run-failed' }, steps: STEPS };

const at = (minutes: number): Date => new Date(START.getTime() + minutes * 60_000);

async function sweepAt(scene: AlertScene, ...minutes: number[]): Promise<void> {
  for (const minute of minutes) {
    scene.now = at(minute);
    await sweepAlerts(scene.ports);
  }
}

async function failedRun(rule: Partial<AlertRule> = RULE): Promise<AlertScene> {
  const scene = await createAlertScene([rule]);
  await scene.stores.jobs.remove('job');
  const scheduled = { state: 'scheduled', config: configOf({ schedule: HOURLY }) } as const;
  await scene.stores.jobs.insert(sampleJob('job', scheduled));
  const times = { createdAt: scene.now, finishedAt: scene.now, alertAt: scene.now };
  await scene.stores.runs.insert(sampleRun('run_1', { state: 'failed', ...times }));
  await sweepAt(scene, 0);
  return scene;
}

async function move(scene: AlertScene, event: IncidentEvent, until?: Date): Promise<void> {
  const [incident] = await scene.stores.incidents.list({ workspaceId: 'default', limit: 1 });
  const named = { workspaceId: 'default', incidentId: incident?._id ?? '' };
  await moveIncidentById(scene.ports, named, { event, by: 'ann', ...(until && { until }) });
}

async function incidentOf(scene: AlertScene) {
  const [incident] = await scene.stores.incidents.list({ workspaceId: 'default', limit: 1 });
  return incident;
}

const BEGIN = 'begin: Kettles failed';
const STEP = 'escalation: Nobody is at it: Kettles failed';
const PAUSED = 'escalation: Kettles is paused. Kettles failed';

describe('while nobody acknowledges', () => {
  it('others are told, then the job is paused, each once', async () => {
    const scene = await failedRun();
    await sweepAt(scene, 9);
    expect(told(scene)).toEqual([BEGIN]);
    expect(await incidentOf(scene)).toMatchObject({ stepAt: at(10) });
    await sweepAt(scene, 10, 11, 29);
    expect(told(scene)).toEqual([BEGIN, STEP]);
    expect((await scene.stores.jobs.get('job'))?.state).toBe('scheduled');
    await sweepAt(scene, 30, 31, 90);
    expect(told(scene)).toEqual([BEGIN, STEP, PAUSED]);
    expect((await scene.stores.jobs.get('job'))?.state).toBe('paused');
    const incident = await incidentOf(scene);
    expect(incident).toMatchObject({ state: 'open', stepsDone: 2 });
    expect(incident?.stepAt).toBeUndefined();
    expect(incident?.history.map(({ event }) => event)).toEqual([
      'begin',
      'told-begin',
      'step 1: after 10 min tell another channel',
      'step 2: Kettles is paused.',
    ]);
  });

  it('the message of a pause says how to go on, and the audit who paused', async () => {
    const scene = await failedRun();
    await sweepAt(scene, 10, 30);
    const paused = [...scene.sent.values()].find(({ title }) => title.startsWith('Kettles is paused'));
    expect(paused?.lines.join(' ')).toContain('resume the job');
    const [entry] = await scene.stores.audit.list({ workspaceId: 'default', limit: 9 });
    expect(entry).toMatchObject({
      actor: 'alert rule Failed runs',
      action: 'pauseJob',
      how: 'rule',
      subjectId: 'job',
      result: 'done',
    });
  });

  it('its host is paused for all runs', async () => {
    const scene = await failedRun({ ...RULE, steps: [{ afterMinutes: 5, action: 'pause-host' }] });
    await sweepAt(scene, 5);
    const [plan] = await scene.stores.overview.jobPlans('default', { after: null, limit: 1 });
    expect((await scene.stores.hosts.get(plan?.hosts[0] ?? ''))?.held).toMatchObject({
      by: 'alert rule Failed runs',
      reason: 'Kettles failed',
      until: null,
    });
  });

  it('a pause that is refused is told with the reason', async () => {
    const scene = await failedRun();
    await scene.stores.jobs.remove('job');
    await sweepAt(scene, 10, 30);
    expect(told(scene).at(-1)).toBe('escalation: Kettles could not be paused. Kettles failed');
  });

  it('a change stays open until its last step', async () => {
    const scene = await createAlertScene([{ steps: [{ afterMinutes: 5, channels: 'all' }] }]);
    await putChanges(scene, 1);
    await sweepAt(scene, 0);
    expect(await incidentOf(scene)).toMatchObject({ state: 'open', stepAt: at(5) });
    await sweepAt(scene, 5);
    expect(told(scene)).toHaveLength(2);
    expect((await incidentOf(scene))?.state).toBe('resolved');
  });

  it('after a time in which nothing could be done the steps do not come all at once', async () => {
    const scene = await failedRun();
    await sweepAt(scene, 300, 301);
    expect(told(scene)).toEqual([BEGIN, STEP]);
    expect(await incidentOf(scene)).toMatchObject({ stepAt: at(320) });
  });

  it('who is told is not woken in quiet hours', async () => {
    const quietHours = { from: '12:05', to: '13:00' };
    const scene = await failedRun({ ...RULE, quietHours });
    expect(START.toISOString()).toContain('T12:00');
    expect(await incidentOf(scene)).toMatchObject({ stepAt: at(60) });
  });
});

describe('nothing follows', () => {
  it.each(['acknowledge', 'resolve'] as const)('after %s', async (event) => {
    const scene = await failedRun();
    await move(scene, event);
    await sweepAt(scene, 10, 30, 60);
    expect(told(scene).filter((one) => one.startsWith('escalation'))).toEqual([]);
  });

  it('while it is snoozed; the steps go on when it wakes', async () => {
    const scene = await failedRun();
    await move(scene, 'snooze', at(60));
    await sweepAt(scene, 10, 30, 60, 69);
    expect(told(scene)).toEqual([BEGIN, 'reminder: Still: Kettles failed']);
    await sweepAt(scene, 70);
    expect(told(scene).at(-1)).toBe(STEP);
  });

  it('when the rule is turned off', async () => {
    const scene = await failedRun();
    const rule = await scene.stores.alertRules.get('rule_0');
    if (rule === null) throw new Error('no rule');
    await scene.stores.alertRules.replace({ ...rule, enabled: false, version: 2 }, 1);
    await sweepAt(scene, 10, 30);
    expect(told(scene)).toEqual([BEGIN]);
    expect((await incidentOf(scene))?.stepAt).toBeUndefined();
  });

  it('within a maintenance window', async () => {
    const scene = await failedRun();
    const when = { kind: 'once', from: at(5), until: at(45) } as const;
    await scene.stores.maintenance.insert(sampleWindow('mnt_1', { when }));
    await sweepAt(scene, 10, 30);
    expect(told(scene)).toEqual([BEGIN]);
    await sweepAt(scene, 45);
    expect(told(scene)).toEqual([BEGIN, STEP]);
  });
});

it('power cuts do no step twice and leave none out', async () => {
  for (let cut = 0; cut < 30; cut += 1) {
    const scene = await failedRun();
    scene.writes = 0;
    scene.failAfter = cut;
    for (const minutes of [10, 10, 30, 30]) {
      scene.now = at(minutes);
      await sweepAlerts(scene.ports).catch((error: unknown) => {
        if (!(error instanceof PowerCut)) throw error;
        scene.failAfter = null;
      });
    }
    scene.failAfter = null;
    await sweepAt(scene, 31);
    expect(told(scene), `cut before write ${cut + 1}`).toEqual([BEGIN, STEP, PAUSED]);
    expect(await scene.stores.audit.list({ workspaceId: 'default', limit: 9 })).toHaveLength(1);
    expect((await scene.stores.jobs.get('job'))?.state).toBe('paused');
  }
});

// A schedule that somebody triggers by hand in the engine's own screens.
import { describe, expect, it } from 'vitest';
import { createRun } from '../../../../domain/job/execution/create-run.ts';
import type { Job } from '../../../../domain/job/job.ts';
import { describeDecision, type RunRequest } from '../../../../domain/job/start-decision.ts';
import { scheduleText } from '../../../../domain/config/schedule/schedule.ts';
import { configOf, createScene, jobOf, putJob, type Scene } from '../../../support/control-scene.ts';

async function sceneWith(fields: Partial<Job>): Promise<Scene> {
  const scene = createScene();
  await putJob(scene, fields);
  return scene;
}

describe('a schedule triggered by hand in the engine', () => {
  const DAILY = { kind: 'cron', cron: '0 13 * * *', timezone: 'UTC' } as const;
  const recurring = { config: configOf({ schedule: DAILY }), state: 'scheduled', lastSlot: null } as const;

  function fired(time: string, firedFor = scheduleText(DAILY)): RunRequest {
    const slot = `job@2026-03-01T${time}Z`;
    return {
      workflowId: `run:kettles:${slot.replace('@', '-')}`,
      jobId: 'job',
      trigger: 'schedule',
      slot,
      firedFor,
    };
  }

  it('starts a run as a start by hand does, told as the doing of somebody in Temporal', async () => {
    const scene = await sceneWith(recurring);
    const decision = await createRun(scene.ports, fired('12:34:56'));
    expect(decision).toMatchObject({ kind: 'run', run: { trigger: 'manual', startedBy: 'temporal' } });
    expect(decision.kind === 'run' && decision.run.slot).toBeUndefined();
    const job = await jobOf(scene);
    expect(job).toMatchObject({ lastSlot: null, state: 'starting' });
    expect(job.history.at(-1)).toMatchObject({ event: 'start', by: 'temporal' });
    const [event] = await scene.stores.events.since('default', new Date(0), 10);
    expect(event).toMatchObject({ type: 'job.start', data: { trigger: 'manual', by: 'temporal' } });
    // A repeat is the same run.
    expect(await createRun(scene.ports, fired('12:34:56'))).toMatchObject({ kind: 'run', run: { seq: 1 } });
  });

  it('at a time of the schedule is that slot', async () => {
    const scene = await sceneWith(recurring);
    expect(await createRun(scene.ports, fired('13:00:00'))).toMatchObject({ run: { trigger: 'schedule' } });
  });

  it('waits, or is refused, as the overlap policy says', async () => {
    const scene = await sceneWith({
      ...recurring,
      config: configOf({ schedule: DAILY, overlap: 'buffer_one' }),
    });
    const byHand = {
      workflowId: `run:job:${'1'.padStart(26, '0')}`,
      jobId: 'job',
      trigger: 'manual',
    } as const;
    await createRun(scene.ports, byHand);
    expect(await createRun(scene.ports, fired('12:34:56'))).toMatchObject({ kind: 'buffered' });
    expect((await jobOf(scene)).buffered).toMatchObject({ trigger: 'manual' });
  });

  it('is refused with words where the job is paused', async () => {
    const scene = await sceneWith({ ...recurring, state: 'paused' });
    const decision = await createRun(scene.ports, fired('12:34:56'));
    if (decision.kind === 'run') throw new Error('it started');
    expect(describeDecision(decision)).toContain('The job is paused');
  });

  it('is none when the engine fired for times the job no longer has', async () => {
    const scene = await sceneWith(recurring);
    const decision = await createRun(scene.ports, fired('12:30:00', '*/30 * * * * (UTC)'));
    expect(decision).toMatchObject({ kind: 'refused', reason: 'not-a-slot' });
  });
});

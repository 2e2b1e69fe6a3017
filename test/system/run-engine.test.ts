// The engine on a real Temporal: starts are done once, what is not there is a value, and the times of a schedule are
// those `domain/config/schedule` says, or Webloom knows the difference.
import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createTemporalEngine, type TemporalEngine } from '../../adapters/temporal/run-engine.ts';
import type { JobSchedule } from '../../domain/config/schema.ts';
import { scheduleId } from '../../domain/run/ids.ts';
import { judgeFiring, nextTimes } from '../../domain/config/schedule/schedule.ts';
import { JOB_ATTRIBUTE, NAME_ATTRIBUTE, STATE_ATTRIBUTE } from '../../workflows/search-attributes.ts';
import { eventually } from '../support/eventually.ts';

const { temporalAddress } = inject('services');
let engine: TemporalEngine;
let connection: Connection;
let client: Client;
let jobs = 0;

beforeAll(async () => {
  engine = createTemporalEngine({ address: temporalAddress, prefix: `engine-test-${Date.now()}` });
  connection = await Connection.connect({ address: temporalAddress });
  client = new Client({ connection });
});

afterAll(async () => {
  await engine.close();
  await connection.close();
});

const workspaceId = 'default';

function newJob(): { jobId: string; jobName: string } {
  jobs += 1;
  return { jobId: `engine-test-${Date.now()}-${jobs}`, jobName: 'Kettles' };
}

/** What Temporal will do about a schedule, and what our own reading says. */
async function compare(spec: JobSchedule): Promise<{ temporal: Date[]; own: Date[] }> {
  const { jobId, jobName } = newJob();
  await engine.putSchedule({ workspaceId, jobId, jobName, spec, paused: true });
  const { info } = await client.schedule.getHandle(scheduleId(jobId)).describe();
  await engine.deleteSchedule(jobId);
  const fires = info.nextActionTimes.filter((time) => judgeFiring(spec, jobId, time) === 'slot');
  const after = new Date((info.nextActionTimes[0]?.getTime() ?? Date.now()) - 1);
  return { temporal: fires, own: nextTimes(spec, jobId, after, fires.length || 3) };
}

const cron = (text: string, timezone = 'UTC'): JobSchedule => ({ kind: 'cron', cron: text, timezone });

describe('the times of a schedule', () => {
  it.each<JobSchedule>([
    { kind: 'interval', everyMs: 10_000 },
    { kind: 'interval', everyMs: 61_000 },
    { kind: 'interval', everyMs: 90_061_000 },
    cron('*/15 * * * *'),
    cron('0 9-17 * * MON-FRI', 'America/New_York'),
    cron('0 0 1,15 jan,JUL *', 'Asia/Kolkata'),
    cron('0 0 13 * 5'),
    cron('0 0 * * 7'),
    cron('15 0 29 2 *'),
    cron('@daily', 'Australia/Lord_Howe'),
    // The night in which New York has the hour from 1 to 2 twice: Temporal fires twice, the second time does not count.
    cron('30 1 1-7 11 7', 'America/New_York'),
  ])('are the same for $kind $everyMs $cron $timezone', async (spec) => {
    const { temporal, own } = await compare(spec);
    expect(temporal.length).toBeGreaterThan(0);
    expect(own).toEqual(temporal);
  });

  it.each([
    { what: 'left out, and Temporal does not fire', text: '30 2 25-31 3 7' },
    { what: 'there twice, and Temporal fires the second time', text: '30 2 25-31 10 7' },
  ])('are ours alone where an hour of Berlin is $what: the monitor starts them', async ({ text }) => {
    const { temporal, own } = await compare(cron(text, 'Europe/Berlin'));
    expect(temporal).toEqual([]);
    expect(own).toHaveLength(3);
  });
});

describe('the engine', () => {
  it('starts a workflow once, and says when it is there already or has been', async () => {
    const { jobId, jobName } = newJob();
    const start = { workflowId: `run:${jobId}:x`, workspaceId, jobId, jobName, trigger: 'manual' } as const;
    expect(await engine.status(start.workflowId)).toBe('unknown');
    expect(await engine.start(start)).toBe(true);
    expect(await engine.start(start)).toBe(false);
    expect(await engine.status(start.workflowId)).toBe('running');
    expect(await engine.signal(start.workflowId, { name: 'pause', gateSeq: 2 })).toBe(true);
    expect(await engine.terminate(start.workflowId, 'over')).toBe(true);
    expect(await engine.status(start.workflowId)).toBe('closed');
    expect(await engine.start(start)).toBe(false);
  });

  it('takes signals and ends for workflows that are not there as values', async () => {
    expect(await engine.signal('run:nobody:x', { name: 'stop', gateSeq: 1 })).toBe(false);
    expect(await engine.terminate('run:nobody:x', 'over')).toBe(false);
    await expect(engine.pauseSchedule('nobody', true)).resolves.toBeUndefined();
    await expect(engine.deleteSchedule('nobody')).resolves.toBeUndefined();
    expect(await engine.scheduleState('nobody')).toBe('missing');
  });

  it('replaces a schedule, paused or active as asked', async () => {
    const { jobId, jobName } = newJob();
    const spec = cron('0 0 1 1 *');
    await engine.putSchedule({ workspaceId, jobId, jobName, spec, paused: false });
    expect(await engine.scheduleState(jobId)).toBe('active');
    await engine.pauseSchedule(jobId, true);
    expect(await engine.scheduleState(jobId, { jobId, jobName, spec })).toBe('paused');
    const other = cron('0 0 2 1 *');
    expect(await engine.scheduleState(jobId, { jobId, jobName, spec: other })).toBe('outdated');
    await engine.putSchedule({ workspaceId, jobId, jobName, spec: other, paused: false });
    expect(await engine.scheduleState(jobId, { jobId, jobName, spec: other })).toBe('active');
    await engine.deleteSchedule(jobId);
    expect(await engine.scheduleState(jobId)).toBe('missing');
  });

  it('knows a schedule that was paused or resumed by hand, and keeps what was set so until it is obeyed', async () => {
    const { jobId, jobName } = newJob();
    const kept = { workspaceId, jobId, jobName, spec: cron('0 0 1 1 *') };
    await engine.putSchedule({ ...kept, paused: false });
    const handle = client.schedule.getHandle(scheduleId(jobId));
    await handle.pause('maintenance until Monday');
    expect(await engine.scheduleState(jobId, kept)).toBe('paused-by-hand');
    await engine.putSchedule({ ...kept, jobName: 'Teapots', paused: false });
    expect(await engine.scheduleState(jobId)).toBe('paused-by-hand');
    const note = 'maintenance until Monday';
    await eventually(async () => {
      const listed = await engine.listSchedules();
      return listed.some((one) => one.jobId === jobId && one.isByHand && one.paused && one.note === note);
    });
    await engine.pauseSchedule(jobId, true);
    expect(await engine.scheduleState(jobId, { ...kept, jobName: 'Teapots' })).toBe('paused');
    await handle.unpause();
    expect(await engine.scheduleState(jobId)).toBe('resumed-by-hand');
    await engine.pauseSchedule(jobId, false);
    expect(await engine.scheduleState(jobId, { ...kept, jobName: 'Teapots' })).toBe('active');
    // The name is part of the ids of its runs.
    expect(await engine.scheduleState(jobId, kept)).toBe('outdated');
    await engine.deleteSchedule(jobId);
  });

  it('lists a schedule with its name, its state and its next times, and counts it among the paused ones', async () => {
    const { jobId, jobName } = newJob();
    const spec = cron('0 9-17 * * MON-FRI', 'America/New_York');
    const before = (await engine.countPausedSchedules()) ?? 0;
    await engine.putSchedule({ workspaceId, jobId, jobName, spec, paused: false });
    const listed = async () => (await engine.listSchedules()).find((one) => one.jobId === jobId);
    const active = await eventually(listed);
    expect(active).toMatchObject({ jobName, paused: false, isByHand: false });
    expect(active.nextTimes).toEqual(nextTimes(spec, jobId, new Date(), 5));
    await engine.pauseSchedule(jobId, true);
    await eventually(async () => (await listed())?.paused);
    expect(await engine.countPausedSchedules()).toBe(before + 1);
    await engine.deleteSchedule(jobId);
    await eventually(async () => (await engine.countPausedSchedules()) === before);
  });

  it('lists the runs that go on, of this installation alone', async () => {
    const { jobId, jobName } = newJob();
    const start = {
      workflowId: `run:kettles:${jobId}:open`,
      workspaceId,
      jobId,
      jobName,
      trigger: 'manual',
    } as const;
    await engine.start(start);
    await eventually(async () => (await engine.openRuns()).has(start.workflowId));
    const other = createTemporalEngine({ address: temporalAddress, prefix: 'somebody-else' });
    expect((await other.openRuns()).has(start.workflowId)).toBe(false);
    await other.close();
    await engine.terminate(start.workflowId, 'over');
    await eventually(async () => !(await engine.openRuns()).has(start.workflowId));
  });

  it('shows name, trigger and state of a run where Temporal lists it', async () => {
    const { jobId } = newJob();
    const jobName = 'Kettles & Pots';
    const workflowId = `run:kettles-pots:${jobId}:x`;
    await engine.start({ workflowId, workspaceId, jobId, jobName, trigger: 'manual' });
    const { memo, typedSearchAttributes, ...described } = await client.workflow
      .getHandle(workflowId)
      .describe();
    expect(await described.staticSummary()).toBe('Kettles & Pots (manual)');
    expect(memo).toMatchObject({ job: jobName, trigger: 'manual' });
    expect(
      [NAME_ATTRIBUTE, JOB_ATTRIBUTE, STATE_ATTRIBUTE].map((key) => typedSearchAttributes.get(key)),
    ).toEqual([jobName, jobId, 'starting']);
    await engine.terminate(workflowId, 'over');
  });

  it('has the starts of workspaces take turns, of schedules too', async () => {
    const { jobId, jobName } = newJob();
    const start = { workflowId: `run:${jobId}:x`, workspaceId: 'team', jobId, jobName } as const;
    await engine.start({ ...start, trigger: 'manual' });
    const { priority } = await client.workflow.getHandle(start.workflowId).describe();
    expect(priority).toMatchObject({ priorityKey: 2, fairnessKey: 'team' });
    await engine.terminate(start.workflowId, 'over');
    await engine.putSchedule({ ...start, spec: cron('0 0 1 1 *'), paused: true });
    const { action } = await client.schedule.getHandle(scheduleId(jobId)).describe();
    expect(action.priority).toMatchObject({ priorityKey: 3, fairnessKey: 'team' });
    await engine.deleteSchedule(jobId);
  });

  it('says why Temporal refused, and does not ask whether it runs', async () => {
    const { jobId, jobName } = newJob();
    const start = { workflowId: 'x'.repeat(1_100), workspaceId, jobId, jobName, trigger: 'manual' } as const;
    await expect(engine.start(start)).rejects.toThrow(/refused to start the run: .*[Ww]orkflow.?[Ii]d/);
    const nobody = createTemporalEngine({ address: '127.0.0.1:1', prefix: 'x' });
    await expect(nobody.start(start)).rejects.toThrow(/127\.0\.0\.1:1 (is not reachable|did not)/);
    await nobody.close();
    const elsewhere = createTemporalEngine({ address: temporalAddress, prefix: 'x', namespace: 'no-such' });
    await expect(elsewhere.status('x')).rejects.toThrow(/no-such/);
    await elsewhere.close();
  });
});

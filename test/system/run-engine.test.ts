// The engine on a real Temporal: starts are done once, what is not there is a value, and the times of a schedule are
// those `domain/schedule` says, or Webloom knows the difference.
import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createTemporalEngine, type TemporalEngine } from '../../adapters/temporal/run-engine.ts';
import type { JobSchedule } from '../../domain/job/schema.ts';
import { scheduleId } from '../../domain/run/ids.ts';
import { firesAt, nextTimes } from '../../domain/schedule/schedule.ts';

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

function newJob(): { jobId: string; jobName: string } {
  jobs += 1;
  return { jobId: `engine-test-${Date.now()}-${jobs}`, jobName: 'Kettles' };
}

/** What Temporal will do about a schedule, and what our own reading says. */
async function compare(spec: JobSchedule): Promise<{ temporal: Date[]; own: Date[] }> {
  const { jobId, jobName } = newJob();
  await engine.putSchedule({ jobId, jobName, spec, paused: true });
  const { info } = await client.schedule.getHandle(scheduleId(jobId)).describe();
  await engine.deleteSchedule(jobId);
  const fires = info.nextActionTimes.filter((time) => firesAt(spec, jobId, time));
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
    const start = { workflowId: `run:${jobId}:x`, jobId, jobName, trigger: 'manual' } as const;
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
    await engine.putSchedule({ jobId, jobName, spec, paused: false });
    expect(await engine.scheduleState(jobId)).toBe('active');
    await engine.pauseSchedule(jobId, true);
    expect(await engine.scheduleState(jobId, spec)).toBe('paused');
    const other = cron('0 0 2 1 *');
    expect(await engine.scheduleState(jobId, other)).toBe('outdated');
    await engine.putSchedule({ jobId, jobName, spec: other, paused: false });
    expect(await engine.scheduleState(jobId, other)).toBe('active');
    await engine.deleteSchedule(jobId);
    expect(await engine.scheduleState(jobId)).toBe('missing');
  });
});

// The times Webloom tells for a schedule against those at which the real Temporal server would fire it, over a year with its
// changes of clocks. Away from those changes they are the same to the second. Near them the server leaves out times and adds
// others: those left out are started by the monitor, and those added are recognised and run nothing.
import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { deleteSchedule, putSchedule } from '../../adapters/temporal/job-schedules.ts';
import type { JobSchedule } from '../../domain/config/schema.ts';
import { scheduleId } from '../../domain/run/ids.ts';
import { judgeFiring, nextTimes } from '../../domain/config/schedule/schedule.ts';
import { isNearClockChange } from '../../domain/config/schedule/zone-clock.ts';

const FROM = Date.UTC(2026, 0, 1);
const UNTIL = Date.UTC(2027, 0, 1);
const DAY_MS = 86_400_000;
/** The server answers with a limited number of times; days of an hourly schedule stay far below. */
const SLICE_MS = 20 * DAY_MS;
const ZONES = [
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'America/Sao_Paulo',
  'Africa/Casablanca',
];

let connection: Connection;
let client: Client;

beforeAll(async () => {
  connection = await Connection.connect({ address: inject('services').temporalAddress });
  client = new Client({ connection });
});

afterAll(() => connection?.close());

async function timesOfServer(jobId: string): Promise<number[]> {
  const found: number[] = [];
  for (let from = FROM; from < UNTIL; from += SLICE_MS) {
    // A time at the very begin of the window is left out, and one at its end is not.
    const { startTime } = await client.workflowService.listScheduleMatchingTimes({
      namespace: 'default',
      scheduleId: scheduleId(jobId),
      startTime: stampOf(from - 1_000),
      endTime: stampOf(Math.min(UNTIL, from + SLICE_MS) - 1_000),
    });
    found.push(...startTime.map(({ seconds }) => Number(seconds) * 1_000));
  }
  return found;
}

function stampOf(at: number) {
  // The field takes a Long, which has this form.
  return { seconds: { low: Math.floor(at / 1_000), high: 0, unsigned: false } as never };
}

function timesOfWebloom(schedule: JobSchedule, jobId: string): number[] {
  const found: number[] = [];
  for (let after = new Date(FROM - 1); ; ) {
    const some = nextTimes(schedule, jobId, after, 200).map((at) => at.getTime());
    found.push(...some.filter((at) => at < UNTIL));
    const last = some.at(-1) ?? UNTIL;
    if (last >= UNTIL) return found;
    after = new Date(last);
  }
}

const cron = (text: string, timezone: string): JobSchedule => ({ kind: 'cron', cron: text, timezone });
const CRONS = ['30 2 * * *', '0 * * * *', '15 1,2,3 * * 0', '45 1 * * *', '0 0 * * *', '0 9 1-7 * 1'];

let number = 0;
async function compare(
  schedule: JobSchedule,
): Promise<{ onlyServer: number[]; onlyWebloom: number[]; both: number }> {
  number += 1;
  const jobId = `job_times_${number}`;
  await putSchedule(client, 'times', {
    workspaceId: 'default',
    jobId,
    jobName: 'times',
    spec: schedule,
    paused: true,
  });
  try {
    const [server, webloom] = [new Set(await timesOfServer(jobId)), new Set(timesOfWebloom(schedule, jobId))];
    return {
      onlyServer: [...server].filter((at) => !webloom.has(at)),
      onlyWebloom: [...webloom].filter((at) => !server.has(at)),
      both: [...webloom].filter((at) => server.has(at)).length,
    };
  } finally {
    await deleteSchedule(client, jobId);
  }
}

test.each(ZONES.flatMap((zone) => CRONS.map((text) => [text, zone] as const)))(
  '%s in %s: the same times, but for the nights in which clocks change',
  async (text, zone) => {
    const schedule = cron(text, zone);
    const { onlyServer, onlyWebloom, both } = await compare(schedule);
    expect(both).toBeGreaterThan(10);
    const isOdd = (at: number): boolean => !isNearClockChange(zone, at);
    expect(onlyServer.filter(isOdd).map(isoOf)).toEqual([]);
    expect(onlyWebloom.filter(isOdd).map(isoOf)).toEqual([]);
    for (const at of onlyServer) expect(judgeFiring(schedule, 'job', new Date(at)), isoOf(at)).toBe('echo');
  },
);

const OFFICE = { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '08:30', to: '18:15' } as const;
const HOLIDAYS = ['2026-05-01', '2026-12-24..2027-01-01'];
const RESTRICTED: readonly JobSchedule[] = ZONES.flatMap((timezone) => {
  const window = { ...OFFICE, days: [...OFFICE.days] };
  return [
    { kind: 'cron', cron: '*/30 * * * *', timezone, window, except: HOLIDAYS },
    { kind: 'cron', cron: '0 9 * * *', timezone, except: HOLIDAYS },
    { kind: 'interval', everyMs: 3 * 3_600_000, timezone, window, except: HOLIDAYS },
  ];
});

test.each(RESTRICTED)('with a window or exceptions the same times: %j', async (schedule) => {
  const { onlyServer, onlyWebloom, both } = await compare(schedule);
  expect(both).toBeGreaterThan(100);
  const isOdd = (at: number): boolean => !isNearClockChange(schedule.timezone ?? 'UTC', at);
  expect(onlyServer.filter(isOdd).map(isoOf)).toEqual([]);
  expect(onlyWebloom.filter(isOdd).map(isoOf)).toEqual([]);
});

test('times of a window over midnight, which the server does not know, are refused when they fire', async () => {
  const window = { from: '22:00', to: '06:00' };
  const schedule: JobSchedule = { kind: 'cron', cron: '0 * * * *', timezone: 'Asia/Kolkata', window };
  const { onlyServer, onlyWebloom, both } = await compare(schedule);
  expect([both, onlyWebloom]).toEqual([365 * 8, []]);
  for (const at of onlyServer) expect(judgeFiring(schedule, 'job', new Date(at)), isoOf(at)).toBe('closed');
});

test.each([3_600_000, 7 * 3_600_000, 2 * DAY_MS])('an interval of %i ms: the same times', async (everyMs) => {
  const { onlyServer, onlyWebloom, both } = await compare({ kind: 'interval', everyMs });
  expect(both).toBeGreaterThan(100);
  expect([onlyServer, onlyWebloom]).toEqual([[], []]);
});

function isoOf(at: number): string {
  return new Date(at).toISOString();
}

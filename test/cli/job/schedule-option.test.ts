// The options that say when a job runs.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Harness, createHarness } from '../../api/harness.ts';
import { runCli } from '../harness.ts';

const TENT = 'https://shop.example/tent';
let harness: Harness;
let api: string;
beforeAll(async () => {
  harness = await createHarness();
  api = await harness.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => harness.app.close());

const run = (args: readonly string[]) => runCli([...args, '--api', api]);

/** The configuration that options ask for, as the API reads it. */
async function drafted(...args: string[]): Promise<Record<string, Record<string, unknown>>> {
  const { code, out, err } = await run(['add', ...args, '--dry-run', '--json']);
  expect([code, err]).toEqual([0, '']);
  return JSON.parse(out).config;
}

test.each([
  [['--every', '2 hours'], { kind: 'interval', everyMs: 7_200_000 }],
  [['--every', 'weekday at 8 in Tokyo'], { kind: 'cron', cron: '0 8 * * 1-5', timezone: 'Asia/Tokyo' }],
  [
    ['--schedule', 'weekdays at 18:00 Berlin time'],
    { kind: 'cron', cron: '0 18 * * 1-5', timezone: 'Europe/Berlin' },
  ],
  [
    ['--schedule', 'mondays at 8:30', '--zone', 'Tokyo'],
    { kind: 'cron', cron: '30 8 * * 1', timezone: 'Asia/Tokyo' },
  ],
  [['--cron', '0 7 * * 1-5 in Tokyo'], { cron: '0 7 * * 1-5', timezone: 'Asia/Tokyo' }],
])('%j is the schedule %j', async (args, schedule) => {
  expect((await drafted(TENT, ...args))['schedule']).toMatchObject(schedule);
});

test('a schedule may have a window and dates on which it does not run', async () => {
  const hours = ['--window', 'mon-fri 8-18', '--except', '2026-12-25', '--except', '2026-12-31..2027-01-01'];
  const config = await drafted(TENT, '--every', '1h', ...hours, '--zone', 'Europe/Berlin');
  expect(config['schedule']).toEqual({
    kind: 'interval',
    everyMs: 3_600_000,
    window: { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '08:00', to: '18:00' },
    except: ['2026-12-25', '2026-12-31..2027-01-01'],
    timezone: 'Europe/Berlin',
  });
  expect((await run(['add', TENT, '--window', '8-18'])).err).toContain('need a schedule');
  expect((await run(['add', TENT, '--every', '1h', '--window', 'noon'])).err).toContain('is no window');
  expect((await run(['add', TENT, '--every', '1h', '--except', '2026-02-30'])).err).toContain(
    'There is no day',
  );
});

test('a schedule may say what becomes of missed times', async () => {
  expect((await drafted(TENT, '--every', '1h', '--missed', 'all:5'))['schedule']).toMatchObject({
    missed: { all: 5 },
  });
  expect((await drafted(TENT, '--every', '1h', '--missed', 'skip'))['schedule']).toMatchObject({
    missed: 'skip',
  });
  expect((await run(['add', TENT, '--missed', 'skip'])).err).toContain('--missed needs a schedule');
  for (const text of ['all', 'all:0', 'all:51', 'none'])
    expect((await run(['add', TENT, '--every', '1h', '--missed', text])).err).toContain(
      'Write skip, one, or',
    );
});

test('a schedule in words is refused with what is near to it, and a zone is named once', async () => {
  expect((await run(['add', TENT, '--schedule', 'wekdays at 9'])).err).toContain('"weekdays at 18:00"');
  expect((await run(['add', TENT, '--schedule', 'daily at 9 in Tokio'])).err).toContain(
    'Did you mean Asia/Tokyo?',
  );
  const twice = await run(['add', TENT, '--schedule', 'daily at 9 in Tokyo', '--zone', 'Europe/Berlin']);
  expect(twice.err).toContain('name two time zones');
  expect((await run(['add', TENT, '--every', '1h', '--schedule', 'daily'])).err).toContain(
    'Choose one of --every',
  );
});

test('a draft says honestly when an interval begins', async () => {
  const { out } = await run(['add', TENT, '--every', '15m', '--dry-run']);
  expect(out).toContain('next: within 15m of being created, and every 15m from then on');
});

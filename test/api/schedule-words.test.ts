import { describe, expect, it } from 'vitest';
import { createHarness } from './harness.ts';

const harness = await createHarness();

async function say(payload: object) {
  const response = await harness.app.inject({ method: 'POST', url: '/v1/schedules/describe', payload });
  return { status: response.statusCode, body: response.json() };
}

describe('POST /v1/schedules/describe', () => {
  it('says what somebody typed, with the next ten times and the load', async () => {
    const { body } = await say({ text: 'weekdays at 18:00', timezone: 'Europe/Berlin', pages: 3 });
    expect(body).toEqual({
      valid: true,
      schedule: { kind: 'cron', cron: '0 18 * * 1-5', timezone: 'Europe/Berlin' },
      words: 'at 18:00, Monday through Friday (Europe/Berlin)',
      nextTimes: ['15', '16', '19', '20', '21', '22', '23', '26', '27', '28'].map(
        (day) => `2026-01-${day}T17:00:00.000Z`,
      ),
      timezone: 'Europe/Berlin',
      perDay: expect.closeTo(5 / 7, 1),
      load: 'about 2 looks a day',
      problem: null,
      suggestions: [],
    });
  });

  it('says a schedule with a window and exceptions, with its times in them', async () => {
    const text = 'every hour on weekdays from 8 to 10 except 2026-01-16';
    const { body } = await say({ text, timezone: 'Europe/Berlin' });
    expect(body).toMatchObject({
      valid: true,
      words: 'every hour within mon-fri 08:00-10:00 except 2026-01-16 (Europe/Berlin)',
      load: 'about one look a day',
      problem: null,
    });
    const days = new Set(body.nextTimes.map((at: string) => at.slice(0, 10)));
    expect([...days]).toEqual(['2026-01-19', '2026-01-20', '2026-01-21', '2026-01-22', '2026-01-23']);
    const wrong = await say({ text: 'every hour except 2026-02-30' });
    expect(wrong.body.problem).toContain('There is no day 2026-02-30');
    expect((await say({ text: 'every hour except soon' })).body.problem).toContain(
      'Write a date as 2026-12-25',
    );
    expect((await say({ text: 'every hour within noon' })).body.problem).toContain('is no window');
  });

  it('says a schedule that a job has', async () => {
    const { body } = await say({ schedule: { kind: 'interval', everyMs: 300_000 } });
    expect(body).toMatchObject({ valid: true, words: 'every 5 minutes', load: '288 looks a day' });
    expect(body.nextTimes).toHaveLength(10);
  });

  it.each([
    [{ text: 'sometimes' }, /is no schedule/],
    [{ text: '' }, /Say when/],
    [{ text: '61 * * * *' }, /not valid/],
    [{ text: '0 0 31 2 *' }, /never fires/],
    [{ text: 'every 3 seconds' }, /at least 10 seconds/],
    [{ text: 'daily at 9', timezone: 'Mars/Base' }, /Europe\/Berlin/],
  ])('answers %j with what to write', async (payload, problem) => {
    const { status, body } = await say(payload);
    expect(status).toBe(200);
    expect(body).toMatchObject({ valid: false, schedule: null, problem: expect.stringMatching(problem) });
    expect(body.suggestions).toContain('every 15 minutes');
  });
});

it('a job tells its schedule in words', async () => {
  const config = {
    source: { kind: 'pages', urls: ['https://shop.example/a'] },
    schedule: { kind: 'cron', cron: '30 8 * * 1', timezone: 'UTC' },
  };
  const created = await harness.app.inject({ method: 'POST', url: '/v1/jobs', payload: { config } });
  expect(created.json()).toMatchObject({ scheduleText: 'at 08:30, only on Monday (UTC)' });
});

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
      words: 'weekdays at 18:00 in Europe/Berlin',
      phrase: 'weekdays at 18:00 in Europe/Berlin',
      jobId: expect.stringMatching(/^job_/),
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
      words: 'every hour within mon-fri 08:00-10:00 except 2026-01-16 in Europe/Berlin',
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
    [{ text: 'daily at 9 in Tokio' }, /Did you mean Asia\/Tokyo/],
    [{ text: 'wekdays at 9' }, /Write for example "weekdays at 18:00"/],
  ])('answers %j with what to write', async (payload, problem) => {
    const { status, body } = await say(payload);
    expect(status).toBe(200);
    expect(body).toMatchObject({ valid: false, schedule: null, problem: expect.stringMatching(problem) });
    expect(body.suggestions.length).toBeGreaterThan(0);
  });
});

it('a job tells its schedule in words', async () => {
  const config = {
    source: { kind: 'pages', urls: ['https://shop.example/a'] },
    schedule: { kind: 'cron', cron: '30 8 * * 1', timezone: 'UTC' },
  };
  const created = await harness.app.inject({ method: 'POST', url: '/v1/jobs', payload: { config } });
  expect(created.json()).toMatchObject({ scheduleText: 'Mondays at 08:30 in UTC' });
});

const SOURCE = { kind: 'pages', urls: ['https://shop.example/a'] };

async function save(payload: object) {
  const response = await harness.app.inject({ method: 'POST', url: '/v1/jobs', payload });
  return { status: response.statusCode, body: response.json() };
}

describe('the times that are shown before a job is saved', () => {
  it.each([
    { text: 'every 15 minutes' },
    { text: 'every 6 hours within mon-fri 8-18', timezone: 'Europe/Berlin' },
    { text: 'every weekday at 8 in Tokyo', timezone: 'Europe/Berlin' },
    { text: 'weekdays at 18:00', timezone: 'Tokyo' },
    { text: '*/10 * * * *' },
    { schedule: { kind: 'interval', everyMs: 86_400_000 } },
  ])('are those of the job: %j', async (question) => {
    const { body: shown } = await say(question);
    expect(shown.nextTimes).toHaveLength(10);
    const again = await say({ ...question, jobId: shown.jobId });
    expect(again.body).toEqual(shown);
    const { status, body: saved } = await save({
      jobId: shown.jobId,
      config: { source: SOURCE, schedule: shown.schedule },
    });
    expect(status).toBe(201);
    expect(saved.jobId).toBe(shown.jobId);
    expect(saved.nextTimes).toEqual(shown.nextTimes);
    expect(saved.nextRunAt).toBe(shown.nextTimes[0]);
  });

  it('are those of a check, too', async () => {
    const config = { source: SOURCE, schedule: { kind: 'interval', everyMs: 900_000 } };
    const url = '/v1/jobs/validate';
    const checked = (await harness.app.inject({ method: 'POST', url, payload: { config } })).json();
    const saved = await save({ jobId: checked.jobId, config });
    expect(saved.body.nextTimes).toEqual(checked.nextTimes);
  });

  it('need an id that no job has or had', async () => {
    const { body } = await say({ text: 'every hour' });
    const job = { jobId: body.jobId, config: { source: SOURCE } };
    expect((await save(job)).status).toBe(201);
    expect(await save(job)).toMatchObject({ status: 409, body: { jobId: body.jobId } });
    await harness.app.inject({ method: 'DELETE', url: `/v1/jobs/${body.jobId}` });
    expect((await save(job)).status).toBe(409);
  });

  it.each(['job_1', 'JOB_01J00000000000000000000000', 'job_01J00000000000000000000000', 7])(
    'can not be had by the id %j',
    async (jobId) => {
      const { status, body } = await save({ jobId, config: { source: SOURCE } });
      expect(status).toBe(422);
      expect(body.errors).toEqual([expect.objectContaining({ pointer: '/jobId' })]);
    },
  );
});

import { expect, test } from 'vitest';
import { T0, createHarness, putJob } from './harness.ts';

test('the coming day is told by hours of the zone, by host, and without jobs that rest', async () => {
  const harness = await createHarness();
  const job = await putJob(harness, 'scheduled', { recurring: true });
  await harness.ports.jobs.control(job, { nextRunAt: new Date(T0 + 60_000) }, null);
  await putJob(harness, 'created');
  const answer = await harness.app.inject({ url: '/v1/schedules?zone=Europe/Berlin&hours=3' });
  expect(answer.statusCode).toBe(200);
  const day = answer.json();
  expect(day).toMatchObject({ zone: 'Europe/Berlin', total: 3, unscheduled: { count: 1 }, isCut: false });
  expect(day.hours.map(({ clock }: { clock: string }) => clock)).toEqual(['13:00', '14:00', '15:00']);
  expect(day.lanes).toMatchObject([{ host: 'shop.example', jobs: 1, due: 3, pileUps: [] }]);
  expect(day.runs).toHaveLength(3);
});

test('a zone that does not exist is refused with what to write', async () => {
  const { app } = await createHarness();
  const answer = await app.inject({ url: '/v1/schedules?zone=Berlin' });
  expect(answer.statusCode).toBe(400);
  expect(answer.json().detail).toContain('Europe/Berlin');
});

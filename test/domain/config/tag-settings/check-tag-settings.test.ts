import { expect, test } from 'vitest';
import { checkTagSettings } from '../../../../domain/config/tag-settings/check-tag-settings.ts';

const CONTEXT = { now: new Date('2026-03-01T10:00:00Z') };

function pointersOf(settings: Readonly<Record<string, unknown>>): string[] {
  const check = checkTagSettings(settings, CONTEXT);
  return check.valid ? [] : check.faults.map(({ pointer }) => pointer);
}

test('settings are kept as they were said, without defaults and without nulls', () => {
  const given = { fetch: { delayMs: 5_000, render: null }, schedule: null, limits: { maxPages: 10 } };
  expect(checkTagSettings(given, CONTEXT)).toMatchObject({
    valid: true,
    settings: { fetch: { delayMs: 5_000 }, limits: { maxPages: 10 } },
  });
});

test.each([
  [
    'what belongs to one job',
    { source: { kind: 'pages', urls: [] }, dependents: [] },
    ['/source', '/dependents'],
  ],
  ['a member that is unknown', { fetch: { delay: 5 } }, ['/fetch/delay']],
  ['a value out of its bounds', { limits: { maxPages: 0 } }, ['/limits/maxPages']],
  [
    'a schedule that never comes',
    { schedule: { kind: 'cron', cron: 'x', timezone: 'UTC' } },
    ['/schedule/cron'],
  ],
  [
    'a secret header',
    { fetch: { headers: [{ name: 'Authorization', value: 'Bearer abc' }] } },
    ['/fetch/headers/0'],
  ],
  [
    'a secret that a step fills in',
    { fetch: { steps: [{ do: 'fill', selector: '#p', value: 'abc', secret: true }] } },
    ['/fetch/steps/0'],
  ],
])('%s is refused at its place', (_words, settings, pointers) => {
  expect(pointersOf(settings)).toEqual(pointers);
});

test('headers that are no secret are taken', () => {
  expect(pointersOf({ fetch: { headers: [{ name: 'Accept-Language', value: 'de' }] } })).toEqual([]);
});

// `status` right after `up`: what has given no sign of life yet is starting, not away.
import { expect, test } from 'vitest';
import { startingInWords } from '../../cli/commands/status.ts';

const AT = '2026-01-15T12:00:00.000Z';
const NOW = Date.parse(AT);
const apiUrl = 'http://127.0.0.1:4600';
const stack = { apiUrl, startedAt: AT };
const scraper = { name: 'The scraper', kind: 'agent', state: 'critical' } as const;
const broker = { name: 'RabbitMQ', kind: 'service', state: 'critical' } as const;
const disk = { name: 'The disk', kind: 'disk', state: 'critical' } as const;

test('a process and a service that are not there yet are starting', () => {
  const health = { parts: [scraper, broker, { ...disk, state: 'ok' as const }] };
  expect(startingInWords({ apiUrl, stack, health, now: NOW + 4_000 })).toBe(
    'Webloom is starting, for 4 s: the scraper, RabbitMQ are not there yet; ask again in a moment',
  );
});

test.each([
  ['half a minute later', { now: NOW + 31_000 }],
  ['when all is well', { health: { parts: [] } }],
  ['when the disk is full', { health: { parts: [scraper, disk] } }],
  ['of another stack', { apiUrl: 'http://127.0.0.1:4700' }],
  ['where no stack is known', { stack: null }],
])('nothing is called starting %s', (_when, given) => {
  const health = { parts: [scraper] };
  expect(startingInWords({ apiUrl, stack, health, now: NOW + 4_000, ...given })).toBe(null);
});

import { expect, test } from 'vitest';
import { checkJob } from '../../../domain/config/check-job.ts';

const CONTEXT = {
  policy: { allowHosts: [], ports: [80, 443] },
  jobId: 'job_1',
  now: new Date('2026-01-15T12:00:00Z'),
};
const SOURCE = { kind: 'pages', urls: ['https://shop.example/'] };

function faultsOf(raw: unknown): Record<string, string> {
  const check = checkJob(raw, CONTEXT);
  return check.ok ? {} : Object.fromEntries(check.faults.map(({ pointer, detail }) => [pointer, detail]));
}

const cases: [string, unknown, Record<string, string>][] = [
  ['a member that is missing', {}, { '/config': 'Give an object; it is missing.' }],
  [
    'a value of another type',
    { config: { source: 'x' } },
    { '/config/source': 'Give an object, not a text.' },
  ],
  [
    'a kind nobody knows',
    { config: { source: { kind: 'blog' } } },
    { '/config/source/kind': 'Give one of pages, site, sitemap, listing, feed.' },
  ],
  [
    'an empty list',
    { config: { source: { kind: 'pages', urls: [] } } },
    { '/config/source/urls': 'Give at least one entry.' },
  ],
  [
    'a text that is too long',
    { name: 'x'.repeat(201), config: { source: SOURCE } },
    { '/name': 'Give at most 200 characters.' },
  ],
  [
    'a number out of bounds',
    { config: { source: SOURCE, tolerance: 7 } },
    { '/config/tolerance': 'Give a number of at most 1.' },
  ],
  [
    'a value of no closed list',
    { config: { source: SOURCE, overlap: 'maybe' } },
    { '/config/overlap': 'Give one of skip, buffer_one, cancel_other.' },
  ],
  [
    'a member nobody knows',
    { config: { source: SOURCE, retry: { attemps: 1 } } },
    { '/config/retry/attemps': '"attemps" is not known here. Known are attempts, afterMs.' },
  ],
];

test.each(cases)('%s is told with what to give instead', (_what, raw, faults) => {
  expect(faultsOf(raw)).toEqual(faults);
});

test('cron text and zone are both judged, whatever else is wrong beside them', () => {
  const schedule = { kind: 'cron', cron: '61 * * * *', timezone: 'Mars/Base', often: true };
  const faults = faultsOf({ config: { source: SOURCE, schedule } });
  expect(Object.keys(faults).toSorted()).toEqual([
    '/config/schedule/cron',
    '/config/schedule/often',
    '/config/schedule/timezone',
  ]);
  expect(faults['/config/schedule/cron']).toContain('is not valid: Invalid value for minute: 61. Write five');
});

test('control characters of a name are refused: they would steer the terminal that lists it', () => {
  expect(Object.keys(faultsOf({ name: 'a\u001b[31m', config: { source: SOURCE } }))).toEqual(['/name']);
});

test.each([
  ['a\r\nx-more: 1', true],
  ['a\u0000b', true],
  ['a\tb', true],
  ['a\u0085b', true],
  ['ボット', true],
  ['Müller-Bot/1.0 (+https://shop.example/bot)', false],
])('what a job calls itself, as %j, is refused at its place: %s', (userAgent, isRefused) => {
  const faults = faultsOf({ config: { source: SOURCE, fetch: { userAgent } } });
  expect(Object.keys(faults)).toEqual(isRefused ? ['/config/fetch/userAgent'] : []);
});

test.each(['htp:/x', 'htp://shop.example/', 'ftp://shop.example/', 'mailto:me@shop.example'])(
  '%s is told by its scheme',
  (url) => {
    const faults = faultsOf({ config: { source: { kind: 'pages', urls: [url] } } });
    const scheme = url.split(':')[0];
    expect(faults['/config/source/urls/0']).toBe(
      `${url} has a wrong scheme: ${scheme}: is no scheme Webloom can fetch; write http:// or https://.`,
    );
  },
);

test('addresses the database could not keep in one document are refused', () => {
  const urls = Array.from({ length: 8_000 }, (_, n) => `https://shop.example/${n}/${'x'.repeat(2_000)}`);
  const faults = faultsOf({ config: { source: { kind: 'pages', urls } } });
  expect(faults).toEqual({ '/config/source': expect.stringContaining('Split them over several jobs.') });
});

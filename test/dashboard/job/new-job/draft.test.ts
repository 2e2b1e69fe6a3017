// How the job that the wizard saves gets its pages, and whether it keeps pictures: as it is suggested, or as somebody has chosen.
import { expect, test } from 'vitest';
import { type Draft, jobOf, keepsPictures, NO_DRAFT } from '../../../../dashboard/job/new-job/draft.ts';
import type { JobInput } from '../../../../domain/config/schema.ts';

const suggested = (fetch?: JobInput['config']['fetch']): JobInput => ({
  name: 'Kettle',
  config: { source: { kind: 'pages', urls: ['https://shop.test/kettle'] }, ...(fetch && { fetch }) },
});
const rendered = suggested({ render: 'auto', screenshot: 'changes' });

test.each<[string, JobInput, Partial<Draft>, object | undefined]>([
  ['by a login', suggested(), { login: 'login_1' }, { login: 'login_1' }],
  ['by none after all', suggested({ login: 'login_1' }), {}, undefined],
  [
    'by other proxies',
    suggested({ proxy: 'pool_1', obeyRobots: true }),
    { proxy: 'pool_2' },
    { proxy: 'pool_2' },
  ],
  ['whatever robots.txt says', suggested(), { obeyRobots: false }, { obeyRobots: false }],
  ['by its rules after all', suggested({ obeyRobots: false }), {}, undefined],
  ['always in a browser', rendered, { render: 'always' }, { render: 'always', screenshot: 'changes' }],
  ['with what was sent', suggested(), { keepServed: true }, { keepServed: true }],
  [
    'with a header of the look',
    suggested({ userAgent: 'x' }),
    { login: 'a' },
    { userAgent: 'x', login: 'a' },
  ],
])('pages are got %s', (_name, job, way, fetch) => {
  expect(jobOf(job, { ...NO_DRAFT, ...way }).config.fetch).toEqual(fetch);
});

test.each([
  ['as suggested', rendered, null, { render: 'auto', screenshot: 'changes' }],
  ['none after all', rendered, false, { render: 'auto' }],
  ['of a page that is fetched', suggested(), true, { screenshot: 'changes' }],
  ['nothing said', suggested(), null, undefined],
  ['nothing said, and none wanted', suggested(), false, undefined],
])('pictures, %s', (_name, job, pictures, fetch) => {
  const made = jobOf(job, { ...NO_DRAFT, pictures });
  expect(made.config.fetch).toEqual(fetch);
  expect(keepsPictures(made)).toBe(fetch !== undefined && 'screenshot' in fetch);
});

// Whether the job that the wizard saves keeps pictures: as it is suggested, or as somebody has chosen.
import { expect, test } from 'vitest';
import { jobOf, keepsPictures, NO_DRAFT } from '../../../../dashboard/job/new-job/draft.ts';
import type { JobInput } from '../../../../domain/config/schema.ts';

const suggested = (fetch?: JobInput['config']['fetch']): JobInput => ({
  name: 'Kettle',
  config: { source: { kind: 'pages', urls: ['https://shop.test/kettle'] }, ...(fetch && { fetch }) },
});
const rendered = suggested({ render: 'auto', screenshot: 'changes' });

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

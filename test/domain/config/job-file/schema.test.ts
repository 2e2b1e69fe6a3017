import { expect, test } from 'vitest';
import { z } from 'zod';
import { jobFileSchema } from '../../../../domain/config/job-file/schema.ts';

const SOURCE = { kind: 'pages', urls: ['https://shop.example/kettle'] };

/** Read back as an editor reads it. */
function fits(file: unknown): boolean {
  return z.fromJSONSchema(jobFileSchema() as Parameters<typeof z.fromJSONSchema>[0]).safeParse(file).success;
}

test.each([
  ['a job', { $schema: '../job.schema.json', name: 'Kettle', config: { source: SOURCE } }, true],
  ['a list of jobs', [{ name: 'Kettle', config: { source: SOURCE, fetch: { delayMs: 5 } } }], true],
  ['an object of jobs', { jobs: [{ name: 'Kettle', config: { source: SOURCE } }] }, true],
  ['settings of a tag', { tag: 'sale', settings: { fetch: { delayMs: 5 }, retention: {} } }, true],
  [
    'settings and jobs',
    {
      tagSettings: [{ tag: 'sale', priority: 3, settings: {} }],
      jobs: [{ name: 'Kettle', config: { source: SOURCE } }],
    },
    true,
  ],
  [
    'a list of both',
    [
      { tag: 'sale', settings: {} },
      { name: 'Kettle', config: { source: SOURCE } },
    ],
    true,
  ],
  ['settings with a source', { tag: 'sale', settings: { source: SOURCE } }, false],
  ['settings with an unknown member', { tag: 'sale', settings: { fetch: { delay: 5 } } }, false],
  ['settings without a tag', { settings: {} }, false],
  ['a job without a name', { config: { source: SOURCE } }, false],
  ['a member that is unknown', { name: 'Kettle', config: { source: SOURCE, fetch: { delay: 5 } } }, false],
  ['a value out of its bounds', { name: 'Kettle', config: { source: SOURCE, tolerance: 2 } }, false],
])('%s: the schema says of it what apply says', (_words, file, isWell) => {
  expect(fits(file)).toBe(isWell);
});

test('members are explained, and defaults told', () => {
  const text = JSON.stringify(jobFileSchema());
  expect(text).toContain('Pause between two requests to one host, in ms.');
  expect(text).toContain('"default":100000');
});

// The limit of pages: what is known already takes no room from what is new.
import { expect, it } from 'vitest';
import { withinPageLimit } from '../../../activities/plan/page-limit.ts';
import { createFrontierStore } from '../../../adapters/memory/frontier-store.ts';
import type { NewUrl } from '../../../domain/run/frontier.ts';
import { sampleRun } from '../../contracts/sample-documents.ts';
import { configOf } from '../../support/control-scene.ts';

const urls = (keys: string): NewUrl[] =>
  keys.split('').map((urlKey) => ({ urlKey, url: `http://shop.test/${urlKey}`, depth: 0 }));

const run = sampleRun('run_1', { config: configOf({ limits: { maxPages: 4 } }) });

it.each([
  { what: 'all where there is room', known: 'ab', offered: 'cd', taken: 'cd', leftOut: 0 },
  { what: 'as many as there is room for', known: 'ab', offered: 'cdef', taken: 'cd', leftOut: 2 },
  { what: 'new ones behind those that are known', known: 'abc', offered: 'abcd', taken: 'd', leftOut: 0 },
  {
    what: 'none where the run is full, and counts new ones',
    known: 'abcd',
    offered: 'abef',
    taken: '',
    leftOut: 2,
  },
])('takes $what', async ({ known, offered, taken, leftOut }) => {
  const frontier = createFrontierStore();
  await frontier.offer(run._id, 1, urls(known), 0);
  const fit = await withinPageLimit(frontier, run, { urls: urls(offered), count: known.length });
  expect(fit).toEqual({ taken: urls(taken), leftOut });
});

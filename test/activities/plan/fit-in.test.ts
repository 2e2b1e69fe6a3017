// The limit of pages: what is known already takes no room from what is new.
import { expect, it } from 'vitest';
import { fitIn } from '../../../activities/plan/fit-in.ts';
import { createFrontierStore } from '../../../adapters/memory/frontier-store.ts';
import type { NewUrl } from '../../../domain/run/frontier.ts';
import { sampleRun } from '../../contracts/sample-documents.ts';
import { configOf } from '../../support/control-scene.ts';

const urls = (keys: string): NewUrl[] =>
  [...keys].map((urlKey) => ({ urlKey, url: `http://shop.test/${urlKey}`, depth: 0 }));

const run = sampleRun('run_1', { config: configOf({ limits: { maxPages: 4 } }) });

it.each([
  ['all where there is room', 'ab', 'cd', 'cd', 0],
  ['as many as there is room for', 'ab', 'cdef', 'cd', 2],
  ['new ones behind those that are known', 'abc', 'abcd', 'd', 0],
  ['none where the run is full, and counts only new ones', 'abcd', 'abef', '', 2],
] as const)('takes %s', async (_, known, offered, taken, leftOut) => {
  const frontier = createFrontierStore();
  await frontier.offer(run._id, 1, urls(known), 0);
  const fit = await fitIn(frontier, run, { urls: urls(offered), count: known.length });
  expect(fit).toEqual({ taken: urls(taken), leftOut });
});

// The limit of pages: what is known already takes no room from what is new.
import { expect, it } from 'vitest';
import { withinPageLimit } from '../../../activities/plan/page-limit.ts';
import { createMemoryStores } from '../../support/memory/memory-stores.ts';
import { BUILT_IN_PLANS } from '../../../domain/job/limit/plan.ts';
import { usageId } from '../../../domain/job/limit/usage.ts';
import type { NewUrl } from '../../../domain/run/frontier.ts';
import { sampleRun, START } from '../../contracts/sample-documents.ts';
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
  const { ports, frontier } = await scene();
  await frontier.offer(run._id, 1, urls(known), 0);
  const fit = await withinPageLimit(ports, run, {
    urls: urls(offered),
    count: known.length,
    writer: 'planner',
  });
  expect(fit).toMatchObject({ taken: urls(taken), leftOut, overMonth: 0 });
});

/** A workspace with `month` pages of a month; null: without such a limit. */
async function scene(month: number | null = null) {
  const { frontier, usage, workspaces } = createMemoryStores();
  const limits = { ...BUILT_IN_PLANS.unlimited, pagesPerMonth: month };
  const planBook = { plans: { ...BUILT_IN_PLANS, small: limits }, ofNewWorkspaces: 'small' };
  await workspaces.insert({ _id: 'default', name: 'Default', createdAt: START, plan: 'small' });
  return { ports: { frontier, usage, workspaces, planBook, clock: { now: () => START } }, frontier, usage };
}

const wide = sampleRun('run_2', { config: configOf() });
const month = usageId('default', 'pagesPerMonth', '2026-03');

it.each([
  { what: 'all that the month has room for', known: 'ab', offered: 'cde', taken: 'cde', overMonth: 0 },
  { what: 'what the month leaves', known: 'abc', offered: 'cdefg', taken: 'de', overMonth: 2 },
  { what: 'known ones without room', known: 'abcde', offered: 'abc', taken: '', overMonth: 0 },
])('of a month of five pages it takes $what', async ({ known, offered, taken, overMonth }) => {
  const { ports, frontier, usage } = await scene(5);
  await frontier.offer(wide._id, 1, urls(known), 0);
  const asked = { urls: urls(offered), count: known.length, writer: 'planner' } as const;
  const fit = await withinPageLimit(ports, wide, asked);
  expect(fit).toMatchObject({ taken: urls(taken), leftOut: 0, overMonth });
  // A repeat after a cut-off holds no more.
  const again = await withinPageLimit(ports, wide, asked);
  expect(again.taken).toEqual(fit.taken);
  await frontier.offer(wide._id, 1, fit.taken, 0);
  await fit.noteCount(known.length + fit.taken.length);
  const held = await usage.get(month);
  if (taken !== '')
    expect(held?.holds.map(({ holder, amount }) => [holder, amount])).toEqual([
      ['run_2', known.length + taken.length],
    ]);
});

it('two writers of a run hold their pages beside each other', async () => {
  const { ports } = await scene(5);
  const source = { urls: urls('abc'), count: 0, writer: 'source' } as const;
  const planner = { urls: urls('xyz'), count: 0, writer: 'planner' } as const;
  const [one, other] = await Promise.all([
    withinPageLimit(ports, wide, source),
    withinPageLimit(ports, wide, planner),
  ]);
  expect(one.taken.length + other.taken.length).toBe(5);
});

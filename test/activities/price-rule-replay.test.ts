// Price rules while activities are repeated and cut off, and beside the preview: nothing is told twice, nothing is lost.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StageInput } from '../../activities/contract.ts';
import { toObservation } from '../../api/query/price-points.ts';
import { nameOfRule } from '../../domain/price/rule/rule-text.ts';
import type { SavedPriceRule } from '../../domain/price/rule/rule-input.ts';
import { replayPriceRule } from '../../domain/price/rule/replay-rule.ts';
import { createCourse, type Course, type Shown } from '../support/price-course.ts';
import { type Activities, createActivities } from '../support/run-job.ts';

const RULES: readonly SavedPriceRule[] = [
  { kind: 'target', amount: '100' },
  { kind: 'target', amount: '90', atFirst: false, name: 'not at first' },
  { kind: 'above', amount: '120' },
  { kind: 'drop', percent: 7 },
  { kind: 'rise', percent: 3 },
  { kind: 'any-change' },
  { kind: 'move', below: '80', above: '110', percent: 2 },
  { kind: 'all-time-low' },
  { kind: 'low-30-days' },
  { kind: 'was-never-seen' },
  { kind: 'back-in-stock' },
  { kind: 'out-of-stock' },
];

const shown = (price: string): Shown => ({ price });
const CHANGES = { watch: 'price-and-stock', priceRules: [{ kind: 'target', amount: '100' }] };

async function toldBy(course: Course, prices: readonly string[]): Promise<number[]> {
  const counts: number[] = [];
  for (const price of prices) counts.push((await course.look(shown(price))).length);
  return counts;
}

describe('activities that are repeated', () => {
  /** Each stage is done twice, and the second result is the one that counts, as after a lost answer. */
  function twice(activities: Activities): Activities {
    const repeat =
      <In, Out>(act: (input: In) => Promise<Out>) =>
      async (input: In): Promise<Out> => {
        await act(input);
        return act(input);
      };
    return {
      ...activities,
      parse: repeat((input: StageInput) => activities.parse(input)),
      classify: repeat((input: StageInput) => activities.classify(input)),
      detectChange: repeat((input: StageInput) => activities.detectChange(input)),
      trackPrice: repeat((input: StageInput) => activities.trackPrice(input)),
      store: repeat(activities.store),
    };
  }

  it('tell what they tell when each is done once', async () => {
    const course = await createCourse(CHANGES);
    course.activities = twice(course.activities);
    expect(await toldBy(course, ['120', '95', '94', '103', '99'])).toEqual([0, 1, 0, 0, 1]);
    const told = (await course.events()).filter(({ type }) => type === 'price.changed');
    expect(told).toHaveLength(2);
  });
});

type Broken = readonly ['pages' | 'history' | 'events' | 'chunks' | 'files', string];

/** The activities with one step of a port that fails once, before or after it is done; store is then tried again. */
function breaking(
  course: Course,
  [port, method]: Broken,
  when: 'before' | 'after',
): { readonly activities: Activities; readonly hasBroken: () => boolean } {
  const { scene } = course;
  const ports: Record<Broken[0], object> = { ...scene.stores, ...scene.ports };
  const real = ports[port] as Record<string, (...given: unknown[]) => Promise<unknown>>;
  let isBroken = false;
  let isIn = false;
  const broken = {
    ...real,
    [method]: async (...given: unknown[]) => {
      const fails = isIn && !isBroken;
      if (fails) isBroken = true;
      if (fails && when === 'before') throw new Error('cut off');
      const result = await real[method]?.(...given);
      if (fails) throw new Error('cut off');
      return result;
    },
  };
  const activities = createActivities({ ...scene, ports: { ...scene.ports, [port]: broken } });
  const retrying: Activities = {
    ...activities,
    store: async (input) => {
      isIn = true;
      try {
        return await activities.store(input);
      } catch (error) {
        if (!(error instanceof Error) || error.message !== 'cut off') throw error;
        return await activities.store(input);
      } finally {
        isIn = false;
      }
    },
  };
  return { activities: retrying, hasBroken: () => isBroken };
}

describe('a store stage that is cut off', () => {
  const steps: readonly Broken[] = [
    ['files', 'write'],
    ['chunks', 'move'],
    ['history', 'insertSnapshots'],
    ['pages', 'write'],
    ['history', 'insertChanges'],
    ['history', 'insertPrices'],
    ['events', 'insert'],
    ['pages', 'clearOutbox'],
  ];
  const cases = steps.flatMap((step) => [[step, 'before'] as const, [step, 'after'] as const]);

  it.each(cases)('at %s, %s it is done, tells a rule once', async (step, when) => {
    const course = await createCourse(CHANGES);
    await course.look(shown('120'));
    const whole = course.activities;
    const { activities, hasBroken } = breaking(course, step, when);
    course.activities = activities;
    const [change, ...more] = await course.look(shown('95'));
    expect(hasBroken()).toBe(true);
    course.activities = whole;
    expect(more).toEqual([]);
    expect(change?.rules).toMatchObject([{ name: 'below 100' }]);
    expect((await course.page())?.outbox).toEqual([]);
    expect(await toldBy(course, ['94', '95'])).toEqual([0, 0]);
    const told = (await course.events()).filter(({ type }) => type === 'price.changed');
    expect(told.map(({ data }) => data['changeId'])).toEqual([change?._id]);
  });
});

describe('a page that is written between the stages', () => {
  it('has its rules judged again by what it knows then', async () => {
    const course = await createCourse(CHANGES);
    await course.look(shown('120'));
    const { activities, scene } = course;
    course.activities = {
      ...activities,
      trackPrice: async (input) => {
        const result = await activities.trackPrice(input);
        const page = await course.page();
        await scene.stores.pages.retire([page?._id ?? '']);
        return result;
      },
    };
    expect(await toldBy(course, ['95', '94'])).toEqual([1, 0]);
  });
});

describe('the preview of rules', () => {
  const looks = fc.array(
    fc.record({
      minor: fc.integer({ min: 70_00, max: 130_00 }),
      was: fc.option(fc.integer({ min: 120_00, max: 160_00 }), { nil: undefined }),
      stock: fc.constantFrom('InStock', 'OutOfStock', 'LimitedAvailability', 'PreOrder'),
      daysAfter: fc.constantFrom(0, 0, 0, 9.3, 35.7),
    }),
    { minLength: 2, maxLength: 9 },
  );

  it('tells of stored prices what runs told of them', { timeout: 120_000 }, async () => {
    const tells = fc.asyncProperty(looks, async (series) => {
      const course = await createCourse({ watch: 'price-and-stock', priceRules: RULES });
      const told = new Map<string, number[]>(RULES.map((rule) => [nameOfRule(rule), []]));
      const moving = series.filter(({ minor }, index) => minor !== series[index - 1]?.minor);
      for (const [index, { minor, was, stock, daysAfter }] of moving.entries()) {
        const price = (minor / 100).toFixed(2);
        const list = was === undefined ? {} : { was: (was / 100).toFixed(2) };
        for (const { rules = [] } of await course.look({ price, stock, ...list }))
          for (const { name } of rules) told.get(name)?.push(index);
        course.scene.aheadMs += daysAfter * 86_400_000;
      }
      const points = (await course.points()).reverse().map(toObservation);
      expect(points).toHaveLength(moving.length);
      for (const rule of RULES) {
        const replayed = replayPriceRule(rule, points).fired.map((one) =>
          points.findIndex((point) => point.at === one.at),
        );
        expect([nameOfRule(rule), told.get(nameOfRule(rule))]).toEqual([nameOfRule(rule), replayed]);
      }
    });
    await fc.assert(tells, { numRuns: 25 });
  });
});

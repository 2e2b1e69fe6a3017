// What may go out to a host now, by what is known about it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Host, newHost } from '../../../../domain/web/host/host.ts';
import {
  type HostFacts,
  type QueuedVisit,
  chooseVisits,
} from '../../../../domain/run/dispatch/choose-visits.ts';

const NOW = 10_000_000;
const GIVE_UP_MS = 60_000;

interface Visit extends QueuedVisit {
  readonly name: string;
}

function visit(name: string, fields: Partial<Visit> = {}): Visit {
  const first = { firstDueAt: NOW - 1_000 };
  return {
    name,
    visit: first,
    kind: 'page',
    url: `http://shop.test/${name}`,
    dueAt: NOW,
    slotted: false,
    cleared: true,
    ...fields,
  };
}

function host(fields: Partial<HostFacts> = {}): HostFacts {
  return {
    doc: newHost('shop.test'),
    delayMs: 1_000,
    robots: { state: 'known', allows: () => true },
    refusedUntil: 0,
    room: 4,
    slots: Number.POSITIVE_INFINITY,
    isFirst: true,
    giveUpAfterMs: GIVE_UP_MS,
    ...fields,
  };
}

function doc(fields: Partial<Host>): Host {
  return { ...newHost('shop.test'), ...fields };
}

const names = (visits: readonly Visit[]): string[] => visits.map(({ name }) => name);
function isStuck({ send, wish, holdUntil, lookAgainAt }: ReturnType<typeof chooseVisits>): boolean {
  return send.length === 0 && wish === undefined && holdUntil === undefined && lookAgainAt === undefined;
}

const FAILING = { failedInRow: 5, failingSince: NOW - 30_000, failedAt: NOW - 10_000 };

describe('a host that somebody has paused', () => {
  const held = { since: NOW - 1_000, until: null, by: 'ops', reason: 'The shop moves' };
  const failing = { ...FAILING, failingSince: NOW - 9 * GIVE_UP_MS, notBefore: NOW + 9 * GIVE_UP_MS };
  it('is asked for nothing, and nothing fails for it', () => {
    for (const fields of [{}, failing]) {
      const choice = chooseVisits(
        host({ doc: doc({ ...fields, held }) }),
        [visit('a', { slotted: true })],
        NOW,
      );
      expect(choice).toMatchObject({ send: [], ends: [], ready: [], holdUntil: NOW + 60_000 });
      expect(choice.wish).toBeUndefined();
      expect(choice.waitingFor).toContain('paused by ops: The shop moves');
    }
  });

  it('is asked again from its end on', () => {
    const until = doc({ held: { ...held, until: NOW + 3_000 } });
    expect(chooseVisits(host({ doc: until }), [visit('a')], NOW).holdUntil).toBe(NOW + 3_000);
    expect(chooseVisits(host({ doc: until, delayMs: 0 }), [visit('a')], NOW + 3_000).send).toHaveLength(1);
  });
});

describe('a host with a pace', () => {
  it('is asked for what has a slot now; the rest of what is due gets slots first', () => {
    const visits = [
      visit('slot', { slotted: true }),
      visit('next', { slotted: true, dueAt: NOW + 900 }),
      visit('new'),
      visit('later', { dueAt: NOW + 9_000 }),
    ];
    const choice = chooseVisits(host(), visits, NOW);
    expect(names(choice.send)).toEqual(['slot']);
    expect(choice.wish).toMatchObject({ for: 'slots', visits: [{ name: 'new' }] });
    expect(names(choice.ready)).toEqual(['new']);
  });

  it('is asked for no slot behind the last that the chunk can use: the next chunk may have its turn', () => {
    const visits = ['a', 'b', 'c'].map((name) => visit(name));
    const { wish, ready } = chooseVisits(host({ slots: 2 }), visits, NOW);
    expect([wish, names(ready)]).toMatchObject([{ visits: [{ name: 'a' }, { name: 'b' }] }, ['a', 'b']]);
    const none = chooseVisits(host({ slots: 0, isFirst: false }), visits, NOW);
    expect({ wish: 'none', ...none }).toMatchObject({ send: [], ready: [], isBehind: false, wish: 'none' });
  });

  it('with as much in flight as may be is looked at again in a moment', () => {
    const choice = chooseVisits(host({ room: 0 }), [visit('a', { slotted: true }), visit('b')], NOW);
    expect(choice).toMatchObject({ send: [], lookAgainAt: NOW + 25 });
    expect(choice.wish).toBeUndefined();
  });

  it('that has refused gives no visit the slot it had before', () => {
    const visits = [visit('old', { slotted: true, dueAt: NOW - 5 })];
    const choice = chooseVisits(host({ refusedUntil: NOW }), visits, NOW);
    expect(names(choice.voids)).toEqual(['old']);
    expect(choice.send).toEqual([]);
    expect(choice.wish).toMatchObject({ for: 'slots', visits: [{ name: 'old' }] });
  });
});

it('a host of the operator is asked at once, as far as there is room', () => {
  const visits = ['a', 'b', 'c'].map((name) => visit(name));
  const choice = chooseVisits(host({ delayMs: 0, room: 2 }), visits, NOW);
  expect(names(choice.send)).toEqual(['a', 'b']);
  expect(names(choice.ready)).toEqual(['a', 'b', 'c']);
  expect(choice.wish).toBeUndefined();
});

it('a chunk that was cut later waits, but uses the slots it has', () => {
  const visits = [visit('slot', { slotted: true }), visit('new')];
  const choice = chooseVisits(host({ isFirst: false }), visits, NOW);
  expect(names(choice.send)).toEqual(['slot']);
  expect(choice).toMatchObject({ isBehind: true, waitingFor: expect.stringContaining('its turn') });
  expect(choice.wish).toBeUndefined();
});

describe('a host that asked to be left alone', () => {
  it('is, until then', () => {
    const until = NOW + 30_000;
    const choice = chooseVisits(host({ doc: doc({ notBefore: until }) }), [visit('a')], NOW);
    expect(choice).toMatchObject({ holdUntil: until, lookAgainAt: until, send: [], ends: [] });
    expect(choice.waitingFor).toContain(new Date(until).toISOString());
  });

  it('for longer than the run waits is given up', () => {
    const choice = chooseVisits(host({ doc: doc({ notBefore: NOW + GIVE_UP_MS + 1 }) }), [visit('a')], NOW);
    expect(choice.ends).toMatchObject([
      { visit: { name: 'a' }, ending: { result: 'failed', reason: 'host-unavailable' } },
    ]);
  });
});

describe('a host that keeps failing', () => {
  it('is left alone while its circuit is open', () => {
    const open = doc({ ...FAILING, openUntil: NOW + 2_000 });
    const choice = chooseVisits(host({ doc: open, giveUpAfterMs: 900_000 }), [visit('a')], NOW);
    expect(choice).toMatchObject({ holdUntil: NOW + 2_000, send: [] });
    expect(choice.waitingFor).toContain('nothing but failures');
  });

  it('gets one page as a probe then, whatever has a slot', () => {
    const halfOpen = doc({ ...FAILING, openUntil: NOW - 1 });
    const visits = [visit('a', { slotted: true }), visit('b')];
    const choice = chooseVisits(host({ doc: halfOpen }), visits, NOW);
    expect(choice).toMatchObject({ send: [], ready: [], wish: { for: 'probe' } });
  });

  it('gets its probe also where robots rules end the page that waited longest', () => {
    // Half of the patience is over for the run, not for the page that is left.
    const open = doc({ ...FAILING, openUntil: NOW + 20_000 });
    const visits = [
      visit('forbidden', { cleared: false, visit: { firstDueAt: NOW - 40_000 } }),
      visit('allowed', { cleared: false }),
    ];
    const robots = { state: 'known', allows: (url: string) => url.endsWith('allowed') } as const;
    const choice = chooseVisits(host({ doc: open, robots }), visits, NOW);
    expect(choice.ends).toMatchObject([{ visit: { name: 'forbidden' } }]);
    expect(choice.wish).toMatchObject({ for: 'probe', among: [{ name: 'allowed' }] });
    expect(choice.send).toEqual([]);
  });

  it('is given up after failures for longer than the run waits', () => {
    const long = { ...FAILING, failingSince: NOW - 200_000, failedAt: NOW - 1_000, openUntil: NOW - 1 };
    const waited = visit('a', { visit: { firstDueAt: NOW - 200_000 } });
    const choice = chooseVisits(host({ doc: doc(long) }), [waited], NOW);
    expect(choice.ends).toMatchObject([{ ending: { reason: 'host-unavailable' } }]);
  });
});

describe('robots.txt', () => {
  const robots = (state: 'missing' | 'unreachable') => ({ state, allows: () => true });
  const unreachable = (sinceMs: number): Host =>
    doc({
      robots: {
        fetchedAt: NOW - 1_000,
        status: 'unreachable',
        text: 'robots.txt: status 502',
        downSince: NOW - sinceMs,
      },
    });

  it('is read before anything is asked', () => {
    const choice = chooseVisits(host({ robots: robots('missing') }), [visit('a', { slotted: true })], NOW);
    expect(choice).toMatchObject({ send: [], wish: { for: 'robots' } });
  });

  it('is not looked at by a run that does not obey it', () => {
    const choice = chooseVisits(host({ robots: null, delayMs: 0 }), [visit('a', { cleared: false })], NOW);
    expect(names(choice.send)).toEqual(['a']);
    expect(choice.clears).toEqual([]);
  });

  it('ends what it forbids, and clears the others', () => {
    const rules = { state: 'known', allows: (url: string) => !url.endsWith('b') } as const;
    const visits = ['a', 'b'].map((name) => visit(name, { cleared: false }));
    const choice = chooseVisits(host({ robots: rules, delayMs: 0 }), visits, NOW);
    expect(choice.ends).toMatchObject([
      { visit: { name: 'b' }, ending: { result: 'skipped', reason: 'robots-disallowed' } },
    ]);
    expect(names(choice.clears)).toEqual(['a']);
    expect(names(choice.send)).toEqual(['a']);
  });

  it('that can not be read is waited for', () => {
    const choice = chooseVisits(
      host({ doc: unreachable(5_000), robots: robots('unreachable') }),
      [visit('a')],
      NOW,
    );
    expect(choice.holdUntil).toBe(NOW - 1_000 + 60_000 + 1);
  });

  it('that could not be read for longer than the run waits ends what was not cleared before', () => {
    const lost = host({ doc: unreachable(100_000), robots: robots('unreachable'), delayMs: 0 });
    const waited = { visit: { firstDueAt: NOW - 90_000 } };
    const visits = [visit('cleared', waited), visit('new', { ...waited, cleared: false })];
    const choice = chooseVisits(lost, visits, NOW);
    expect(choice.ends).toMatchObject([
      { visit: { name: 'new' }, ending: { result: 'failed', reason: 'robots-unreachable' } },
    ]);
    expect(names(choice.send)).toEqual(['cleared']);
  });
});

it('whatever is known: no more goes than there is room for, nothing early, nothing that ends or waits for something else', () => {
  const anyVisit = fc.record({
    dueAt: fc.integer({ min: NOW - 10_000, max: NOW + 10_000 }),
    slotted: fc.boolean(),
    cleared: fc.boolean(),
    firstDueAt: fc.integer({ min: NOW - 200_000, max: NOW }),
    isForbidden: fc.boolean(),
  });
  const anyDoc = fc.record({
    failedInRow: fc.integer({ min: 0, max: 7 }),
    failingSince: fc.constantFrom(0, NOW - 200_000, NOW - 20_000),
    failedAt: fc.constantFrom(0, NOW - 5_000, NOW - 100),
    openUntil: fc.constantFrom(0, NOW - 10, NOW + 5_000),
    notBefore: fc.constantFrom(0, 0, NOW - 1, NOW + 5_000, NOW + 900_000),
  });
  const anyHost = fc.record({
    doc: fc.option(anyDoc),
    delayMs: fc.constantFrom(0, 1_000),
    state: fc.option(fc.constantFrom('known', 'missing', 'unreachable')),
    refusedUntil: fc.constantFrom(0, NOW + 1),
    room: fc.integer({ min: 0, max: 4 }),
    slots: fc.constantFrom(0, 1, 3, Number.POSITIVE_INFINITY),
    isFirst: fc.boolean(),
  });
  fc.assert(
    fc.property(anyHost, fc.array(anyVisit, { minLength: 1, maxLength: 12 }), (given, list) => {
      const forbidden = new Set(list.flatMap(({ isForbidden }, n) => (isForbidden ? [`${n}`] : [])));
      const visits = list.map(({ dueAt, slotted, cleared, firstDueAt }, n) =>
        visit(`${n}`, { dueAt, slotted, cleared, visit: { firstDueAt } }),
      );
      const { state, ...facts } = given;
      const allows = (url: string): boolean => !forbidden.has(url.slice('http://shop.test/'.length));
      const robots = state === null ? null : { state, allows };
      const known = host({ ...facts, robots, doc: facts.doc === null ? null : doc(facts.doc) });
      const choice = chooseVisits(known, visits, NOW);
      const ended = new Set(choice.ends.map((end) => end.visit));
      expect(choice.send.length).toBeLessThanOrEqual(facts.room);
      for (const sent of choice.send) {
        expect(sent.dueAt).toBeLessThanOrEqual(NOW);
        expect(ended.has(sent)).toBe(false);
        if (facts.delayMs > 0) expect(sent.slotted && !choice.voids.includes(sent)).toBe(true);
        if (state !== null) expect(sent.cleared || choice.clears.includes(sent)).toBe(true);
      }
      if (choice.holdUntil !== undefined) {
        expect(choice.holdUntil).toBeGreaterThan(NOW);
        expect(choice.send).toEqual([]);
      }
      if (choice.wish?.for === 'slots') {
        expect(choice.wish.visits.length).toBeLessThanOrEqual(facts.slots);
        for (const wanted of choice.wish.visits) expect(choice.send).not.toContain(wanted);
      }
      // Then all is over, or due later, or there is no slot that the chunk could use.
      if (isStuck(choice) && facts.slots > 0) {
        const open = visits.filter((one) => !ended.has(one));
        expect(open.every((one) => one.dueAt > NOW && !choice.voids.includes(one))).toBe(true);
      }
    }),
    { numRuns: 2_000 },
  );
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type KnownVersion,
  type VersionPolicy,
  mayDrop,
  versionsToDrop,
  versionsToDropArchived,
} from '../../../../domain/upkeep/clean-up/choose-versions.ts';

const NOW = new Date('2026-06-15T12:00:00.000Z');
const DAY = 86_400_000;
const POLICY: VersionPolicy = { versionsDays: 90, versionsPerPage: 200 };

function at(daysAgo: number): Date {
  return new Date(NOW.getTime() - daysAgo * DAY);
}

function version(id: string, daysAgo: number, fields: Partial<KnownVersion> = {}): KnownVersion {
  return { id, at: at(daysAgo), changed: true, held: false, ...fields };
}

const plain = { changed: false };

describe('versions of a page', () => {
  it.each<[string, KnownVersion[], string[]]>([
    ['of none none goes', [], []],
    ['the only one stays', [version('a', 900, plain)], []],
    ['the first and the last stay', [version('a', 900, plain), version('b', 400, plain)], []],
    [
      'all that are young stay',
      [version('a', 89.9, plain), version('b', 50, plain), version('c', 50, plain), version('d', 1, plain)],
      [],
    ],
    [
      'an old one that no change names goes',
      [version('a', 200, plain), version('b', 100, plain), version('c', 1, plain)],
      ['b'],
    ],
    [
      'an old one that is held stays',
      [version('a', 200), version('b', 100, { changed: false, held: true }), version('c', 1)],
      [],
    ],
    [
      'of old changed ones the last of each day stays',
      [version('a', 200), version('b', 100.3), version('c', 100.2), version('d', 98), version('e', 1)],
      ['b'],
    ],
    [
      'of those older than a year the last of each month stays',
      [version('a', 900), version('b', 400), version('c', 397), version('d', 396), version('e', 1)],
      ['b', 'c'],
    ],
  ])('%s', (_what, versions, dropped) => {
    expect(versionsToDrop(versions, POLICY, NOW)).toEqual(dropped);
    expect(versionsToDrop(versions.toReversed(), POLICY, NOW)).toEqual(dropped);
  });

  it('above the number for one page the oldest go that nothing needs', () => {
    const versions = [
      version('first', 9),
      version('pinned', 8, { held: true }),
      ...['a', 'b', 'c'].map((id, index) => version(id, 7 - index)),
      version('last', 1),
    ];
    const few = { ...POLICY, versionsPerPage: 4 };
    expect(versionsToDrop(versions, few, NOW)).toEqual(['a', 'b']);
    expect(versionsToDrop(versions, { ...POLICY, versionsPerPage: 1 }, NOW)).toEqual(['a', 'b', 'c']);
  });

  it('of an archived job those stay that a change names, whatever their age', () => {
    const versions = [
      version('first', 800, plain),
      version('told', 700),
      version('quiet', 3, plain),
      version('pinned', 2, { changed: false, held: true }),
      version('last', 1, plain),
    ];
    expect(versionsToDropArchived(versions)).toEqual(['quiet']);
  });
});

const anyVersions = fc
  .array(
    fc.record({
      ageDays: fc.oneof(
        fc.double({ min: 0, max: 120, noNaN: true }),
        fc.double({ min: 0, max: 1_500, noNaN: true }),
      ),
      changed: fc.boolean(),
      held: fc.integer({ min: 0, max: 9 }).map((one) => one === 0),
    }),
    { maxLength: 60 },
  )
  .map((rows) => rows.map(({ ageDays, changed, held }, n) => version(`v${n}`, ageDays, { changed, held })));
const anyPolicy = fc.record({
  versionsDays: fc.integer({ min: 1, max: 400 }),
  versionsPerPage: fc.integer({ min: 2, max: 80 }),
});
const NO_NUMBER = Number.MAX_SAFE_INTEGER;

function left(versions: readonly KnownVersion[], policy: VersionPolicy, now = NOW): KnownVersion[] {
  const dropped = new Set(versionsToDrop(versions, policy, now));
  return versions.filter(({ id }) => !dropped.has(id));
}

const idsOf = (versions: readonly KnownVersion[]): string[] => versions.map(({ id }) => id);

describe('thinning, whatever the versions', () => {
  it('keeps the first, the last and what is held', () => {
    fc.assert(
      fc.property(anyVersions, anyPolicy, (versions, policy) => {
        const kept = new Set(idsOf(left(versions, policy)));
        const times = versions.map((one) => one.at.getTime());
        for (const one of versions) {
          const isEnd = one.at.getTime() === Math.min(...times) || one.at.getTime() === Math.max(...times);
          const isAlone = times.filter((time) => time === one.at.getTime()).length === 1;
          if (one.held || (isEnd && isAlone)) expect(kept).toContain(one.id);
        }
      }),
    );
  });

  it('drops nothing the second time', () => {
    fc.assert(
      fc.property(anyVersions, anyPolicy, (versions, policy) => {
        expect(versionsToDrop(left(versions, policy), policy, NOW)).toEqual([]);
      }),
    );
  });

  it('keeps no more of a page than allowed, but for what is needed', () => {
    fc.assert(
      fc.property(anyVersions, anyPolicy, (versions, policy) => {
        const needed = versions.filter(({ held }) => held).length + 2;
        expect(left(versions, policy).length).toBeLessThanOrEqual(Math.max(policy.versionsPerPage, needed));
      }),
    );
  });

  it('a larger number for one page, or another pin, drops nothing more', () => {
    fc.assert(
      fc.property(anyVersions, anyPolicy, fc.nat(), (versions, policy, pick) => {
        const more = { ...policy, versionsPerPage: policy.versionsPerPage + 5 };
        expect(idsOf(left(versions, more))).toEqual(expect.arrayContaining(idsOf(left(versions, policy))));
        const unlimited = { ...policy, versionsPerPage: NO_NUMBER };
        const pinned = versions.map((one, n) =>
          n === pick % versions.length ? { ...one, held: true } : one,
        );
        expect(idsOf(left(pinned, unlimited))).toEqual(
          expect.arrayContaining(idsOf(left(versions, unlimited))),
        );
      }),
    );
  });

  it('leaves the same whether it was thinned before or not', () => {
    fc.assert(
      fc.property(anyVersions, anyPolicy, fc.integer({ min: 0, max: 500 }), (versions, policy, days) => {
        const unlimited = { ...policy, versionsPerPage: NO_NUMBER };
        const later = new Date(NOW.getTime() + days * DAY);
        const twice = left(left(versions, unlimited), unlimited, later);
        expect(idsOf(twice)).toEqual(idsOf(left(versions, unlimited, later)));
      }),
    );
  });

  it('asks for nothing where it would drop nothing', () => {
    fc.assert(
      fc.property(anyVersions, anyPolicy, (versions, policy) => {
        if (!mayDrop(versions, policy, NOW)) expect(versionsToDrop(versions, policy, NOW)).toEqual([]);
      }),
    );
  });
});

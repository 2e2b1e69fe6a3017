// The preview over history, a run and `inspect change` give the same verdict: random versions of a page, random rules.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { previewRules } from '../../api/query/change/preview-rules.ts';
import { changeRulesOf } from '../../domain/change/rules.ts';
import { inspectChange } from '../../cli/inspect/explain/inspect-change.ts';
import { jobConfigSchema } from '../../domain/config/schema.ts';
import type { Snapshot } from '../../domain/page/page.ts';
import { watchRulesOf } from '../../domain/reading/part/watch-rules.ts';
import { parser } from '../support/unthreaded-reading.ts';
import { createWatchCourse, WATCHED_URL, type WatchCourse } from '../support/watch-course.ts';

type Changes = NonNullable<Parameters<typeof createWatchCourse>[0]>;

const RUNS = 30;

interface Kind {
  readonly type: string;
  readonly write: (lines: readonly string[]) => string;
  readonly rules: fc.Arbitrary<Changes>;
}

const LINES = [
  'Ferry to Nore Island',
  'Ferry to the lighthouse',
  'Seats left: 3',
  'Seats left: 12',
  'Fare: €1.250,00',
  'Fare: €1.420,00',
  'Sold out today',
  'We are in work here',
  'Tin and oil for sale',
  'tin and oil for sale',
  'Updated at 08:15',
  'Updated at 09:45',
  '1,204 views',
];
const STILL = Array.from({ length: 6 }, (_, at) => `The harbour has a wall of stone, ${'abcdef'[at]}`);

const texts = fc.constantFrom<string[]>(
  ['sold out'],
  ['seats'],
  ['/ferry|tin/i'],
  ['/Ferry.*Seats/s'],
  ['fare'],
);
const everyRule = fc.record({
  ignoreText: texts,
  triggerText: texts,
  blockWhilePresent: texts,
  only: fc.subarray(['added', 'removed', 'changed'] as const, { minLength: 1 }).map((only) => [...only]),
  newLinesOnly: fc.boolean(),
  comparedVersions: fc.constantFrom(2, 4),
  noise: fc.constantFrom<NonNullable<Changes['noise']>>('rules', 'none'),
  minSeverity: fc.constantFrom<NonNullable<Changes['minSeverity']>>('minor', 'notable', 'major'),
  onlyNumbersBeyondPercent: fc.constantFrom(5, 20),
  emptyIsChange: fc.boolean(),
  conditions: fc.constantFrom<NonNullable<Changes['conditions']>>(
    { all: [{ on: 'number', is: '>', value: 5 }], any: [] },
    {
      all: [],
      any: [
        { on: 'text', is: 'contains', value: 'ferry' },
        { on: 'lines', is: '<', value: 9 },
      ],
    },
    { all: [{ on: 'similarity', is: '<', value: 90 }], any: [] },
  ),
  filters: fc.constantFrom<NonNullable<Changes['filters']>>(
    [{ kind: 'keep-lines', containing: ['ferry', 'seats'] }],
    [{ kind: 'drop-lines', containing: ['/\\d/'] }, { kind: 'sort' }],
    [{ kind: 'extract', matching: ['/Seats left: (\\d+)/'] }],
    [
      { kind: 'replace', pattern: '\\d+', with: '#' },
      { kind: 'unique', ignoreCase: true },
    ],
  ),
}) satisfies fc.Arbitrary<Changes>;
/** Up to three of them: more of them let nothing through. */
const textRules: fc.Arbitrary<Changes> = everyRule.chain((rules) =>
  fc.subarray(Object.entries(rules), { maxLength: 3 }).map((chosen): Changes => Object.fromEntries(chosen)),
);
const withScope = (scopes: { include: string[]; exclude: string[] }[]): fc.Arbitrary<Changes> =>
  fc
    .tuple(textRules, fc.option(fc.constantFrom(...scopes), { nil: undefined }))
    .map(([rules, scope]) => (scope === undefined ? rules : { ...rules, scope }));

const KINDS: Record<string, Kind> = {
  'plain text': {
    type: 'text/plain; charset=utf-8',
    write: (lines) => [...STILL, ...lines].join('\n'),
    rules: textRules,
  },
  'a web page': {
    type: 'text/html; charset=utf-8',
    write: ([title = 'Quay', ...lines]) =>
      `<!doctype html><html lang="en"><head><title>${title}</title></head><body><h1>The quay</h1>${STILL.map((line) => `<p>${line}</p>`).join('')}<ul id="board">${lines.map((line) => `<li>${line}</li>`).join('')}</ul></body></html>`,
    rules: withScope([
      { include: ['#board'], exclude: [] },
      { include: ['//li[1]', '#missing'], exclude: [] },
      { include: [], exclude: ['//li[position() > 2]'] },
    ]),
  },
  JSON: {
    type: 'application/json',
    write: (lines) =>
      JSON.stringify({ still: STILL, lines, items: lines.map((name, at) => ({ id: `i${at % 3}`, name })) }),
    rules: withScope([
      { include: ['$.lines[*]'], exclude: [] },
      { include: [], exclude: ['$.items'] },
    ]),
  },
  'a feed': {
    type: 'application/rss+xml',
    write: (lines) =>
      `<rss version="2.0"><channel><title>Quay</title>${lines.map((line) => `<item><title>${line}</title><guid>${line.slice(0, 9)}</guid></item>`).join('')}</channel></rss>`,
    rules: textRules,
  },
};

const versionsOf = fc.array(fc.subarray(LINES, { maxLength: 4 }), { minLength: 2, maxLength: 6 });

async function toldBy(course: WatchCourse, bodies: readonly string[]): Promise<boolean[]> {
  const told: boolean[] = [];
  for (const body of bodies) told.push((await course.look(body)).told);
  return told;
}

/** Oldest first. */
async function snapshotsOf({ scene }: WatchCourse): Promise<Snapshot[]> {
  const snapshots = await scene.stores.history.snapshots({ jobId: 'watched', limit: 100 });
  return snapshots.toSorted((a, b) => a.v - b.v);
}

/** Which of the stored versions the rules would have told. */
async function previewed(course: WatchCourse, wanted: Changes, now: Changes): Promise<Set<string>> {
  const { ports, stores } = course.scene;
  const view = await previewRules(
    { ...ports, ...stores, openParser: () => ({ ...parser, close: async () => undefined }) },
    { jobId: 'watched', now: configOf(now), wanted: configOf(wanted), pages: 10, versions: 100 },
  );
  return new Set(
    view.items.flatMap(({ told }) => told.filter(({ fires }) => fires).map(({ snapshotId }) => snapshotId)),
  );
}

const configOf = (changes: Changes) =>
  jobConfigSchema.parse({
    source: { kind: 'pages', urls: [WATCHED_URL] },
    changes: { sampleNoise: false, ...changes },
  });

function inspected({ type }: Kind, changes: Changes, bodies: readonly string[]): (boolean | null)[] {
  const { changes: settings } = configOf(changes);
  const rules = { watched: watchRulesOf(settings), rules: changeRulesOf(settings) };
  const steps = bodies.map((body) => ({ body }));
  const { changed = [] } = inspectChange({ content_type: type, changes: rules, url: WATCHED_URL, steps });
  return changed.map((one) => one ?? false);
}

describe.each(Object.entries(KINDS))('%s', (...[, kind]) => {
  const cases = fc.record({ versions: versionsOf, rules: kind.rules });

  it('is judged alike by a run, by the preview over what it stored and by inspect', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async ({ versions, rules }) => {
        const bodies = versions.map(kind.write);
        const course = await createWatchCourse(rules, kind.type);
        const told = await toldBy(course, bodies);
        expect(inspected(kind, rules, bodies)).toEqual(told);
        const changes = await course.scene.stores.history.changes({ jobId: 'watched', limit: 100 });
        const fired = await previewed(course, rules, rules);
        expect(fired).toEqual(new Set(changes.map(({ toSnapshot }) => toSnapshot)));
      }),
      { numRuns: RUNS },
    );
  }, 120_000);

  it('is judged by rules that are tried as a run with them judges the same versions', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async ({ versions, rules }) => {
        const open = await createWatchCourse({ noise: 'none' }, kind.type);
        await toldBy(open, versions.map(kind.write));
        const stored = await snapshotsOf(open);
        const fired = await previewed(open, rules, { noise: 'none' });
        const bodies = stored.map(
          ({ rawHash }) => versions.map(kind.write).find((body) => hashOf(open, body) === rawHash) ?? '',
        );
        const told = await toldBy(await createWatchCourse(rules, kind.type), bodies);
        expect(stored.map(({ _id }) => fired.has(_id))).toEqual(told);
      }),
      { numRuns: RUNS },
    );
  }, 120_000);
});

function hashOf({ scene }: WatchCourse, body: string): string {
  return scene.ports.hasher.sha256(body);
}

describe('versions of which the title alone differs', () => {
  const { type, write } = KINDS['a web page'] ?? expect.fail('no such kind');
  const bodies = ['Ferries today', 'Ferries of the winter', '(3) Ferries of the winter'].map((title) =>
    write([title, 'Sold out today']),
  );

  it('are told by the preview and by inspect as they were by the run', async () => {
    const course = await createWatchCourse({}, type);
    expect(await toldBy(course, bodies)).toEqual([false, true, false]);
    const [, told] = await snapshotsOf(course);
    expect(await previewed(course, {}, {})).toEqual(new Set([told?._id]));
    expect(inspected({ type, write, rules: textRules }, {}, bodies)).toEqual([false, true, false]);
  });

  it.each([
    ['Ferries of the winter', true],
    ['Ferries today', false],
  ])('are told by a preview that reads the stored bodies anew: %s %s', async (title, isTold) => {
    // Versions are stored for a target of a link, which rules without link targets do not see.
    const links = { linkTargets: true };
    const course = await createWatchCourse(links, type);
    await toldBy(course, [
      write(['Ferries today', '<a href="/one">Sold out</a>']),
      write([title, '<a href="/two">Sold out</a>']),
    ]);
    const [, last] = await snapshotsOf(course);
    expect(last).toBeDefined();
    expect(await previewed(course, {}, links)).toEqual(new Set(isTold ? [last?._id] : []));
  });
});

describe('versions of which the filters left nothing', () => {
  it('are told by the preview as they were by the run', async () => {
    const rules: Changes = { filters: [{ kind: 'keep-lines', containing: ['tin'] }] };
    const course = await createWatchCourse(rules, 'text/plain');
    expect(await toldBy(course, ['tin cup\noak', 'oak', 'tin can\noak'])).toEqual([false, true, true]);
    const [, ...later] = await snapshotsOf(course);
    expect(await previewed(course, rules, rules)).toEqual(new Set(later.map(({ _id }) => _id)));
  });
});

// What every JobStore promises of its lists: searches, orders, pages, counts.
import { beforeAll, describe, expect, it } from 'vitest';
import { NO_AGGREGATES } from '../../domain/job/job.ts';
import type { JobStore } from '../../domain/job/job-store.ts';
import { type JobTrouble, needsAttention, TROUBLE_KINDS } from '../../domain/job/job-trouble.ts';
import { criteriaOf } from '../../domain/job/list/criterion.ts';
import { JOB_SEARCH_KEYS } from '../../domain/job/list/search-keys.ts';
import { type JobSort, sortKeys, sortValues } from '../../domain/job/list/sort.ts';
import { parseSearch } from '../../domain/job/search/parse-search.ts';
import { configOf } from '../support/control-scene.ts';
import { minutesLater, sampleJob, START } from './sample-documents.ts';

const WORKSPACE = 'searched';
const NOW = minutesLater(60);

function criteria(text: string) {
  const parsed = parseSearch(text, JOB_SEARCH_KEYS);
  if (!parsed.ok) throw new Error(parsed.faults[0]?.detail);
  return criteriaOf(parsed.search, { now: NOW, unread: ['job_B'] });
}

const change = (minutes: number, severity: 'minor' | 'major') => ({
  change: {
    changeId: 'c',
    pageId: 'p',
    at: minutesLater(minutes),
    kind: 'text',
    severity,
    summary: 'new words',
  },
});
const price = (amount: number) => ({
  price: { at: START, pageId: 'p', minor: amount * 100, currency: 'EUR', amount, availability: 'in-stock' },
  move: { at: START, beforeMinor: 20_000, minor: amount * 100, percent: -15 },
});

const trouble = (kind: JobTrouble['kind']): JobTrouble => ({
  kind,
  since: START,
  runId: 'run_0',
  subject: 'it',
  text: 'It is so.',
  remedy: null,
});

async function fill(jobs: JobStore): Promise<void> {
  const workspaceId = WORKSPACE;
  const source = (url: string) => configOf({ source: { kind: 'pages', urls: [url] } });
  await jobs.insert(
    sampleJob('job_A', {
      workspaceId,
      name: 'Steel Kettle',
      note: 'for the office',
      config: source('https://larch.example/shop/kettle?x=1'),
      tags: ['shop', 'kitchen sale'],
      shownState: 'running',
      activeRun: 'run_1',
      latest: { ...change(50, 'major'), ...price(170) },
      aggregates: { ...NO_AGGREGATES, pages: 5, runs: 3, lastRunAt: minutesLater(-10_000) },
    }),
  );
  await jobs.insert(
    sampleJob('job_B', {
      workspaceId,
      name: 'anvil',
      config: source('http://127.0.0.1:8080/anvil'),
      tags: ['shop', 'old'],
      shownState: 'failed',
      failedInRow: 3,
      trouble: trouble('failed'),
      latest: change(-3_000, 'minor'),
    }),
  );
  await jobs.insert(
    sampleJob('job_C', {
      workspaceId,
      name: 'Docs',
      config: configOf({
        source: { kind: 'site', start: ['https://docs.example/'] },
        schedule: { kind: 'interval', everyMs: 60_000 },
      }),
      shownState: 'paused',
      nextRunAt: minutesLater(65),
    }),
  );
  await jobs.insert(sampleJob('job_Z', { workspaceId: 'another', name: 'kettle' }));
}

export function describeJobListStore(name: string, create: () => Promise<JobStore>): void {
  describe(`lists of jobs on ${name}`, () => {
    let jobs: JobStore;
    beforeAll(async () => {
      jobs = await create();
      await fill(jobs);
    });
    const find = async (text: string, sorts: readonly JobSort[] = [{ by: 'created', descending: false }]) => {
      const query = { workspaceId: WORKSPACE, criteria: criteria(text), sorts, after: null, limit: 50 };
      return (await jobs.search(query)).map(({ _id }) => _id.slice(-1)).join('');
    };

    it.each([
      ['', 'ABC'],
      ['kettle', 'A'],
      ['KETTLE steel', 'A'],
      ['"steel kettle"', 'A'],
      ['shop', 'AB'],
      ['-shop', 'C'],
      ['state:running,paused', 'AC'],
      ['tag:shop -tag:old', 'A'],
      ['tag:"kitchen sale"', 'A'],
      ['tag:kit*', 'A'],
      ['tag:kit', ''],
      ['host:larch.example', 'A'],
      ['host:*.example', 'AC'],
      ['host:127.0.0.1', 'B'],
      ['host:127.0.0.1:8080', 'B'],
      ['url:*kettle*', 'A'],
      ['url:*kettle', ''],
      ['url:kettle', 'A'],
      ['url:x=1', 'A'],
      ['url:"x.1"', ''],
      ['name:steel', 'A'],
      ['id:job_b', 'B'],
      ['kind:site', 'C'],
      ['severity:major', 'A'],
      ['price:<200', 'A'],
      ['price:<100', ''],
      ['-price:<100', 'ABC'],
      ['move:<=-10', 'A'],
      ['failed:>=3', 'B'],
      ['pages:>4', 'A'],
      ['runs:0', 'BC'],
      ['changed:<24h', 'A'],
      ['changed:>24h', 'B'],
      ['changed:never', 'C'],
      ['-changed:never', 'AB'],
      ['ran:>1d', 'A'],
      ['next:<10m', 'C'],
      ['next:<1m', ''],
      ['is:attention', 'B'],
      ['is:unread', 'B'],
      ['-is:unread,priced', 'C'],
      ['is:priced', 'A'],
      ['is:recurring', 'C'],
      ['is:active', 'A'],
      ['"a.*b"', ''],
      ['"("', ''],
    ])('finds by "%s"', async (text, found) => {
      expect(await find(text)).toBe(found);
    });

    it.each<[JobSort[], string]>([
      [[{ by: 'name', descending: false }], 'BCA'],
      [[{ by: 'lastChange', descending: true }], 'ABC'],
      [[{ by: 'lastChange', descending: false }], 'CBA'],
      [[{ by: 'price', descending: true }], 'ACB'],
      [
        [
          { by: 'price', descending: false },
          { by: 'name', descending: true },
        ],
        'CBA',
      ],
    ])('sorts by %j, and pages of one row go through it all', async (sorts, order) => {
      expect(await find('', sorts)).toBe(order);
      const parts = sortKeys(sorts);
      let after: ReturnType<typeof sortValues> | null = null;
      let walked = '';
      for (let page = 0; page <= order.length; page += 1) {
        const query = { workspaceId: WORKSPACE, criteria: [], sorts, after, limit: 1 };
        const [row] = await jobs.search(query);
        if (row === undefined) break;
        walked += row._id.slice(-1);
        after = sortValues(row, parts);
      }
      expect(walked).toBe(order);
    });

    it('gives rows without addresses and history, but with what a list shows', async () => {
      const query = {
        workspaceId: WORKSPACE,
        criteria: criteria('kettle'),
        sorts: [],
        after: null,
        limit: 1,
      };
      const [row] = await jobs.search(query);
      expect(row).toMatchObject({
        name: 'Steel Kettle',
        note: 'for the office',
        listing: { url: 'https://larch.example/shop/kettle?x=1', urlCount: 1 },
        config: { source: { kind: 'pages' } },
        latest: { price: { amount: 170 } },
      });
    });

    it('counts by state, and names tags and hosts by how many jobs have them', async () => {
      const counts = await jobs.countByState({ workspaceId: WORKSPACE, criteria: criteria('tag:shop') });
      expect(Object.fromEntries(counts)).toEqual({ running: 1, failed: 1 });
      const tally = await jobs.tally({ workspaceId: WORKSPACE, criteria: criteria('tag:shop') });
      expect(tally).toHaveLength(2);
      expect(tally).toContainEqual({ state: 'running', trouble: null, jobs: 1 });
      expect(tally).toContainEqual({ state: 'failed', trouble: 'failed', jobs: 1 });
      expect(await jobs.frequent(WORKSPACE, 'tag', 2)).toEqual([
        { value: 'shop', jobs: 2 },
        { value: 'kitchen sale', jobs: 1 },
      ]);
      const hosts = (await jobs.frequent(WORKSPACE, 'host', 9)).map(({ value }) => value);
      expect(hosts.toSorted()).toEqual(['127.0.0.1', '127.0.0.1:8080', 'docs.example', 'larch.example']);
    });

    it('tallies as many jobs that need attention as the search for them finds', async () => {
      for (const text of ['', 'tag:shop', '-state:running']) {
        const tally = await jobs.tally({ workspaceId: WORKSPACE, criteria: criteria(text) });
        const needing = criteria(`${text} is:attention -state:archived`);
        const found = await jobs.countByState({ workspaceId: WORKSPACE, criteria: needing });
        const sum = (counts: readonly number[]): number => counts.reduce((total, n) => total + n, 0);
        const tallied = sum(
          tally.filter(({ state, trouble: kind }) => needsAttention(state, kind)).map((row) => row.jobs),
        );
        expect(tallied, text).toBe(sum([...found.values()]));
        expect(tallied, text).toBeGreaterThan(0);
      }
    });

    it('finds every job that needs attention, and none that rests', async () => {
      const workspaceId = 'troubled';
      const states = [
        'completed',
        'scheduled',
        'paused',
        'running',
        'failed',
        'stopped',
        'archived',
      ] as const;
      const expected: string[] = [];
      for (const shownState of states)
        for (const kind of [...TROUBLE_KINDS, null]) {
          const id = `${shownState}-${kind}`;
          const found = kind === null ? null : trouble(kind);
          await jobs.insert(sampleJob(id, { workspaceId, shownState, trouble: found }));
          if (needsAttention(shownState, kind)) expected.push(id);
        }
      const query = { workspaceId, criteria: criteria('is:attention'), sorts: [], after: null, limit: 100 };
      const found = (await jobs.search(query)).map(({ _id }) => _id);
      expect(found.toSorted()).toEqual(expected.toSorted());
      expect(found).toContain('completed-nothing-to-watch');
      expect(found).toContain('paused-gated');
      expect(found).not.toContain('running-gated');
      expect(found).not.toContain('stopped-failed');
    });

    it('outlines jobs by id, a page at a time', async () => {
      const search = { workspaceId: WORKSPACE, criteria: [], limit: 2 };
      const first = await jobs.outline({ ...search, after: null });
      expect(first.map(({ _id }) => _id)).toEqual(['job_A', 'job_B']);
      const rest = await jobs.outline({ ...search, after: 'job_B' });
      expect(rest).toMatchObject([{ _id: 'job_C', shownState: 'paused' }]);
    });

    it('changes tags only against those that were read', async () => {
      await jobs.insert(sampleJob('tagged'));
      expect(await jobs.retag('tagged', ['x'], ['y'])).toBe(false);
      expect(await jobs.retag('tagged', [], ['a', 'b'])).toBe(true);
      expect(await jobs.retag('tagged', [], ['c'])).toBe(false);
      expect(await jobs.retag('tagged', ['a', 'b'], [])).toBe(true);
      expect(await jobs.get('tagged')).toMatchObject({ tags: [], version: 1, stateSeq: 1 });
    });

    it('notes a finding only when it is later than the one there', async () => {
      await jobs.insert(sampleJob('finder'));
      await jobs.noteFindings('finder', { ...change(5, 'minor'), ...price(9) });
      await jobs.noteFindings('finder', change(1, 'major'));
      await jobs.noteFindings('finder', change(5, 'major'));
      expect(await jobs.get('finder')).toMatchObject({
        latest: { change: { severity: 'minor' }, price: { amount: 9 } },
        stateSeq: 1,
      });
      await jobs.noteFindings('finder', change(6, 'major'));
      expect(await jobs.get('finder')).toMatchObject({ latest: { change: { severity: 'major' } } });
    });

    it('lists a job by what it was changed to', async () => {
      await jobs.insert(sampleJob('renamed', { workspaceId: 'renaming' }));
      const config = configOf({ source: { kind: 'feed', feeds: ['https://feed.example/rss'] } });
      await jobs.configure('renamed', 1, { name: 'Teapot', config });
      const query = { workspaceId: 'renaming', sorts: [], after: null, limit: 9 };
      const found = await jobs.search({ ...query, criteria: criteria('teapot host:feed.example') });
      expect(found).toMatchObject([{ listing: { name: 'teapot', url: 'https://feed.example/rss' } }]);
      await jobs.configure('renamed', 2, { config: configOf() });
      expect(
        await jobs.search({ ...query, criteria: criteria('name:teapot -host:feed.example') }),
      ).toHaveLength(1);
      await jobs.annotate('renamed', null, 'For Anna’s\nKitchen');
      for (const text of ['note:kitchen', 'anna’s -note:hall', 'name:teapot note:"anna’s"'])
        expect(await jobs.search({ ...query, criteria: criteria(text) })).toHaveLength(1);
    });
  });
}

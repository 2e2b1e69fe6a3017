// What every RemovalStore and every ErasureStore promises.
import type { DeadLetterStore } from '../../domain/upkeep/dead-letter/dead-letter.ts';
import type { StartLinkStore } from '../../domain/job/execution/start-link.ts';
import { sampleLetter } from './dead-letter-store.ts';
import { sampleStartLink } from './start-link-store.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { ERASED_NOTHING, type Removal, type RemovalStore } from '../../domain/job/verb/removal.ts';
import type { StorageStore } from '../../domain/upkeep/clean-up/storage.ts';
import type { VersionStore } from '../../domain/upkeep/clean-up/version-store.ts';
import type { AlertRuleStore } from '../../domain/alert/rule/alert-rule.ts';
import type { AlertStateStore } from '../../domain/alert/rule/alert-store.ts';
import type { IncidentStore } from '../../domain/alert/incident/incident.ts';
import { NEW_RULE_STATE } from '../../domain/price/rule/rule-input.ts';
import { sampleIncident, sampleRule } from './sample-alerts.ts';
import {
  type ErasureStore,
  JOB_ROWS,
  RUN_ROWS,
  type RowKind,
} from '../../domain/upkeep/removal/erasure-store.ts';
import type { JobVersionStore } from '../../domain/config/version/job-version.ts';
import { jobVersionId } from '../../domain/config/version/job-version-id.ts';
import type { EventStore } from '../../domain/system/event/event.ts';
import { keysOfPage } from '../../domain/page/blob-keys.ts';
import type { Page } from '../../domain/page/page.ts';
import type { FailureStore, HistoryStore, PageStore } from '../../domain/page/page-store.ts';
import type { RollbackStore } from '../../domain/page/rollback-store.ts';
import { sampleRolledBack } from './rollback-store.ts';
import type { TemplateStore } from '../../domain/page/template.ts';
import type { FrontierStore } from '../../domain/run/frontier.ts';
import type { ChunkStore, RunStore } from '../../domain/run/run-store.ts';
import {
  minutesLater,
  sampleChange,
  sampleChunk,
  sampleEvent,
  sampleFailure,
  sampleJob,
  samplePage,
  samplePrice,
  sampleRun,
  sampleSnapshot,
  START,
} from './sample-documents.ts';

function sampleRemoval(_id: string, fields: Partial<Removal> = {}): Removal {
  const named = { workspaceId: 'default', name: 'a job', requestedAt: START, lostBy: [] };
  return { _id, ...named, finishedAt: null, ...ERASED_NOTHING, ...fields };
}

export function describeRemovalStore(name: string, create: () => Promise<RemovalStore>): void {
  describe(`removal store on ${name}`, () => {
    let removals: RemovalStore;
    beforeAll(async () => {
      removals = await create();
    });

    it('keeps one removal a job, adds up what is freed, and finishes once', async () => {
      expect(await removals.insert(sampleRemoval('job_1'))).toBe(true);
      expect(await removals.insert(sampleRemoval('job_1'))).toBe(false);
      await removals.note('job_1', { rows: 5, files: 2, bytes: 1_000 });
      await removals.note('job_1', { rows: 1, files: 0, bytes: 5 });
      await removals.noteLost('job_1', [{ jobId: 'job_9', name: 'nine' }]);
      expect((await removals.unfinished(9)).map(({ _id }) => _id)).toEqual(['job_1']);
      const finished = await removals.finish('job_1', minutesLater(1));
      expect(finished).toMatchObject({ rows: 6, files: 2, bytes: 1_005, finishedAt: minutesLater(1) });
      expect(await removals.finish('job_1', minutesLater(2))).toBeNull();
      expect(await removals.get('job_1')).toMatchObject({ lostBy: [{ jobId: 'job_9', name: 'nine' }] });
      expect(await removals.unfinished(9)).toEqual([]);
    });

    it('lists a workspace by id downwards, and forgets what was finished long ago', async () => {
      const own = { workspaceId: 'listed' };
      for (const id of ['job_a', 'job_b', 'job_c']) await removals.insert(sampleRemoval(id, own));
      const idsOf = async (query: object): Promise<string[]> =>
        (await removals.list({ ...own, limit: 2, ...query })).map(({ _id }) => _id);
      expect(await idsOf({})).toEqual(['job_c', 'job_b']);
      expect(await idsOf({ before: 'job_b' })).toEqual(['job_a']);
      await removals.finish('job_a', minutesLater(10));
      await removals.finish('job_b', minutesLater(20));
      expect((await removals.finishedSince(minutesLater(20))).map(({ _id }) => _id)).toEqual(['job_b']);
      expect(await removals.forget(minutesLater(20))).toBeGreaterThanOrEqual(1);
      expect(await idsOf({ limit: 9 })).toEqual(['job_c', 'job_b']);
    });
  });
}

interface Stores {
  readonly runs: RunStore;
  readonly chunks: ChunkStore;
  readonly frontier: FrontierStore;
  readonly pages: PageStore;
  readonly history: HistoryStore;
  readonly failures: FailureStore;
  readonly templates: TemplateStore;
  readonly events: EventStore;
  readonly jobVersions: JobVersionStore;
  readonly incidents: IncidentStore;
  readonly alertRules: AlertRuleStore;
  readonly alertStates: AlertStateStore;
  readonly startLinks: StartLinkStore;
  readonly deadLetters: DeadLetterStore;
  readonly rollbacks: RollbackStore;
  readonly erasure: ErasureStore;
  readonly versions: VersionStore;
  readonly storage: StorageStore;
}

const OF_RUN: readonly RowKind[] = RUN_ROWS;
const OF_JOB: readonly RowKind[] = ['runs', ...JOB_ROWS];

/** A page that names every blob it can name. */
function namingPage(jobId: string): Page {
  const page = samplePage(jobId, 'a');
  if (page.baseline === undefined) return page;
  const more = { outlinksKey: 'blobs/links', seenLinesKey: 'blobs/seen' };
  return { ...page, baseline: { ...page.baseline, ...more } };
}

async function fill(stores: Stores, jobId: string): Promise<void> {
  const owned = { jobId, runId: `run_${jobId}` };
  await stores.runs.insert(sampleRun(owned.runId, { jobId }));
  await stores.chunks.insert(sampleChunk(owned.runId, 1));
  await stores.frontier.offer(owned.runId, 1, [{ urlKey: 'a', url: 'http://shop.test/', depth: 0 }], 0);
  await stores.failures.put([sampleFailure(owned.runId, 'a')]);
  await stores.rollbacks.insert([sampleRolledBack(owned.runId, 'a')]);
  const page = namingPage(jobId);
  await stores.pages.write([{ id: page._id, expectedV: 0, order: 11, set: page }]);
  await stores.history.insertSnapshots([sampleSnapshot(page._id, 1, owned)]);
  await stores.history.insertChanges([sampleChange(page._id, 1, owned)]);
  await stores.history.insertPrices([samplePrice(page._id, 11, owned)]);
  const patterns = ['a pattern'];
  const template = { id: `${jobId}:shop.test`, jobId, host: 'shop.test', urlKey: 'a', patterns };
  await stores.templates.putSamples([template]);
  const { config, name, workspaceId } = sampleJob(jobId);
  const kept = { jobId, workspaceId, version: 1, at: START, by: 'api', name, config, changed: [] };
  await stores.jobVersions.keep({ _id: jobVersionId(jobId, 1), ...kept });
  await stores.startLinks.insert(sampleStartLink(jobId, '1'));
  await stores.deadLetters.note([sampleLetter(`ltr_${jobId}`, { jobId })]);
  await stores.incidents.insert([sampleIncident(`inc_${jobId}`, { job: { id: jobId, name } })]);
  const ruleId = `rule_${jobId}`;
  await stores.alertRules.insert(sampleRule(ruleId, { scope: { kind: 'job', jobId } }));
  const known = { ruleId, jobId, key: 'k', state: NEW_RULE_STATE, pointId: 'p', at: START };
  await stores.alertStates.put([{ _id: `${ruleId}:${page._id}`, ...known }]);
  const thinned = { pageId: page._id, jobId, at: START, textHash: 'text', thinnedAt: START };
  const counted = { versions: 1, pinned: 0, oldestAt: START, newestAt: START, bytes: 9 };
  await stores.storage.put({ _id: jobId, workspaceId, ...counted, runSeq: 1, measuredAt: START });
  const gone = sampleSnapshot(page._id, 2, owned);
  await stores.history.insertSnapshots([gone]);
  await stores.versions.thin([{ _id: gone._id, ...thinned }]);
  await stores.events.insert([
    sampleEvent(`${jobId}-1`, { jobId }),
    sampleEvent(`${jobId}-2`, { jobId, type: 'job.removing' }),
    sampleEvent(`${jobId}-3`, { jobId, type: 'job.removed' }),
  ]);
}

export function describeErasureStore(name: string, create: () => Promise<Stores>): void {
  describe(`erasure store on ${name}`, () => {
    let stores: Stores;
    beforeAll(async () => {
      stores = await create();
      for (const jobId of ['one', 'one2']) await fill(stores, jobId);
    });

    it('finds and erases the rows of one owner and of no other, but for those that tell of a removal', async () => {
      const owners = [...OF_JOB.map((kind) => [kind, 'one']), ...OF_RUN.map((kind) => [kind, 'run_one'])];
      for (const [kind, owner] of owners as [RowKind, string][]) {
        const rows = await stores.erasure.some(kind, owner, 9);
        expect([kind, rows.length]).toEqual([kind, 1]);
        const ids = rows.map(({ id }) => id);
        expect([kind, await stores.erasure.erase(kind, [...ids, 'nobody'])]).toEqual([kind, 1]);
        expect([kind, await stores.erasure.some(kind, owner, 9)]).toEqual([kind, []]);
        const other = await stores.erasure.some(kind, `${owner}2`, 9);
        expect([kind, other.length]).toEqual([kind, 1]);
      }
    });

    it('tells which blobs pages and snapshots name', async () => {
      const { blocksKey, bodyKey } = sampleSnapshot('x', 1);
      expect((await stores.erasure.some('snapshots', 'one2', 9))[0]?.keys).toEqual([blocksKey, bodyKey]);
      const named: string[] = [];
      for await (const keys of stores.erasure.namedKeys()) named.push(...keys);
      const ofPage = keysOfPage(namingPage('one2'));
      expect(ofPage).toHaveLength(4);
      expect(named).toEqual(expect.arrayContaining([blocksKey, bodyKey, ...ofPage]));
      expect((await stores.erasure.some('pages', 'one2', 9))[0]?.keys).toEqual(ofPage);
    });

    it('tells the pictures of versions and pages', async () => {
      const picture = { key: 'archives/A/1.version', width: 1, height: 1 };
      const lastPicture = { key: 'archives/A/2.page', width: 1, height: 1, at: 1 };
      const page = samplePage('one2', 'pictured', { lastPicture });
      if (page.baseline === undefined) throw new Error('the sample has no baseline');
      const set = {
        ...page,
        baseline: { ...page.baseline, picture: { ...picture, key: 'archives/A/3.base' } },
      };
      await stores.pages.write([{ id: page._id, expectedV: 0, order: 11, set }]);
      await stores.history.insertSnapshots([sampleSnapshot(page._id, 7, { jobId: 'one2', picture })]);
      const named: string[] = [];
      for await (const keys of stores.erasure.namedKeys()) named.push(...keys);
      expect(named).toEqual(
        expect.arrayContaining(['archives/A/1.version', 'archives/A/2.page', 'archives/A/3.base']),
      );
    });

    it('tells what the server sent of versions and pages', async () => {
      const served = { key: 'archives/S/1.version', bytes: 9, url: 'https://shop.example/' };
      const page = samplePage('one2', 'served');
      if (page.baseline === undefined) throw new Error('the sample has no baseline');
      const set = {
        ...page,
        baseline: { ...page.baseline, served: { ...served, key: 'archives/S/2.base' } },
      };
      await stores.pages.write([{ id: page._id, expectedV: 0, order: 11, set }]);
      await stores.history.insertSnapshots([sampleSnapshot(page._id, 7, { jobId: 'one2', served })]);
      const named: string[] = [];
      for await (const keys of stores.erasure.namedKeys()) named.push(...keys);
      expect(named).toEqual(expect.arrayContaining(['archives/S/1.version', 'archives/S/2.base']));
    });

    it('tells the pictures of failed steps', async () => {
      const picture = { key: 'archives/A/4.failed', width: 1, height: 1, pageId: 'one2:failed' };
      await stores.failures.put([sampleFailure('drawn', 'failed', { jobId: 'one2', picture })]);
      const named: string[] = [];
      for await (const keys of stores.erasure.namedKeys()) named.push(...keys);
      expect(named).toContain(picture.key);
      expect(await stores.erasure.some('failures', 'drawn', 9)).toEqual([
        { id: 'drawn:failed', keys: [picture.key] },
      ]);
    });

    it('tells the blob of the lines that were told before, which no version names', async () => {
      const page = samplePage('one2', 'lines');
      if (page.baseline === undefined) throw new Error('the sample has no baseline');
      const set = { ...page, baseline: { ...page.baseline, seenLinesKey: 'blobs/seen' } };
      await stores.pages.write([{ id: page._id, expectedV: 0, order: 11, set }]);
      const named: string[] = [];
      for await (const keys of stores.erasure.namedKeys()) named.push(...keys);
      expect(named).toContain('blobs/seen');
    });

    it('spares the lines that a page remembers as told', async () => {
      const { baseline, ...page } = samplePage('seen', 'a');
      const set = { ...page, ...(baseline && { baseline: { ...baseline, seenLinesKey: 'blobs/lines' } }) };
      await stores.pages.write([{ id: page._id, expectedV: 0, order: 11, set }]);
      const basis = { lang: 'en', textLength: 1, finalUrl: page.url, seenLinesKey: 'blobs/lines-before' };
      await stores.history.insertSnapshots([sampleSnapshot(page._id, 1, { basis })]);
      const named: string[] = [];
      for await (const keys of stores.erasure.namedKeys()) named.push(...keys);
      expect(named).toEqual(expect.arrayContaining(['blobs/lines', 'blobs/lines-before']));
    });
  });
}

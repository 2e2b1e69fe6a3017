// A job whose second run stored a wrong price: the page, its versions, changes, prices and alerts, and what rolls them back.
import { mendOn, type MendPorts } from '../../domain/upkeep/mend-run/mend-on.ts';
import { startMend } from '../../domain/upkeep/mend-run/start-mend.ts';
import { finalizeRun } from '../../domain/job/execution/finalize-run.ts';
import type { Mend } from '../../domain/run/mend.ts';
import type { Job } from '../../domain/job/job.ts';
import type { StoreRow } from '../../domain/run/stage/stage-row.ts';
import type { Page } from '../../domain/page/page.ts';
import { sampleIncident, sampleRule } from '../contracts/sample-alerts.ts';
import {
  minutesLater,
  sampleChange,
  sampleChunk,
  samplePage,
  samplePrice,
  sampleRun,
  sampleSnapshot,
  START,
} from '../contracts/sample-documents.ts';
import { createScene, cuttable, putJob, type Scene } from './control-scene.ts';
import { parser } from './unthreaded-reading.ts';
import { storeRow } from './visit-context.ts';

export const PAGE = 'job:kettle';
export const WRONG_RUN = 'run_01JZWR0NGWR0NGWR0NGWR0NGWR';
export const WRONG_AT = minutesLater(10);
const FILE = `runs/${WRONG_RUN}/1/store.01`;
const BASIS = { lang: 'en', textLength: 900, finalUrl: 'http://shop.test/kettle' };

export interface MendScene extends Scene {
  /** Bodies that are kept, by their key. */
  readonly bodies: Map<string, Uint8Array>;
  readonly mending: MendPorts;
}

/** Run 1 saw 24.90, run 2 saw 1.00 and an alert told it. */
export async function createMendScene(job: Partial<Job> = {}): Promise<MendScene> {
  const scene = Object.assign(createScene(), { bodies: new Map<string, Uint8Array>() });
  const { stores } = scene;
  await putJob(scene, { runSeq: 2, state: 'completed', ...job });
  const ended = { state: 'completed', phase: 'crawling', ending: 'completed' } as const;
  await stores.runs.insert(sampleRun(WRONG_RUN, { ...ended, seq: 2, createdAt: WRONG_AT }));
  await stores.chunks.insert(sampleChunk(WRONG_RUN, 1, { state: 'committed', files: { store: FILE } }));
  const snapshot = sampleSnapshot(PAGE, 2, {
    runId: WRONG_RUN,
    at: WRONG_AT,
    basis: BASIS,
    bodyKey: 'body-2',
  });
  await stores.history.insertSnapshots([
    sampleSnapshot(PAGE, 1, { basis: BASIS, bodyKey: 'body-1' }),
    snapshot,
  ]);
  const alerts = [{ ruleId: 'rule_a', incidentId: 'inc_told' }];
  const change = sampleChange(PAGE, 2, {
    runId: WRONG_RUN,
    at: WRONG_AT,
    state: 'confirmed',
    kind: 'price',
    alerts,
    toSnapshot: snapshot._id,
  });
  await stores.history.insertChanges([change]);
  const wrong = samplePrice(PAGE, 21, { runId: WRONG_RUN, at: WRONG_AT, minor: 100, changed: true });
  await stores.history.insertPrices([samplePrice(PAGE, 11), wrong]);
  const rows = [rowOf({ snapshot, changes: [change], prices: [wrong] })];
  await putPage(scene);
  await stores.alertRules.insert(sampleRule('rule_a'));
  await stores.incidents.insert([
    sampleIncident('inc_told', { told: 1, state: 'resolved', resolvedAt: WRONG_AT, run: { id: WRONG_RUN } }),
  ]);
  const mending = portsOf(scene, new Map([[FILE, rows]]));
  return Object.assign(scene, { mending });
}

function rowOf(fields: Partial<StoreRow>): StoreRow {
  const write = { id: PAGE, expectedV: 1, order: 21, set: { lastCheckedAt: WRONG_AT } };
  return storeRow({ reason: 'changed', write, ...fields });
}

async function putPage({ stores }: Scene): Promise<void> {
  const first = samplePage('job', 'kettle', {
    price: { minor: 2_490, currency: 'EUR', availability: 'InStock', at: START },
    lowestMinor: 2_490,
  });
  const { _id: id, baseline } = first;
  await stores.pages.write([{ id, expectedV: 0, order: 11, set: first }]);
  const set: Partial<Page> = {
    ...(baseline && { baseline: { ...baseline, snapshotId: `${PAGE}:2:0a1b2c3d`, at: WRONG_AT } }),
    price: { minor: 100, currency: 'EUR', availability: 'InStock', at: WRONG_AT },
    lowestMinor: 100,
    lastChangedAt: WRONG_AT,
    lastCheckedAt: WRONG_AT,
  };
  await stores.pages.write([{ id, expectedV: 1, order: 21, set }]);
}

function portsOf(
  scene: Omit<MendScene, 'mending'>,
  files: ReadonlyMap<string, readonly StoreRow[]>,
): MendPorts {
  const { stores, ports } = scene;
  const { runs, chunks, clock, hasher, log } = ports;
  return {
    runs,
    chunks,
    clock,
    hasher,
    log,
    pages: cuttable(scene, stores.pages),
    history: cuttable(scene, stores.history),
    rollbacks: cuttable(scene, stores.rollbacks),
    incidents: cuttable(scene, stores.incidents),
    alertRules: stores.alertRules,
    alertStates: cuttable(scene, stores.alertStates),
    files: { read: async (_stage, key) => structuredClone([...(files.get(key) ?? [])]) as never },
    drainOutboxes: async () => undefined,
    parser,
    readBody: async (key) => scene.bodies.get(key) ?? null,
    putBlob: async () => undefined,
  };
}

/** Starts it, does it and ends it, as a workflow would. */
export async function mendNow(scene: MendScene, mend: Mend, ulid: string): Promise<string> {
  const { run } = await startMend(scene.ports, 'job', mend, ulid);
  const { done = 'not done' } = await mendOn(scene.mending, { runId: run._id }, new AbortController().signal);
  const reason = { code: 'all-done', detail: done } as const;
  await finalizeRun(scene.ports, { runId: run._id, ending: 'completed', reason, by: 'workflow' });
  return run._id;
}

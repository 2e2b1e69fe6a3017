// Rows of the default workspace of every kind that a route names by an id, and how each route is asked for them.
import { sampleHold } from '../../contracts/emergency-store.ts';
import { brotliCompressSync } from 'node:zlib';
import { SAMPLE_MESSAGE } from '../../../domain/alert/channel/sample-message.ts';
import type { BlobStore } from '../../../domain/system/blob/blob-store.ts';
import { failureId } from '../../../domain/page/failure-id.ts';
import { writeBlocks } from '../../../domain/page/kept-blocks.ts';
import { createPageLooker } from '../../../activities/preview/look-at-page.ts';
import {
  minutesLater,
  sampleChange,
  samplePage,
  samplePrice,
  sampleSnapshot,
} from '../../contracts/sample-documents.ts';
import { sampleLetter } from '../../contracts/dead-letter-store.ts';
import { sampleIncident, sampleRule, sampleWindow } from '../../contracts/sample-alerts.ts';
import { sampleCleanUp } from '../../contracts/clean-up-stores.ts';
import { sampleLogin } from '../../contracts/login-store.ts';
import { samplePool } from '../../contracts/proxy-pool-store.ts';
import { sampleChannel, sampleDelivery } from '../../contracts/alert-stores.ts';
import { createDispatchScene } from '../../support/dispatch-scene.ts';
import { eventually } from '../../support/eventually.ts';
import { HOURLY, type Harness, T0, putRun } from '../harness.ts';
import { HTML } from '../preview-scene.ts';
import type { KeyOwner } from './callers.ts';

/** What no answer to a stranger may contain: it is in rows of the default workspace alone. */
export const NAME = 'Zanzibar kettles';

const METHODS = ['GET', 'POST', 'PATCH', 'PUT', 'DELETE'] as const;
export interface Route {
  readonly method: (typeof METHODS)[number];
  readonly url: string;
}

/** Every route of the description, as Fastify writes its path. */
export function routesOf({ app }: Harness): Route[] {
  return Object.entries(app.swagger().paths ?? {}).flatMap(([path, item]) =>
    METHODS.filter((method) => Object.hasOwn(item ?? {}, method.toLowerCase())).map((method) => ({
      method,
      url: path.replaceAll(/\{(\w+)\}/g, ':$1'),
    })),
  );
}

export type Rows = Readonly<Record<string, string>>;

/** The ids of the rows, by the name of the parameter. */
export async function fillDefaultWorkspace(harness: Harness, owner: KeyOwner): Promise<Rows> {
  const run = await putRun(harness, 'running');
  const [jobId, runId, urlKey] = [run.jobId, run._id, 'url-key'];
  const pageId = `${jobId}:${urlKey}`;
  await ask(harness, owner, `PATCH /v1/jobs/${jobId}`, { name: NAME, config: { schedule: HOURLY } });
  await putFindings(harness, { jobId, runId, pageId, urlKey });
  const view = { name: NAME, screen: 'jobs', query: 'q=kettles' };
  const tagging = { verb: 'tag', tag: 'kettles', jobIds: [jobId] };
  harness.look = kettlesLook();
  const { bulkId } = await ask(harness, owner, 'POST /v1/bulk-actions', tagging);
  await eventually(async () => (await harness.ports.bulkActions.get(bulkId ?? ''))?.finishedAt ?? null);
  await eventually(async () => (await harness.ports.jobs.get(jobId))?.settingsDue === null);
  return {
    jobId,
    runId,
    pageId,
    urlKey,
    bulkId: bulkId ?? '',
    removedJobId: await putRemoval(harness),
    cleanUpId: await putCleanUp(harness),
    snapshotId: `${pageId}:1:0a1b2c3d`,
    changeId: `${pageId}:2`,
    keyId: owner.keyId,
    workspaceId: 'default',
    version: '1',
    host: 'shop.example',
    ...(await putDelivery(harness)),
    ...(await putHold(harness)),
    ...(await putLogin(harness)),
    ...(await putPool(harness)),
    ...(await putIncident(harness)),
    ...(await putLetter(harness, jobId)),
    ...(await ask(harness, owner, `POST /v1/jobs/${jobId}/triggers`, { name: NAME })),
    ...(await ask(harness, owner, 'POST /v1/views', view)),
    ...(await ask(harness, owner, 'POST /v1/preview', { url: 'https://shop.example/kettles' })),
  };
}

/** The members of the answer that are ids. */
async function ask(
  { app }: Harness,
  { key }: KeyOwner,
  route: `${'POST' | 'PATCH'} ${string}`,
  payload: object,
): Promise<Rows> {
  const [method, url = ''] = route.split(' ');
  const headers = { authorization: `Bearer ${key}`, 'idempotency-key': url };
  const answer = await app.inject({ method: method === 'PATCH' ? method : 'POST', url, headers, payload });
  if (answer.statusCode >= 300) throw new Error(`${route} made no row: ${answer.body}`);
  return Object.fromEntries(
    Object.entries<unknown>(answer.json()).flatMap(([name, id]) =>
      name.endsWith('Id') && typeof id === 'string' ? [[name, id]] : [],
    ),
  );
}

type Ids = Readonly<Record<'jobId' | 'runId' | 'pageId' | 'urlKey', string>>;

async function putFindings({ ports }: Harness, { jobId, runId, pageId, urlKey }: Ids): Promise<void> {
  const { pages, history, events, failures, frontier, blobs } = ports;
  const owner = { jobId, runId, title: NAME };
  const picture = { key: 'kettles-picture', width: 1_280, height: 900 };
  const page = samplePage(jobId, urlKey, { lastPicture: { ...picture, at: T0 } });
  await pages.write([{ id: pageId, expectedV: 0, order: 1, set: page }]);
  const kept = { bodyKey: 'kettles-body', contentType: 'text/html', picture };
  for (const key of [kept.bodyKey, picture.key])
    await (blobs as BlobStore).put(key, brotliCompressSync(Buffer.from(NAME)));
  for (const [v, words] of [
    [1, `${NAME} of copper`],
    [2, `${NAME} of tin`],
  ] as const) {
    const blocksKey = `kettles-${v}`;
    await (blobs as BlobStore).put(blocksKey, brotliCompressSync(writeBlocks([{ path: 'h1', text: words }])));
    const fields = { ...owner, ...kept, blocksKey, textHash: blocksKey, at: minutesLater(v) };
    await history.insertSnapshots([sampleSnapshot(pageId, v, fields)]);
  }
  await history.insertChanges([sampleChange(pageId, 2, owner)]);
  await history.insertPrices([samplePrice(pageId, 3, { jobId, runId, name: NAME })]);
  await frontier.offer(runId, 1, [{ urlKey, url: 'https://shop.example/kettles', depth: 0 }], T0);
  const at = new Date(T0);
  const row = { runId, jobId, url: NAME, outcome: 'failed', reason: 'http-error', detail: '' } as const;
  const failure = { _id: failureId(runId, urlKey), ...row, attempts: 1, at, dead: true };
  await failures.put([{ ...failure, picture: { ...picture, pageId } }]);
  await events.insert([
    { _id: '01E', type: 'job.state', at, workspaceId: 'default', jobId, data: { name: NAME } },
  ]);
}

async function putRemoval({ ports }: Harness): Promise<string> {
  const _id = 'job_gone';
  const requestedAt = new Date(T0);
  const gone = { _id, workspaceId: 'default', name: NAME, requestedAt, finishedAt: null };
  await ports.removals.insert({ ...gone, rows: 0, files: 0, bytes: 0, lostBy: [] });
  return _id;
}

async function putCleanUp({ ports }: Harness): Promise<string> {
  const cleanUp = sampleCleanUp(new Date(T0), { by: NAME });
  await ports.cleanUps.insert(cleanUp);
  return cleanUp._id;
}

async function putIncident({ ports }: Harness): Promise<Rows> {
  const [ruleId, incidentId] = ['rule_kettles', 'inc_kettles'];
  await ports.alertRules.insert(sampleRule(ruleId, { name: NAME }));
  await ports.incidents.insert([sampleIncident(incidentId, { title: NAME, ruleId })]);
  const windowId = 'mnt_kettles';
  await ports.maintenance.insert(sampleWindow(windowId, { reason: NAME }));
  return { ruleId, incidentId, windowId };
}

async function putLetter({ ports }: Harness, jobId: string): Promise<Rows> {
  const letterId = 'ltr_kettles';
  await ports.deadLetters.note([sampleLetter(letterId, { jobId, detail: NAME })]);
  return { letterId };
}

async function putHold({ ports }: Harness): Promise<Rows> {
  const holdId = 'hold_kettles';
  await ports.emergency.insert(sampleHold(holdId, { scope: { kind: 'tag', tag: 'no-job' }, reason: NAME }));
  await ports.holds.refresh();
  return { holdId };
}

async function putLogin({ ports }: Harness): Promise<Rows> {
  const loginId = 'lgn_kettles';
  await ports.logins.insert(sampleLogin(loginId, { name: NAME }));
  return { loginId };
}

async function putPool({ ports }: Harness): Promise<Rows> {
  const poolId = 'pxp_kettles';
  await ports.proxyPools.insert(samplePool(poolId, { name: NAME }));
  return { poolId };
}

async function putDelivery({ ports }: Harness): Promise<Rows> {
  const [channelId, deliveryId] = ['chn_kettles', 'dlv_kettles'];
  await ports.channels.insert(sampleChannel(channelId, { name: NAME }));
  const message = { ...SAMPLE_MESSAGE, title: NAME };
  await ports.deliveries.insert(sampleDelivery(deliveryId, { message, channelId, state: 'dead' }));
  return { channelId, deliveryId };
}

function kettlesLook(): Harness['look'] {
  const page = { body: `<title>${NAME}</title><h1>${NAME}</h1><p>Made of copper.`, headers: HTML };
  const { ports } = createDispatchScene(
    ({ kind }) => (kind === 'robots' ? { outcome: 'http-error', status: 404 } : page),
    ['shop.example'],
  );
  const looker = createPageLooker(ports);
  const picture = { png: Buffer.from(NAME), width: 1_280, height: 1_024 };
  return async (wanted, signal) => ({ ...(await looker.look(wanted, signal)), picture });
}

/** Routes whose parameter names a row of another kind than its name says. */
const PARAMETERS: Readonly<Record<string, Rows>> = { '/v1/removals/:jobId': { jobId: 'removedJobId' } };

/** The path with the ids of the rows. A new parameter has to be told to `fillDefaultWorkspace`. */
export function pathTo({ url }: Pick<Route, 'url'>, rows: Rows): string {
  return url.replaceAll(/:(\w+)/g, (_whole, name: string) => {
    const id = rows[PARAMETERS[url]?.[name] ?? name];
    if (id === undefined) throw new Error(`${url}: fillDefaultWorkspace has to make a row for :${name}`);
    return encodeURIComponent(id);
  });
}

/**
 * Routes with an id in their path. Feeds and start links go by a token that names the workspace; problem types and processes are nobody's;
 * every workspace may have settings of the same tag.
 */
export function hasId({ url }: Route): boolean {
  return (
    url.includes(':') && !/^\/(?:problems|v1\/feeds|v1\/scaling|v1\/tag-settings|v1\/triggers)\//.test(url)
  );
}

/** Bodies that pass the schema of a route, so that the answer is about the id. */
export const BODIES: Readonly<Record<string, object>> = {
  'PATCH /v1/jobs/:jobId': { name: 'taken over' },
  'POST /v1/jobs/:jobId/price-rules/preview': {},
  'POST /v1/jobs/:jobId/change-rules/preview': { changes: {} },
  'PATCH /v1/changes/:changeId': { inbox: 'seen' },
  'PATCH /v1/workspaces/:workspaceId': { name: 'taken over' },
  'PATCH /v1/views/:viewId': { name: 'taken over' },
  'PATCH /v1/alert-rules/:ruleId': { name: 'taken over' },
  'POST /v1/hosts/:host/pause': { reason: 'taken over' },
  'POST /v1/incidents/:incidentId/snooze': { minutes: 5 },
  'PATCH /v1/dead-letters/:letterId': { url: 'https://shop.example/taken-over' },
  'POST /v1/runs/:runId/rerun': {},
  'POST /v1/runs/:runId/rerun-forecast': {},
  'PATCH /v1/logins/:loginId': { name: 'taken over' },
  'PATCH /v1/proxy-pools/:poolId': { name: 'taken over' },
  'POST /v1/proxy-pools/:poolId/test': { url: 'https://shop.example/' },
  'PATCH /v1/channels/:channelId': { name: 'taken over' },
  'POST /v1/channels/:channelId/rotate-key': {},
  'POST /v1/previews/:previewId/select': { selector: 'h1' },
  'POST /v1/previews/:previewId/try': { changes: {} },
  'POST /v1/previews/:previewId/ask': { wish: 'the price' },
};

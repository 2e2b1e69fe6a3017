// A look that ends gives back the lease on its host, however it ends: the next look is not told to wait for nobody.
import { expect, it } from 'vitest';
import { createPageLooker } from '../../../activities/preview/look-at-page.ts';
import { jobConfigSchema } from '../../../domain/config/schema.ts';
import type { ScrapeMessage } from '../../../domain/run/dispatch/message.ts';
import { type Answer, type DispatchScene, createDispatchScene } from '../../support/dispatch-scene.ts';

const HOST = 'shop.test';
const URL = `https://${HOST}/socks`;
/** They open the circuit of a host. */
const FAILURES = 5;
const CUT = new Error('the look is cut off');
const PAGE: Answer = { body: '<p>Socks</p>', headers: { 'content-type': 'text/html' } };
const ANSWERED = ({ kind }: ScrapeMessage): Answer =>
  kind === 'robots' ? { status: 404, outcome: 'http-error' } : PAGE;

function look({ ports }: DispatchScene, signal: AbortSignal) {
  const config = jobConfigSchema.parse({ source: { kind: 'pages', urls: [URL] } });
  const wanted = { previewId: 'prv_1', workspaceId: 'default', url: URL, config, onStep: () => undefined };
  return createPageLooker(ports).look(wanted, signal);
}

/** A scene whose look is cut off as soon as it asks for something of this kind. */
function cutAt(kind: ScrapeMessage['kind']): { scene: DispatchScene; signal: AbortSignal } {
  const cut = new AbortController();
  const scene = createDispatchScene((message) => {
    if (message.kind !== kind) return ANSWERED(message);
    cut.abort(CUT);
    return null;
  });
  return { scene, signal: cut.signal };
}

const holderOf = async ({ stores }: DispatchScene) => (await stores.hosts.get(HOST))?.leaseHolder ?? '';

it('that is cut off while robots.txt is asked for', async () => {
  const { scene, signal } = cutAt('robots');
  await expect(look(scene, signal)).rejects.toBe(CUT);
  expect(await holderOf(scene)).toBe('');
  scene.answer = ANSWERED;
  expect(await look(scene, AbortSignal.timeout(5_000))).toMatchObject({ row: { result: 'fetched' } });
});

it('that is cut off while the page is asked for', async () => {
  const { scene, signal } = cutAt('page');
  await expect(look(scene, signal)).rejects.toBe(CUT);
  expect(await holderOf(scene)).toBe('');
});

it('that is cut off while it probes a host that kept failing', async () => {
  const { scene, signal } = cutAt('page');
  const { stores } = scene;
  const before = Date.now() - 3_600_000;
  for (let n = 0; n < FAILURES; n += 1) await stores.hosts.noteFailure(HOST, { at: before, pauseMs: 1_000 });
  await stores.hosts.saveRobots(HOST, { fetchedAt: Date.now(), status: 'allow-all', text: '' });
  await expect(look(scene, signal)).rejects.toBe(CUT);
  expect(await holderOf(scene)).toBe('');
});

it('that ends well', async () => {
  const scene = createDispatchScene(ANSWERED);
  expect(await look(scene, AbortSignal.timeout(5_000))).toMatchObject({ row: { result: 'fetched' } });
  expect(await holderOf(scene)).toBe('');
});

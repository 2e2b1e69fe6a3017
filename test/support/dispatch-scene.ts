// A dispatcher without a broker: what it publishes is answered at once, by a function of the message. Stores and blobs in
// memory, the clock is the machine's plus what a test adds.
import { createPictureCoder } from '../../adapters/picture/picture-coder.ts';
import type { PictureCoder } from '../../domain/page/picture-coder.ts';
import { createHash } from 'node:crypto';
import { AnswerRouter } from '../../activities/scrape/answer-router.ts';
import type { DiscoverPorts } from '../../activities/source/discover.ts';
import { RunPermits } from '../../activities/scrape/run-permits.ts';
import { HostCache } from '../../activities/scrape/host-cache.ts';
import { ProxyRoutes } from '../../activities/proxy-routes.ts';
import { createStageFiles } from '../../adapters/blobs/stage-files.ts';
import { createMemoryBlobStore } from './memory/blob-store.ts';
import { createMemoryStores } from './memory/memory-stores.ts';
import type { ScrapeAnswer, ScrapeMessage } from '../../domain/run/dispatch/message.ts';
import type { PackSlice } from '../../domain/run/pack-slice.ts';
import { createRunCache } from '../../domain/run/stage/run-cache.ts';
import { type NotedAnswer, packNoted } from '../../domain/web/fetch/noted-answer.ts';
import { parseAllowHosts } from '../../domain/web/egress/policy.ts';
import type { EmergencyHold } from '../../domain/job/hold/emergency-hold.ts';
import { BUILT_IN_BOOK } from '../../domain/job/limit/plan.ts';
import { createSilentLog } from './silent-log.ts';

export type Answer = Partial<ScrapeAnswer> & {
  readonly body?: string | Uint8Array;
  /** The JSON that its page got while a browser opened it. */
  readonly got?: readonly NotedAnswer[];
};

export interface DispatchScene {
  readonly ports: DiscoverPorts & { readonly pictures: PictureCoder };
  readonly stores: ReturnType<typeof createMemoryStores>;
  readonly published: ScrapeMessage[];
  answer: (message: ScrapeMessage) => Answer | null;
  /** Added to the machine's clock. */
  aheadMs: number;
  diskFull: boolean;
  holds: readonly EmergencyHold[];
  /** How often the dispatcher asked for them. */
  holdLooks: number;
}

export function createDispatchScene(
  answer: DispatchScene['answer'],
  ownHosts: readonly string[] = ['shop.test'],
): DispatchScene {
  const stores = createMemoryStores();
  const blobs = createMemoryBlobStore();
  const router = new AnswerRouter();
  const published: ScrapeMessage[] = [];
  const scene = {
    stores,
    published,
    answer,
    aheadMs: 0,
    diskFull: false,
    holds: [] as readonly EmergencyHold[],
    holdLooks: 0,
  };
  let ulids = 0;
  const now = (): Date => new Date(Date.now() + scene.aheadMs);
  const respond = async (message: ScrapeMessage): Promise<void> => {
    const answered = scene.answer(message);
    if (answered === null) return;
    const { body, got, ...fields } = answered;
    const key = `runs/${message.runId}/${message.chunkNo}/pack.${message.urlKey}`;
    if (body !== undefined) await blobs.put(key, Buffer.from(body));
    const pack = body === undefined ? {} : { pack: { key, offset: 0, length: Buffer.byteLength(body) } };
    const noted = got === undefined ? {} : { noted: await keepNoted(`${key}.noted`, got) };
    router.route([{ ...toAnswer(message, now().getTime()), ...pack, ...noted, ...fields }]);
  };
  const keepNoted = async (key: string, got: readonly NotedAnswer[]): Promise<PackSlice> => {
    const bytes = packNoted(got);
    await blobs.put(key, bytes);
    return { key, offset: 0, length: bytes.length };
  };
  const ports: DiscoverPorts & { pictures: PictureCoder } = {
    ...stores,
    findRun: createRunCache(stores.runs),
    planBook: BUILT_IN_BOOK,
    blobs,
    files: createStageFiles(blobs),
    clock: { now },
    ids: { ulid: () => `01JZ${String((ulids += 1)).padStart(22, '0')}` },
    hasher: { sha256: (data) => createHash('sha256').update(data).digest('base64url') },
    log: createSilentLog(),
    pictures: createPictureCoder(),
    broker: {
      replyTo: 'replies',
      reachable: () => true,
      publish: async (messages) => {
        published.push(...messages);
        setImmediate(() => void Promise.all(messages.map(respond)));
      },
      onAnswers: () => undefined,
      onReconnect: () => undefined,
      depth: async () => 0,
    },
    eventBroker: { publishEvent: async () => undefined },
    disk: { isFull: () => scene.diskFull },
    holds: {
      standing: () => {
        scene.holdLooks += 1;
        return scene.holds;
      },
    },
    router,
    permits: new RunPermits(stores.runs),
    hostCache: new HostCache(stores.hosts),
    proxyRoutes: new ProxyRoutes(stores, createSilentLog()),
    random: () => 0.5,
    ownHosts: parseAllowHosts(ownHosts.join(',')).entries,
    userAgent: 'Webloom',
    urlKeyOf: (url) => `key ${url}`,
  };
  return Object.assign(scene, { ports });
}

function toAnswer(message: ScrapeMessage, fetchedAt: number): ScrapeAnswer {
  const { runId, chunkNo, urlKey, visit, attempt, kind, url } = message;
  return {
    runId,
    chunkNo,
    urlKey,
    visit,
    attempt,
    kind,
    fetchedAt,
    outcome: 'fetched',
    status: 200,
    finalUrl: url,
    retryable: false,
    headers: {},
    wireBytes: 100,
    elapsedMs: 5,
  };
}

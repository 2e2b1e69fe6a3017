// Looks at one page for a preview the way a run does: robots.txt first, then the host's turn, then a message to the
// scrapers, which alone reach the web. What was fetched is taken out of the blob store at once.
import { type ChunkLimits, SOURCE_LIMITS } from '../../domain/run/dispatch/chunk-end.ts';
import { WaitingVisit } from '../../domain/run/dispatch/waiting-visit.ts';
import type { Look, PageLooker, WantedLook } from '../../domain/job/preview/page-looker.ts';
import { previewRun } from '../../domain/job/preview/preview-run.ts';
import { opensInBrowser, renderModeOf } from '../../domain/run/render/render-wish.ts';
import type { PackSlice } from '../../domain/run/pack-slice.ts';
import { runFolder } from '../../domain/run/stage/stage-key.ts';
import type { ScrapeRow } from '../../domain/run/stage/stage-row.ts';
import { type NotedAnswer, parseNoted } from '../../domain/web/fetch/noted-answer.ts';
import type { PagePicture } from '../../domain/web/fetch/page-picture.ts';
import { SLOT_WINDOW_MS } from '../../domain/web/politeness/pace.ts';
import { urlHost } from '../../domain/web/url/key.ts';
import { readBody } from '../pack/read-pack.ts';
import { ChunkDispatch } from '../scrape/chunk-dispatch.ts';
import type { DispatchPorts } from '../scrape/dispatch-ports.ts';
import { toFacts } from '../scrape/run-facts.ts';
import { given } from '../../domain/system/given.ts';
import { createPromptBroker } from './prompt-broker.ts';

/** Somebody waits: a host whose turn comes later than this is told, not waited for. */
const LIMITS: ChunkLimits = { ...SOURCE_LIMITS, horizonMs: 6_000, maxMs: 9_000 };
/** The first page of an installation that has rendered nothing lately waits for the browser, too. */
const RENDER_LIMITS: ChunkLimits = { ...LIMITS, maxMs: 25_000 };
/** The same for one that takes steps on it. */
const STEPS_LIMITS: ChunkLimits = { ...LIMITS, maxMs: 45_000 };
const CHUNK_NO = 1;

export function createPageLooker(ports: DispatchPorts): PageLooker {
  return { look: (wanted, signal) => lookAt(ports, wanted, signal) };
}

async function lookAt(ports: DispatchPorts, wanted: WantedLook, signal: AbortSignal): Promise<Look> {
  const now = ports.clock.now();
  const { url } = wanted;
  const dueAt = now.getTime();
  const visit = {
    urlKey: ports.urlKeyOf(url),
    url,
    depth: 0,
    visit: 1,
    attempts: 0,
    dueAt,
    firstDueAt: dueAt,
    ...given({ render: wanted.render }),
  };
  const page = new WaitingVisit(visit, wanted.kind ?? 'page', dueAt);
  const known = { render: wanted.render, renderedSince: null, isNew: true };
  const inBrowser = opensInBrowser(renderModeOf(wanted.config), known, dueAt);
  if (inBrowser) page.openInBrowser();
  const run = previewRun({ ...wanted, inBrowser }, now);
  const waiting = [page];
  const prompt = createPromptBroker(ports.broker, { signal, onStep: wanted.onStep });
  const told: DispatchPorts = { ...ports, broker: prompt.broker };
  const facts = {
    ...(await toFacts(told, run, waiting)),
    notesAnswers: true,
    mostCallsMs: SLOT_WINDOW_MS,
  } as const;
  const dispatch = new ChunkDispatch(told, facts, {
    chunkNo: CHUNK_NO,
    visits: waiting,
  });
  try {
    const [row] = await dispatch.run(prompt.signal, limitsOf(wanted, inBrowser));
    if (row === undefined) throw new Error('a dispatch ended without its row');
    const host = await ports.hosts.get(urlHost(row.finalUrl ?? url));
    const picture = await takePicture(ports, row);
    const noted = await takeNoted(ports, row);
    return { row, body: await takeBytes(ports, row.pack), host, ...given({ picture, noted }) };
  } finally {
    prompt.close();
    dispatch.abandon();
    await giveBackLeases(ports, dispatch, run._id);
    await dropFiles(ports, run._id);
  }
}

function limitsOf({ config }: WantedLook, inBrowser: boolean): ChunkLimits {
  if (!inBrowser) return LIMITS;
  return config.fetch.steps === undefined ? RENDER_LIMITS : STEPS_LIMITS;
}

/** Somebody may look again at once, while the lease would last for as long as an answer could take. Best effort: it ends by itself. */
async function giveBackLeases(
  { log }: DispatchPorts,
  dispatch: ChunkDispatch,
  previewId: string,
): Promise<void> {
  try {
    await dispatch.release();
  } catch (error) {
    log.warn({ previewId, err: error }, 'The leases of a preview could not be given back');
  }
}

async function takePicture(ports: DispatchPorts, { picture }: ScrapeRow): Promise<PagePicture | undefined> {
  const png = await takeBytes(ports, picture);
  return png === null || picture === undefined
    ? undefined
    : { png, width: picture.width, height: picture.height };
}

async function takeNoted(
  ports: DispatchPorts,
  { noted }: ScrapeRow,
): Promise<readonly NotedAnswer[] | undefined> {
  const bytes = await takeBytes(ports, noted);
  return bytes === null ? undefined : parseNoted(bytes);
}

async function takeBytes({ blobs }: DispatchPorts, slice: PackSlice | undefined): Promise<Uint8Array | null> {
  if (slice === undefined) return null;
  const bytes = await readBody(blobs, slice);
  return bytes === null ? null : Uint8Array.from(bytes);
}

/** Best effort: what remains goes with the sweep of files that belong to no run. */
async function dropFiles({ blobs, log }: DispatchPorts, runId: string): Promise<void> {
  try {
    const keys: string[] = [];
    for await (const key of blobs.list(runFolder(runId))) keys.push(key);
    await blobs.delete(keys);
  } catch (error) {
    log.warn({ runId, err: error }, 'The files of a preview could not be dropped');
  }
}

// The scrape stage: takes a chunk's visits through the scrapers at their hosts' pace. Answers are kept in a
// checkpoint file every few seconds; a new attempt goes on from there. An attempt that finds the chunk
// scraped only reports the result.
import { Context } from '@temporalio/activity';
import { PAGE_LIMITS } from '../../domain/run/dispatch/chunk-end.ts';
import { WaitingVisit } from '../../domain/run/dispatch/waiting-visit.ts';
import { pageId } from '../../domain/page/page-id.ts';
import type { Page } from '../../domain/page/page.ts';
import { chunkId } from '../../domain/run/chunk-id.ts';
import type { Chunk, ChunkState } from '../../domain/run/chunk.ts';
import { WebloomError, isWebloomError } from '../../domain/system/errors.ts';
import type { Run } from '../../domain/run/run.ts';
import { stageKey } from '../../domain/run/stage/stage-key.ts';
import type { ScrapeRow } from '../../domain/run/stage/stage-row.ts';
import { comparesPictures } from '../../domain/change/picture/picture-rules.ts';
import { keptPictures, opensInBrowser, renderModeOf } from '../../domain/run/render/render-wish.ts';
import { extractionVersion } from '../../domain/run/stage/extraction-version.ts';
import type { ChunkRef, ScrapeResult } from '../contract.ts';
import { startProgress } from '../progress.ts';
import { finishedNow } from '../stage-time.ts';
import { whenRoom } from '../when-room.ts';
import { Checkpoint } from './checkpoint.ts';
import { ChunkDispatch } from './chunk-dispatch.ts';
import type { DispatchPorts } from './dispatch-ports.ts';
import { toFacts } from './run-facts.ts';
import { given } from '../../domain/system/given.ts';

export function createScrape(ports: DispatchPorts): { scrape(input: ChunkRef): Promise<ScrapeResult> } {
  return { scrape: (input) => scrapeChunk(ports, input) };
}

async function scrapeChunk(ports: DispatchPorts, chunk: ChunkRef): Promise<ScrapeResult> {
  const { turns } = ports.hostCache;
  const begun = turns.begin(chunk.runId, chunk.chunkNo);
  try {
    const run = await ports.findRun(chunk.runId);
    const document = await needChunk(ports, chunk);
    const known = await knownResult(ports, document);
    if (known !== null) return known;
    const visits = await readVisits(ports, document);
    return await fetchVisits(ports, run, { ...chunk, visits, begun, from: document.state });
  } finally {
    begun();
  }
}

/**
 * What an earlier attempt has scraped, if its report was lost or a later stage could not read it. Null: nothing, or the file
 * holds something else by now, so that the pages are fetched again.
 */
async function knownResult(ports: DispatchPorts, { files }: Chunk): Promise<ScrapeResult | null> {
  if (files.scrape === undefined) return null;
  try {
    return await readResult(ports, files.scrape);
  } catch (error) {
    if (!isWebloomError(error) || error.code !== 'file-foreign') throw error;
    ports.log.warn({ err: error }, 'A scraped chunk is fetched again');
    return null;
  }
}

async function needChunk({ chunks }: DispatchPorts, { runId, chunkNo }: ChunkRef): Promise<Chunk> {
  const chunk = await chunks.get(runId, chunkNo);
  if (chunk === null)
    throw new WebloomError('data-corrupt', `Chunk ${chunkNo} of ${runId} has no document.`, {
      facts: { runId, chunkNo },
    });
  return chunk;
}

async function readVisits(
  { files, clock }: DispatchPorts,
  { planFile, chunkNo }: Chunk,
): Promise<WaitingVisit[]> {
  const planned = (await files.read('plan', planFile)).filter((row) => row.chunkNo === chunkNo);
  const now = clock.now().getTime();
  return planned.map((row) => new WaitingVisit(row, 'page', now));
}

interface FetchedChunk extends ChunkRef {
  readonly visits: WaitingVisit[];
  readonly begun: () => void;
  /** The state it was found in: `scraped` where its file holds something else by now. */
  readonly from: ChunkState;
}

async function fetchVisits(
  ports: DispatchPorts,
  run: Run,
  { runId, chunkNo, visits, begun, from }: FetchedChunk,
): Promise<ScrapeResult> {
  const context = Context.current();
  const checkpoint = new Checkpoint(ports, { runId, chunkNo }, (key) => context.heartbeat(key));
  if (context.info.attempt > 1) await checkpoint.restore(visits);
  const facts = await toFacts(ports, run, visits);
  const dispatch = new ChunkDispatch(ports, facts, { chunkNo, visits });
  await prepareVisits(ports, run, visits, dispatch);
  checkpoint.start(() => dispatch.rows);
  const startedAt = ports.clock.now().getTime();
  const progress = startProgress(ports, run, {
    startedAt,
    chunkNo,
    visits: visits.length,
    done: () => dispatch.answered,
  });
  try {
    dispatch.queueUp();
    begun();
    const silenceMs = run.config.fetch.deadlineMs + PAGE_LIMITS.silenceMs;
    const rows = await dispatch.run(context.cancellationSignal, { ...PAGE_LIMITS, silenceMs });
    const key = stageKey(runId, chunkNo, 'scrape', ports.ids.ulid());
    await whenRoom(() => ports.files.write('scrape', key, rows), context.cancellationSignal);
    const moved = await ports.chunks.move(chunkId(runId, chunkNo), [from === 'scraped' ? from : 'planned'], {
      state: 'scraped',
      answered: rows.filter((row) => row.result !== 'deferred').length,
      files: { scrape: key },
      times: { scrape: { startedAt, ...finishedNow(ports) } },
    });
    return moved === null ? await resultOfTwin(ports, { runId, chunkNo }, key) : toResult(key, rows);
  } catch (error) {
    await checkpoint.save(dispatch.rows);
    throw error;
  } finally {
    dispatch.abandon();
    checkpoint.stop();
    progress.stop();
  }
}

/** A parallel attempt was faster: its file is the one that the chunk's document names. */
async function resultOfTwin(
  ports: DispatchPorts,
  { runId, chunkNo }: ChunkRef,
  own: string,
): Promise<ScrapeResult> {
  const chunk = await ports.chunks.get(runId, chunkNo);
  return readResult(ports, chunk?.files.scrape ?? own);
}

async function readResult(ports: DispatchPorts, file: string): Promise<ScrapeResult> {
  return toResult(file, await ports.files.read('scrape', file));
}

/**
 * Sets which of them a browser opens, and conditional headers for the others that were extracted by today's rules, at the
 * URL of their validators.
 */
async function prepareVisits(
  ports: DispatchPorts,
  run: Run,
  visits: readonly WaitingVisit[],
  dispatch: ChunkDispatch,
): Promise<void> {
  const pages = await ports.pages.getMany(visits.map(({ visit }) => pageId(run.jobId, visit.urlKey)));
  const version = extractionVersion(run.config, ports.hasher);
  const render = renderModeOf(run.config);
  const now = ports.clock.now().getTime();
  for (const waiting of visits) {
    const { visit, mode } = waiting;
    const page = pages.get(pageId(run.jobId, visit.urlKey));
    const renderedSince = page?.baseline?.rendered?.since ?? null;
    const isNew = page?.baseline === undefined;
    if (opensInBrowser(render, { render: visit.render, renderedSince, isNew }, now)) waiting.openInBrowser();
    const pictured = picturedHash(run, page);
    if (pictured !== null) dispatch.setPictured(visit.urlKey, pictured);
    if (mode === 'done' || page === undefined || !mayAsk(page, version, visit.url)) continue;
    const { etag, lastModified } = page.baseline ?? {};
    if (etag === undefined && lastModified === undefined) continue;
    dispatch.setValidators(visit.urlKey, {
      ...given({ etag, lastModified }),
    });
  }
}

/** Of the stored body; null: a picture is wanted whatever the page shows. */
function picturedHash({ config }: Run, page: Page | undefined): string | null {
  const { picture, rawHash } = page?.baseline ?? {};
  const isEnough = keptPictures(config.fetch) === 'changes' && !comparesPictures(config.changes);
  return isEnough && picture !== undefined ? (rawHash ?? null) : null;
}

function mayAsk(page: Page, version: string, url: string): boolean {
  const { baseline } = page;
  return (
    page.state === 'live' &&
    baseline?.extractionVersion === version &&
    baseline.finalUrl === url &&
    page.pendingChange === undefined
  );
}

function toResult(file: string, rows: readonly ScrapeRow[]): ScrapeResult {
  const deferred = rows.filter((row) => row.result === 'deferred').length;
  const readable = rows.filter((row) => row.result === 'fetched' || row.result === 'not-modified').length;
  const isGateClosed = rows.some(({ result, reason }) => result === 'deferred' && reason === 'gate-closed');
  return {
    file,
    rows: rows.length,
    answered: rows.length - deferred,
    readable,
    deferred,
    ...(isGateClosed ? { gateClosed: true } : {}),
  };
}

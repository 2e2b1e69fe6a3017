// One URL of a run: how it ended and why, as a row of a list and as a story.
import { CHANGE_STEPS } from '../../../domain/change/step.ts';
import { parseFailureId } from '../../../domain/page/failure-id.ts';
import type { Change } from '../../../domain/page/page.ts';
import type { Failure } from '../../../domain/page/page-store.ts';
import { shownDepth } from '../../../domain/run/plan/select-links.ts';
import { FALLBACKS, isFallbackKind } from '../../../domain/run/fallback/fallback.ts';
import type { FrontierEntry } from '../../../domain/run/frontier.ts';
import { parseFrontierId } from '../../../domain/run/frontier-id.ts';
import { isTerminal } from '../../../domain/run/lifecycle.ts';
import type { Run } from '../../../domain/run/run.ts';
import type { StoreRow } from '../../../domain/run/stage/stage-row.ts';
import { type ChunkOutcomes, openOutcome } from '../../query/outcome-rows.ts';
import type { RunPageRow } from '../../query/run/list-run-pages.ts';
import type { FailureView, PageStory, RunPageView } from '../../schemas/run/run.ts';
import { toPictureSize } from '../page-view.ts';
import { meaningOf } from './run-view.ts';

function timeOf(epochMs: number | undefined): string | null {
  return epochMs === undefined || epochMs <= 0 ? null : new Date(epochMs).toISOString();
}

/** What is shown of a page that has no row yet. */
const UNSEEN = {
  reason: null,
  status: null,
  pageType: null,
  elapsedMs: null,
  fetchedAt: undefined,
  changes: [],
} as const;

export function toRunPage(
  run: Pick<Run, 'state'>,
  { entry, outcomes }: RunPageRow,
  links: Record<string, string>,
): RunPageView {
  const { urlKey } = parseFrontierId(entry._id);
  const row = outcomes?.rows.get(urlKey);
  const isOver = isTerminal(run.state);
  const ended = endedRow(entry, row, isOver);
  const { attempts, visit } = row ?? entry;
  const { status, pageType, elapsedMs, fetchedAt, changes, reason: told } = { ...UNSEEN, ...row };
  const waiting = entry.round === 0 && !isOver;
  const reason = ended === undefined && isOver ? 'stopped' : told;
  return {
    urlKey,
    url: entry.url,
    depth: shownDepth(entry.depth),
    outcome: ended?.outcome ?? openOutcome(entry, outcomes?.chunk ?? null, isOver),
    reason,
    means: reason === null ? null : meaningOf(reason).means,
    status,
    pageType,
    attempts,
    visit,
    elapsedMs,
    fetchedAt: timeOf(fetchedAt),
    dueAt: waiting ? timeOf(entry.dueAt) : null,
    changes: changes.length,
    missingFields: [...(ended?.missingFields ?? [])],
    fallbacks: takenBy(ended),
    links,
  };
}

/** The row that says how the page ended; a second look that never came leaves the outcome of the first. */
function endedRow(entry: FrontierEntry, row: StoreRow | undefined, isOver: boolean): StoreRow | undefined {
  const isSettled = entry.round !== 0 || isOver;
  return isSettled && row?.outcome !== 'deferred' ? row : undefined;
}

/** What is shown of a visit whose chunk has no row of it yet. */
const IN_FLIGHT = {
  visit: 1,
  outcome: 'in-flight',
  reason: null,
  detail: null,
  status: null,
  attempts: 0,
  requests: 0,
  wireBytes: 0,
  elapsedMs: 0,
  waitMs: 0,
  fetchedAt: undefined,
  pageType: null,
  why: [],
  step: null,
} as const;

export function toStoryVisit(
  { chunk }: ChunkOutcomes,
  row: StoreRow | undefined,
): PageStory['visits'][number] {
  const seen = { ...IN_FLIGHT, ...row };
  return {
    chunkNo: chunk.chunkNo,
    chunkState: chunk.state,
    visit: seen.visit,
    outcome: seen.outcome,
    reason: seen.reason,
    means: seen.reason === null ? null : meaningOf(seen.reason).means,
    detail: seen.detail,
    status: seen.status,
    attempts: seen.attempts,
    requests: seen.requests,
    wireBytes: seen.wireBytes,
    elapsedMs: seen.elapsedMs,
    waitMs: seen.waitMs,
    fetchedAt: timeOf(seen.fetchedAt),
    pageType: seen.pageType,
    why: [...seen.why],
    fallbacks: takenBy(row),
    step: seen.step,
  };
}

function takenBy(row: StoreRow | undefined): RunPageView['fallbacks'] {
  return (row?.fallbacks ?? []).filter(({ kind }) => isFallbackKind(kind)).map((one) => ({ ...one }));
}

/** The answers to "why?", most important first. */
export function tellStory(
  page: RunPageView,
  visits: PageStory['visits'],
  changes: readonly Change[],
): string[] {
  const last = visits.at(-1);
  const lines = [headline(page)];
  if (last?.detail) lines.push(last.detail);
  for (const change of changes) lines.push(`${change.summary} (${change.severity}, ${change.state})`);
  lines.push(...(last?.why ?? []).filter((line) => line !== last?.detail));
  for (const { kind, detail } of last?.fallbacks ?? []) lines.push(`${FALLBACKS[kind].said}: ${detail}`);
  if (last?.step) lines.push(`decided by the step “${last.step}”: ${CHANGE_STEPS[last.step]}`);
  if (last !== undefined && last.requests > 1)
    lines.push(`It took ${last.requests} requests and ${last.waitMs} ms of waiting for the host's pace.`);
  if (visits.length > 1) lines.push(`It was looked at ${visits.length} times in this run.`);
  const found = foundInWords(page.depth);
  return found === null ? lines : [...lines, found];
}

function foundInWords(depth: number | null): string | null {
  if (depth === null) return 'It is an item of a listing.';
  if (depth === 0) return null;
  return `It was found ${depth === 1 ? 'one link' : `${depth} links`} away from the source.`;
}

function headline({ outcome, reason, means, status, dueAt }: RunPageView): string {
  const http = status === null ? '' : ` (HTTP ${status})`;
  if (outcome === 'pending')
    return dueAt === null
      ? 'It waits for its turn.'
      : `It waits until ${dueAt}${means === null ? '.' : `: ${means}`}`;
  if (outcome === 'in-flight') return 'It is being worked on.';
  return `${outcome}${http}: ${means === null || means === '' ? (reason ?? '') : means}`;
}

export function toFailureView(failure: Failure): FailureView {
  return {
    urlKey: parseFailureId(failure._id).urlKey,
    url: failure.url,
    outcome: failure.outcome,
    reason: failure.reason,
    means: meaningOf(failure.reason).means,
    detail: failure.detail,
    status: failure.status ?? null,
    attempts: failure.attempts,
    dead: failure.dead,
    at: failure.at.toISOString(),
    picture: toPictureSize(failure.picture),
  };
}

// Applies the outcome rows of a chunk: blobs, snapshots, pages by compare-and-set, then the events of the
// outboxes. Every step is insert-only or guarded by `v` and `order`, so a replay changes nothing.
import { failureId } from '../../domain/page/failure-id.ts';
import { toInbox } from '../../domain/page/inbox.ts';
import { pageId, parsePageId } from '../../domain/page/page-id.ts';
import { awaitsRelease } from '../../domain/job/gate/pending-release.ts';
import type { Change, Page } from '../../domain/page/page.ts';
import type { Failure } from '../../domain/page/page-store.ts';
import type { Run } from '../../domain/run/run.ts';
import { countsAsFailure } from '../../domain/run/outcome.ts';
import type { StoreRow } from '../../domain/run/stage/stage-row.ts';
import { reviveDates } from '../../domain/run/visit/revive-dates.ts';
import type { ApplyPorts } from './apply-ports.ts';
import { keepBodies } from './keep-bodies.ts';
import { findingsOf } from '../../domain/run/visit/findings.ts';
import { publishEvents, toldChanges } from './publish-events.ts';
import { given } from '../../domain/system/given.ts';

/** URL keys of the pages that were not written. */
export interface Missed {
  /** A later run or look has written the page already. */
  readonly superseded: ReadonlySet<string>;
  /** An older write has changed the page since the decision, so the visit has to be decided again. */
  readonly overtaken: ReadonlySet<string>;
}

export async function applyRows(ports: ApplyPorts, run: Run, stored: readonly StoreRow[]): Promise<Missed> {
  const rows = stored.map((row) => reviveDates(row));
  await keepBodies(ports, rows);
  await ports.history.insertSnapshots(
    rows.flatMap((row) => (row.snapshot === undefined ? [] : [row.snapshot])),
  );
  await ports.history.putPictures(rows.flatMap((row) => (row.portrait === undefined ? [] : [row.portrait])));
  await ports.history.putServed(
    rows.flatMap((row) => (row.servedLater === undefined ? [] : [row.servedLater])),
  );
  await drainEarlier(ports, run, rows);
  const missed = await writePages(ports, run, rows);
  const samples = rows.flatMap((row) => (row.sample === undefined ? [] : [row.sample]));
  if (samples.length > 0) await ports.templates.putSamples(samples);
  const live = rows.filter(({ urlKey }) => !missed.superseded.has(urlKey) && !missed.overtaken.has(urlKey));
  await announceRows(ports, run, live);
  await ports.failures.forgetPictures(outdatedPictures(run, live));
  await ports.failures.put(live.flatMap((row) => failureOf(run, row)));
  await ports.failures.withdraw(live.flatMap((row) => withdrawnFailure(run, row)));
  return missed;
}

/**
 * Publishes what the outbox of a page still holds from an earlier write, before the page is written again.
 */
async function drainEarlier(ports: ApplyPorts, run: Run, rows: readonly StoreRow[]): Promise<void> {
  const ids = rows.flatMap((row) => (row.write === undefined ? [] : [row.write.id]));
  const pages = await ports.pages.getMany(ids);
  const waiting = [...pages.values()].filter((page) => page.outbox.length > 0);
  if (waiting.length > 0) await drainOutboxes(ports, run, waiting);
}

/** Publishes what the outboxes of these pages hold, from the outcome files they name. */
export async function drainOutboxes(ports: ApplyPorts, run: Run, pages: readonly Page[]): Promise<void> {
  const keys = new Set(pages.flatMap((page) => page.outbox.map((entry) => entry.key)));
  for (const key of keys) {
    const rows = (await ports.files.read('store', key)).map((row) => reviveDates(row));
    const wanted = new Set(
      pages.flatMap((page) => page.outbox.filter((entry) => entry.key === key).map((entry) => entry.row)),
    );
    await announceRows(
      ports,
      run,
      rows.filter((_, index) => wanted.has(index)),
    );
  }
}

async function writePages(ports: ApplyPorts, run: Run, rows: readonly StoreRow[]): Promise<Missed> {
  const writes = rows.flatMap((row) => (row.write === undefined ? [] : [row.write]));
  const touches = rows.flatMap((row) => (row.touch === undefined ? [] : [row.touch]));
  const missed = [...(await ports.pages.write(writes)), ...(await ports.pages.touch(touches))];
  const superseded = new Set<string>();
  const overtaken = new Set<string>();
  if (missed.length === 0) return { superseded, overtaken };
  const orders = new Map([...writes, ...touches].map((write) => [write.id, write.order]));
  const pages = await ports.pages.getMany(missed);
  for (const id of missed) {
    const standing = pages.get(id)?.order ?? 0;
    const ours = orders.get(id) ?? 0;
    // An equal order is this chunk's own write, replayed.
    if (standing === ours) continue;
    const { urlKey } = parsePageId(id);
    if (standing > ours) superseded.add(urlKey);
    else overtaken.add(urlKey);
  }
  return { superseded, overtaken };
}

async function announceRows(ports: ApplyPorts, run: Run, found: readonly StoreRow[]): Promise<void> {
  const isHeld = awaitsRelease(run);
  const rows = isHeld ? found.map(unreleasedRow) : found;
  const changes = rows.flatMap((row) => row.changes);
  const prices = rows.flatMap((row) => row.prices);
  if (changes.length > 0)
    await ports.history.insertChanges(changes.map((change) => toInbox(run.workspaceId, change)));
  if (prices.length > 0)
    await ports.history.insertPrices(
      prices.map((point) => (isHeld ? { ...point, held: point.runId } : { ...point, alertAt: point.at })),
    );
  for (const { settle, snapshot } of rows) {
    if (settle === undefined) continue;
    // The first look stored no snapshot, so the snapshot of the second look is the evidence.
    const seen = settle.state === 'confirmed' ? snapshot?._id : undefined;
    if (isHeld && settle.state === 'confirmed') await holdSettled(ports, settle.changeIds, seen);
    else await ports.history.settleChanges(settle.changeIds, settle.state, ports.clock.now(), seen);
  }
  const told = isHeld ? [] : await toldChanges(ports, rows);
  const findings = findingsOf(run.config.source, told, prices);
  if (findings !== null) await ports.jobs.noteFindings(run.jobId, findings);
  await publishEvents(ports, run, told);
  const announced = rows.flatMap((row) => {
    const entryIds = [...row.changes.map((change) => change._id), ...row.prices.map((point) => point._id)];
    return entryIds.length === 0 ? [] : [{ id: pageId(run.jobId, row.urlKey), entryIds }];
  });
  if (announced.length > 0) await ports.pages.clearOutbox(announced);
}

/** What is certain waits for the gates of its run, as if it were not. */
function unreleasedRow(row: StoreRow): StoreRow {
  const changes = row.changes.map(
    (change): Change =>
      change.state === 'confirmed' ? { ...change, state: 'pending', held: change.runId } : change,
  );
  return { ...row, changes };
}

/** A second look makes them certain; the run that saw them first decides. */
async function holdSettled(
  { history, clock }: ApplyPorts,
  ids: readonly string[],
  toSnapshot: string | undefined,
): Promise<void> {
  for (const id of ids) {
    const change = await history.change(id);
    if (change !== null)
      await history.keepUnreleased([id], { runId: change.runId, at: clock.now(), toSnapshot });
  }
}

/**
 * The failure of a first look is withdrawn when the second look proved the page: only the last result counts.
 */
function withdrawnFailure(run: Run, row: StoreRow): string[] {
  const settled = row.visit > 1 && (row.outcome === 'stored' || row.outcome === 'unchanged');
  return settled ? [failureId(run._id, row.urlKey)] : [];
}

/** Pages whose picture of a failed step has done its service: a later look read the page, or failed at a step again. */
function outdatedPictures(run: Run, rows: readonly StoreRow[]): string[] {
  if (run.config.fetch.steps === undefined) return [];
  const later = rows.filter(
    ({ outcome, failurePicture }) =>
      failurePicture !== undefined || outcome === 'stored' || outcome === 'unchanged',
  );
  return later.map(({ urlKey }) => pageId(run.jobId, urlKey));
}

function failureOf(run: Run, row: StoreRow): Failure[] {
  if (row.outcome !== 'failed' && row.outcome !== 'skipped') return [];
  return [
    {
      _id: failureId(run._id, row.urlKey),
      runId: run._id,
      jobId: run.jobId,
      url: row.url,
      outcome: row.outcome,
      reason: row.reason,
      detail: row.why.join('; '),
      ...given({ status: row.status }),
      attempts: row.attempts,
      at: new Date(row.fetchedAt),
      dead: countsAsFailure(row.reason),
      ...(row.failurePicture === undefined
        ? {}
        : { picture: { ...row.failurePicture, pageId: pageId(run.jobId, row.urlKey) } }),
    },
  ];
}

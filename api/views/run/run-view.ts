// Run documents as the API shows them; while a run goes on its numbers are sums over its chunks.
import { runFallbacks } from '../../../domain/run/fallback/run-fallbacks.ts';
import { toFallbackViews } from './fallback-view.ts';
import { toReleaseView } from './release-view.ts';
import { graceEndsAt } from '../../../domain/job/verb/verb-effect.ts';
import type { ChunkCounts } from '../../../domain/run/chunk.ts';
import { type Ledger, toLedger } from '../../../domain/run/ledger.ts';
import { type RunLive, liveOf } from '../../../domain/run/live.ts';
import { RUN_TABLE, type RunState, isTerminal } from '../../../domain/run/lifecycle.ts';
import { REASONS, isReasonCode } from '../../../domain/run/outcome.ts';
import type { Run, RunSummary } from '../../../domain/run/run.ts';
import type { ApiPorts } from '../../ports.ts';
import type { RunPage } from '../../query/list-runs.ts';
import { runSums } from '../../query/run/run-sums.ts';
import { isoOf } from '../../query/verb-effect.ts';
import type { RunListView, RunSummaryView } from '../../schemas/run/run-list.ts';
import type { RunView } from '../../schemas/run/run.ts';
import { toChainView } from './chain-view.ts';
import { toMendView } from './mend-view.ts';
import { toDegradationView } from './degradation-view.ts';

interface Progress {
  readonly ledger: Ledger;
  readonly counts: ChunkCounts;
  readonly chunks: number;
  readonly live: RunLive | null;
}

type ViewPorts = Pick<ApiPorts, 'chunks' | 'clock' | 'settings'>;

async function readProgress(ports: Pick<ApiPorts, 'chunks' | 'clock'>, run: RunSummary): Promise<Progress> {
  if (run.totals !== undefined) {
    const { totals } = run;
    return {
      ledger: toLedger(totals.discovered, totals, 0),
      counts: totals,
      chunks: totals.chunks,
      live: null,
    };
  }
  const { counts, openVisits, chunks, recent, savedAt } = await runSums(ports, run._id);
  // The planner raises `discovered` only after it has cut, so the chunks may know of more URLs.
  const known = counts.stored + counts.unchanged + counts.failed + counts.skipped + openVisits;
  const ledger = toLedger(Math.max(run.discovered, known), counts, openVisits);
  const startedAt = (run.startedAt ?? run.createdAt).getTime();
  const live = liveOf(recent, ledger, { startedAt, now: ports.clock.now().getTime() });
  return {
    ledger,
    counts,
    chunks,
    live: { ...live, savedAt: live.savedAt ?? savedAt?.getTime() ?? null },
  };
}

export async function toRunListView(ports: ViewPorts, page: RunPage): Promise<RunListView> {
  const { runs, names, counts, nextCursor } = page;
  const items = runs.map((run) => toRunSummary(ports, run, names.get(run.jobId) ?? ''));
  return { items: await Promise.all(items), nextCursor, counts: counts === null ? null : toCounts(counts) };
}

function toCounts(counts: ReadonlyMap<RunState, number>): NonNullable<RunListView['counts']> {
  const of = (state: RunState): number => counts.get(state) ?? 0;
  return {
    starting: of('starting'),
    running: of('running'),
    paused: of('paused'),
    stopping: of('stopping'),
    finalizing: of('finalizing'),
    completed: of('completed'),
    failed: of('failed'),
    stopped: of('stopped'),
  };
}

export async function toRunSummary(
  ports: ViewPorts,
  run: RunSummary,
  jobName: string,
): Promise<RunSummaryView> {
  return summaryOf(ports, run, jobName, await readProgress(ports, run));
}

function summaryOf(
  ports: ViewPorts,
  run: RunSummary,
  jobName: string,
  { ledger, counts, chunks, live }: Progress,
): RunSummaryView {
  const durationMs = runDuration(run, ports.clock.now());
  const done = ledger.stored + ledger.unchanged + ledger.failed + ledger.skipped;
  return {
    ...identityOf(run),
    jobName,
    durationMs,
    ledger,
    live: toLive(live),
    metrics: {
      chunks,
      requests: counts.requests,
      wireBytes: counts.wireBytes,
      waitMs: counts.waitMs,
      cpuMs: counts.cpuMs,
      deferred: counts.deferred,
      notKept: run.totals?.notKept ?? 0,
      changes: counts.changes,
      priceChanges: counts.priceChanges,
      pricePoints: counts.pricePoints,
      pagesPerSecond: durationMs === 0 ? 0 : Math.round((done * 100_000) / durationMs) / 100,
    },
    allowedTransitions: RUN_TABLE[run.state].stop === undefined ? [] : ['stop'],
    links: runLinks(ports, run),
  };
}

export async function toRunView(
  ports: ViewPorts & Pick<ApiPorts, 'jobs' | 'runs'>,
  run: Run,
): Promise<RunView> {
  const progress = await readProgress(ports, run);
  const names = await ports.jobs.names([run.jobId]);
  const { counts } = progress;
  return {
    ...summaryOf(ports, run, names.get(run.jobId) ?? '', progress),
    details: { state: run.details?.state ?? 'kept', since: run.details?.at.toISOString() ?? null },
    workflowId: run.workflowId,
    jobVersion: run.jobVersion,
    fields: run.config.fields.map(({ name, locators }) => ({
      name,
      locators: locators.map(({ selector, attribute }) =>
        attribute === undefined ? selector : `${selector}@${attribute}`,
      ),
    })),
    graceMs: run.config.stopGraceMs,
    graceEndsAt: isoOf(graceEndsAt(run)),
    reasons: toReasons(counts.reasons),
    missingFields: { ...counts.missingFields },
    fallbacks: toFallbackViews(runFallbacks(counts.fallbacks, run.source)),
    degradation: toDegradationView(run.degradation),
    gateHits: (run.gateHits ?? []).map((hit) => ({ ...hit })),
    hold: toReleaseView(run),
    droppedLinks: { ...run.droppedLinks },
    gate: { seq: run.gateSeq, acknowledged: run.ackedGateSeq },
    source: toSourceView(run.source),
    ...(await toChainView(ports, run)),
    history: run.history.map((step) => ({ ...step, at: step.at.toISOString() })),
  };
}

function toLive(live: RunLive | null): RunView['live'] {
  if (live === null) return null;
  const { fetched, perSecond, doneAt, savedAt } = live;
  return {
    fetched,
    pagesPerSecond: perSecond,
    doneAt: doneAt === null ? null : new Date(doneAt).toISOString(),
    savedAt: savedAt === null ? null : new Date(savedAt).toISOString(),
  };
}

type Identity = Omit<
  RunSummaryView,
  'jobName' | 'durationMs' | 'ledger' | 'live' | 'metrics' | 'allowedTransitions' | 'links'
>;

function identityOf(run: RunSummary): Identity {
  const { endingReason } = run;
  return {
    runId: run._id,
    jobId: run.jobId,
    seq: run.seq,
    trigger: run.trigger,
    startedBy: run.startedBy ?? null,
    parentRunId: run.origin?.parentRunId ?? null,
    rootRunId: run.origin?.rootRunId ?? null,
    depth: run.origin?.depth ?? 0,
    mend: toMendView(run),
    slot: run.slot ?? null,
    state: run.state,
    phase: run.phase,
    createdAt: run.createdAt.toISOString(),
    startedAt: run.startedAt?.toISOString() ?? null,
    finishedAt: run.finishedAt?.toISOString() ?? null,
    ending: run.ending ?? null,
    endingReason: endingReason === undefined ? null : toEndingReason(endingReason),
  };
}

function toEndingReason({
  code,
  detail,
  remedy,
}: NonNullable<RunSummary['endingReason']>): Identity['endingReason'] {
  return { code, means: REASONS[code].means, detail, remedy: remedy ?? null };
}

function toSourceView(source: Run['source']): RunView['source'] {
  if (source === undefined) return null;
  const { stateFile, reading, documents, left, urls, leftOut = 0, faults, faultCount } = source;
  const state = stateFile === undefined ? 'read' : reading === undefined ? 'waiting' : 'reading';
  return {
    state,
    reading: reading === undefined ? null : { ...reading, since: reading.since.toISOString() },
    documents,
    left,
    urls,
    leftOut,
    faults: faults.map((fault) => ({ ...fault, at: fault.at.toISOString() })),
    faultCount,
  };
}

function runDuration(run: RunSummary, now: Date): number {
  if (run.totals !== undefined) return run.totals.durationMs;
  const since = run.startedAt ?? run.createdAt;
  const until = isTerminal(run.state) ? (run.finishedAt ?? now) : now;
  return Math.max(0, until.getTime() - since.getTime());
}

function toReasons(reasons: Readonly<Record<string, number>>): RunView['reasons'] {
  return Object.entries(reasons)
    .toSorted((a, b) => b[1] - a[1])
    .map(([code, count]) => ({ code, count, ...meaningOf(code) }));
}

export function meaningOf(code: string): { outcome: string; means: string } {
  if (!isReasonCode(code)) return { outcome: 'unknown', means: '' };
  const { outcome, means } = REASONS[code];
  return { outcome, means };
}

export function runLinks(
  { settings }: Pick<ApiPorts, 'settings'>,
  run: Pick<Run, '_id' | 'jobId' | 'workflowId'>,
): Record<string, string> {
  const self = `/v1/runs/${run._id}`;
  const { temporalUiUrl, temporalNamespace } = settings;
  const workflow = `/namespaces/${temporalNamespace}/workflows/${encodeURIComponent(run.workflowId)}`;
  return {
    self,
    job: `/v1/jobs/${run.jobId}`,
    pages: `${self}/pages`,
    failures: `${self}/failures`,
    changes: `/v1/changes?runId=${run._id}`,
    chunks: `${self}/chunks`,
    rate: `${self}/rate`,
    reasons: `${self}/reasons`,
    receipt: `${self}/receipt`,
    compare: `${self}/compare`,
    whyIdle: `${self}/why-idle`,
    ...(temporalUiUrl === null ? {} : { temporal: `${temporalUiUrl.replace(/\/$/, '')}${workflow}` }),
  };
}

// How a run did its work: chunks by stage, speed over time, reasons with examples, and the comparison with
// another run of its job.
import { isTerminal } from '../../../domain/run/lifecycle.ts';
import { NO_COUNTS, sumCounts } from '../../../domain/run/ledger.ts';
import { isReasonCode } from '../../../domain/run/outcome.ts';
import { pageRate } from '../../../domain/run/report/page-rate.ts';
import { remedyOf } from '../../../domain/run/report/reason-remedy.ts';
import type { Run } from '../../../domain/run/run.ts';
import { decodeCursor, encodeCursor } from '../../http/cursor.ts';
import type { ApiServer } from '../../http/server-type.ts';
import type { ApiPorts } from '../../ports.ts';
import { findRun } from '../../query/find-row.ts';
import { allChunks } from '../../query/run/all-chunks.ts';
import { readComparison } from '../../query/run/compare-runs.ts';
import { reasonExamples } from '../../query/run/reason-examples.ts';
import { runParams } from '../../schemas/run/run.ts';
import {
  type ChunkQuery,
  type ChunkView,
  type RunComparisonView,
  type RunRateView,
  type RunReasonsView,
  chunkList,
  chunkQuery,
  compareQuery,
  runComparison,
  runRate,
  runReasons,
} from '../../schemas/run/run-work.ts';
import { toChunkView } from '../../views/run/chunk-view.ts';
import { toDifferences } from '../../views/run/run-comparison-view.ts';
import { meaningOf, toRunSummary } from '../../views/run/run-view.ts';

const TAGS = ['runs'];

export function registerRunWork(app: ApiServer, ports: ApiPorts): void {
  app.get(
    '/v1/runs/:runId/chunks',
    { schema: { tags: TAGS, params: runParams, querystring: chunkQuery, response: { 200: chunkList } } },
    async (request) => listChunks(ports, await findRun(ports, request.params.runId), request.query),
  );
  app.get(
    '/v1/runs/:runId/rate',
    { schema: { tags: TAGS, params: runParams, response: { 200: runRate } } },
    async (request) => readRate(ports, await findRun(ports, request.params.runId)),
  );
  app.get(
    '/v1/runs/:runId/reasons',
    { schema: { tags: TAGS, params: runParams, response: { 200: runReasons } } },
    async (request) => readReasons(ports, await findRun(ports, request.params.runId)),
  );
  app.get(
    '/v1/runs/:runId/compare',
    {
      schema: { tags: TAGS, params: runParams, querystring: compareQuery, response: { 200: runComparison } },
    },
    async (request) => {
      const run = await findRun(ports, request.params.runId);
      return compare(ports, run, request.query.with);
    },
  );
}

async function listChunks(
  ports: ApiPorts,
  { _id: runId }: Run,
  { state, limit, cursor }: ChunkQuery,
): Promise<{ items: ChunkView[]; nextCursor: string | null }> {
  const place = { place: `chunks ${runId} ${state?.join() ?? ''}`, hasher: ports.hasher };
  const before = decodeCursor(place, cursor)?.[0];
  const [found, agents] = await Promise.all([
    ports.chunks.newest(runId, {
      states: state,
      before: before === undefined ? undefined : Number(before),
      limit: limit + 1,
    }),
    ports.agents.list(),
  ]);
  const chunks = found.slice(0, limit);
  const last = chunks.at(-1);
  const isMore = found.length > limit && last !== undefined;
  return {
    items: chunks.map((chunk) => toChunkView(chunk, agents)),
    nextCursor: isMore ? encodeCursor(place, [last.chunkNo]) : null,
  };
}

async function readRate(ports: ApiPorts, run: Run): Promise<RunRateView> {
  const from = run.startedAt ?? run.createdAt;
  const to = isTerminal(run.state) ? (run.finishedAt ?? from) : ports.clock.now();
  const { bucketMs, buckets } = pageRate(await allChunks(ports, run._id), {
    from: from.getTime(),
    to: to.getTime(),
  });
  return {
    runId: run._id,
    from: from.toISOString(),
    to: to.toISOString(),
    bucketMs,
    buckets: buckets.map(({ at, perSecond }) => ({
      at: new Date(at).toISOString(),
      pagesPerSecond: perSecond,
    })),
    peak: Math.max(0, ...buckets.map(({ perSecond }) => perSecond)),
  };
}

async function readReasons(ports: ApiPorts, run: Run): Promise<RunReasonsView> {
  const chunks = await allChunks(ports, run._id);
  const committed = chunks.filter(({ state }) => state === 'committed');
  const { reasons } = run.totals ?? sumCounts(committed.map(({ counts }) => counts ?? NO_COUNTS));
  const examples = await reasonExamples(ports, run._id, committed);
  const items = Object.entries(reasons)
    .toSorted((a, b) => b[1] - a[1])
    .map(([code, count]) => ({
      code,
      count,
      ...meaningOf(code),
      remedy: isReasonCode(code) ? remedyOf(code) : null,
      examples: [...(examples.get(code) ?? [])],
    }));
  return { runId: run._id, items };
}

async function compare(ports: ApiPorts, run: Run, otherId: string | undefined): Promise<RunComparisonView> {
  const compared = await readComparison(ports, run, otherId);
  const names = await ports.jobs.names([run.jobId]);
  const summary = (one: Run) => toRunSummary(ports, one, names.get(run.jobId) ?? '');
  return {
    runId: run._id,
    before: compared === null ? null : await summary(compared.before),
    after: await summary(run),
    pages: compared?.pages ? toDifferences(compared.pages) : null,
    whole: compared?.isWhole ?? true,
    links: {
      run: `/v1/runs/${run._id}`,
      ...(compared === null ? {} : { before: `/v1/runs/${compared.before._id}` }),
    },
  };
}

// The tools about runs and about the whole: the list of runs, and health.
import { counted } from '../../domain/system/counted.ts';
import type { RunListView } from '../client/client.ts';
import { noInput, runListInput } from '../schemas/mcp/tool-input.ts';
import { jobIdOf } from './find-job.ts';
import { listRows, moreRows } from './list-rows.ts';
import { oneLine } from './page-text.ts';
import { parseSince, zoneOf } from './since-text.ts';
import { defineTool } from './tool.ts';

type RunRow = RunListView['items'][number];

const list = defineTool({
  name: 'list_runs',
  title: 'Runs',
  description:
    'Lists runs, newest first: when, how they ended and why, and how many pages were stored, unchanged, failed or skipped. explain tells why of one.',
  input: runListInput,
  needs: 'viewer',
  effect: 'read',
  run: async (context, { job, state, since, timeZone, limit, cursor }) => {
    const { api, now } = context;
    const clock = { now: now(), zone: zoneOf(timeZone, context.zone) };
    const startedFrom = since === undefined ? undefined : parseSince(since, clock).toISOString();
    const query = { jobId: await jobIdOf(api, job), state, startedFrom, cursor };
    const { items, text, nextCursor } = await listRows({ read: api.runs, query, limit, show: rowLine });
    return {
      said: [items.length === 0 ? 'No runs.' : `${counted(items.length, 'run')}, newest first:`],
      pageText: text,
      after: moreRows(nextCursor),
      data: { items: items.map(rowFacts), nextCursor },
    };
  },
});

function rowFacts({
  runId,
  jobId,
  jobName,
  trigger,
  state,
  createdAt,
  finishedAt,
  durationMs,
  ...run
}: RunRow): object {
  const { ledger, metrics, endingReason } = run;
  return {
    runId,
    jobId,
    jobName: oneLine(jobName, 100),
    trigger,
    state,
    createdAt,
    finishedAt,
    durationMs,
    ledger,
    changes: metrics.changes,
    endingReason: endingReason === null ? null : { code: endingReason.code, means: endingReason.means },
    fromPage: { endingReason: oneLine(endingReason?.detail ?? '', 300) },
  };
}

function rowLine(run: RunRow): string {
  const { runId, jobName, trigger, state, createdAt, durationMs, metrics, endingReason } = run;
  const why =
    endingReason === null
      ? ''
      : `; ${endingReason.code}: ${oneLine(`${endingReason.detail} ${endingReason.remedy ?? ''}`, 300)}`;
  return `- ${createdAt} ${state} (${trigger}) "${oneLine(jobName, 100)}" ${runId}: ${ledgerText(run.ledger)}, ${counted(metrics.changes, 'change')}, ${Math.round(durationMs / 1_000)} s${why}`;
}

export function ledgerText({
  discovered,
  stored,
  unchanged,
  failed,
  skipped,
  pending,
  inFlight,
}: RunRow['ledger']): string {
  const open = pending + inFlight === 0 ? '' : `, ${pending + inFlight} still open`;
  return `${counted(discovered, 'page')} = ${stored} stored, ${unchanged} unchanged, ${failed} failed, ${skipped} skipped${open}`;
}

const health = defineTool({
  name: 'health',
  title: 'Health',
  description:
    'Tells whether Webloom itself is well: its services, processes, queues and disk, each with what to do if it is not.',
  input: noInput,
  needs: 'viewer',
  effect: 'read',
  run: async ({ api }) => {
    const { state, headline, parts, agents, lookedAt } = await api.health();
    const unwell = parts.filter((part) => part.state !== 'ok');
    const lines = unwell.map(({ name, ...part }) =>
      oneLine(`- ${name}: ${part.state}: ${part.text} ${part.remedy ?? ''}`, 500),
    );
    return {
      said: [`${state}: ${headline}`],
      // Hosts and queues are named as pages name them.
      pageText: lines.join('\n'),
      data: { state, headline, lookedAt, agents, fromPage: { unwell: lines } },
    };
  },
});

export const RUN_TOOLS = [list, health] as const;

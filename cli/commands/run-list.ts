// The command `runs`: the runs of all jobs or of one, filtered as in the dashboard.
import type { Command } from 'commander';
import type { RunListView } from '../../api/client/client.ts';
import { type CliContext, printJson, type Run } from '../context.ts';
import type { ListOptions } from '../list-page.ts';
import { findJobId, findRunId } from '../find-job.ts';
import { parseEvery } from '../../domain/config/schedule/interval-text.ts';
import { paintState } from '../paint.ts';
import { formatDuration, formatTime, plain, printTable } from '../print-table.ts';

interface RunListOptions extends ListOptions {
  readonly state?: string;
  readonly ending?: string;
  readonly trigger?: string;
  readonly reason?: string;
  readonly chain?: string;
  readonly name?: string;
  readonly since?: string;
  readonly longer?: string;
}

export function registerRunList(program: Command, run: Run): void {
  program
    .command('runs')
    .summary('list runs, newest first')
    .argument('[job]', 'only of this job')
    .option('--state <states>', 'running, paused, failed … with commas')
    .option('--ending <endings>', 'completed, failed, stopped')
    .option('--trigger <triggers>', 'manual, schedule, dependency, retry …')
    .option('--reason <codes>', 'why they ended, such as too-many-failures')
    .option('--chain <run>', 'only runs that started each other, this one among them')
    .option('--name <text>', 'only of jobs whose name holds this')
    .option('--since <age>', 'only those started within 2h, 7d …')
    .option('--longer <time>', 'only those that took 30s, 10m … or more')
    .option('--limit <n>', 'how many', '20')
    .option('--cursor <cursor>', 'go on where a list ended')
    .action((job: string | undefined, options: RunListOptions) =>
      run((context) => listRuns(context, job, options)),
    );
}

async function listRuns(
  context: CliContext,
  job: string | undefined,
  options: RunListOptions,
): Promise<void> {
  const { api, err } = context;
  const { limit, cursor, state, ending, trigger, reason, chain, name, since, longer } = options;
  const runs = await api.runs({
    jobId: job === undefined ? undefined : await findJobId(api, job),
    limit,
    cursor,
    state,
    ending,
    trigger,
    reason,
    chain: chain === undefined ? undefined : await findRunId(api, chain),
    q: name,
    startedFrom: since === undefined ? undefined : new Date(Date.now() - parseEvery(since)).toISOString(),
    minDurationMs: longer === undefined ? undefined : parseEvery(longer),
  });
  if (context.json) return printJson(context, runs);
  if (runs.items.length === 0) return err('No runs.\n');
  printTable(
    context,
    HEAD,
    runs.items.map((one) => toRow(context, one)),
  );
  if (runs.nextCursor !== null) err(`More: --cursor ${runs.nextCursor}\n`);
}

const HEAD = ['RUN', 'NAME', 'STATE', 'BEGAN', 'TOOK', 'PAGES', 'CHANGES', 'FAILED', 'TRIGGER', 'ENDED'];

function toRow({ paint }: CliContext, run: RunListView['items'][number]): string[] {
  return [
    run.runId,
    plain(`${run.jobName} #${run.seq}`, 40),
    paintState(paint, run.state),
    formatTime(run.createdAt),
    formatDuration(run.durationMs),
    String(run.ledger.discovered),
    String(run.metrics.changes),
    String(run.ledger.failed),
    run.trigger,
    run.endingReason?.code ?? '–',
  ];
}

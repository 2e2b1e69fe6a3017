// The command that looks whether all that is stored can be read, and repairs what can not.
import type { Command } from 'commander';
import type { RunView } from '../../../api/client/client.ts';
import { type CliContext, printJson, type Run } from '../../context.ts';
import { EXIT } from '../../exit-code.ts';
import { followRun } from '../../follow-run.ts';
import { findJobId } from '../../find-job.ts';
import { plain, printTable } from '../../print-table.ts';

interface VerifyOptions {
  readonly job?: string;
  readonly repair?: boolean;
}

const MOST_JOBS = 200;

export function registerVerify(program: Command, run: Run): void {
  program
    .command('verify')
    .summary('look whether all that is stored can be read: missing, damaged and exchanged content')
    .option('--job <job>', 'only of this job; otherwise of all, one after the other')
    .option('--repair', 'mark what can not be read; the next run stores such pages anew')
    .action((options: VerifyOptions) => run((context) => verify(context, options)));
}

/** Exits with 1 where something can not be read and was not repaired. */
async function verify(context: CliContext, { job, repair = false }: VerifyOptions): Promise<number> {
  const { api } = context;
  const jobIds =
    job === undefined
      ? (await api.jobs({ limit: MOST_JOBS })).items.map(({ jobId }) => jobId)
      : [await findJobId(api, job)];
  const runs: RunView[] = [];
  for (const jobId of jobIds) runs.push(await verifyJob(context, jobId, repair));
  if (context.json) printJson(context, runs);
  const isLeft = runs.some(({ state, mend }) => state !== 'completed' || (mend?.counts.left ?? 0) > 0);
  return isLeft ? EXIT.error : EXIT.ok;
}

async function verifyJob(context: CliContext, jobId: string, repair: boolean): Promise<RunView> {
  const { api, out, json } = context;
  const { runId } = await api.verify(jobId, repair);
  const ended = await followRun(context, runId, {
    label: 'verifying: ',
    signal: context.interrupted,
    quiet: context.quiet || json,
  });
  if (json) return ended;
  out(`${plain(ended.jobName, 60)}: ${ended.endingReason?.detail ?? ended.state}\n`);
  const { items } = await api.mendedPages(runId, { limit: 50 });
  if (items.length > 0)
    printTable(
      context,
      ['PAGE', 'WHAT'],
      items.map(({ url, why }) => [plain(url, 60), plain(why, 120)]),
    );
  return ended;
}

// The command that looks whether all that is stored can be read, and repairs what can not.
import type { Command } from 'commander';
import type { JobView, RunView } from '../../../api/client/client.ts';
import { WebloomError } from '../../../domain/system/errors.ts';
import { readAll } from '../../http/all-pages.ts';
import { type CliContext, printJson, type Run } from '../../context.ts';
import { EXIT } from '../../exit-code.ts';
import { followRun } from '../../follow-run.ts';
import { findJobId } from '../../find-job.ts';
import { plain, printTable } from '../../print-table.ts';

interface VerifyOptions {
  readonly job?: string;
  readonly repair?: boolean;
}

export function registerVerify(program: Command, run: Run): void {
  program
    .command('verify')
    .summary('look whether all that is stored can be read: missing, damaged and exchanged content')
    .option('--job <job>', 'only of this job; otherwise of all, one after the other')
    .option('--repair', 'mark what can not be read; the next run stores such pages anew')
    .action((options: VerifyOptions) => run((context) => verify(context, options)));
}

/** Exits with 1 where something can not be read and was not repaired, or a job could not be looked at. */
async function verify(context: CliContext, { job, repair = false }: VerifyOptions): Promise<number> {
  const { api } = context;
  const runs: RunView[] = [];
  let refused = 0;
  if (job !== undefined) runs.push(await verifyJob(context, await findJobId(api, job), repair));
  else
    for (const one of await readAll((query) => api.jobs(query))) {
      const run = await verifyOneOfAll(context, one, repair);
      if (run === null) refused += 1;
      else runs.push(run);
    }
  if (context.json) printJson(context, runs);
  const isLeft = runs.some(({ state, mend }) => state !== 'completed' || (mend?.counts.left ?? 0) > 0);
  return isLeft || refused > 0 ? EXIT.error : EXIT.ok;
}

/** Null: a job that runs or is archived is left, and the others are looked at all the same. */
async function verifyOneOfAll(
  context: CliContext,
  { jobId, name }: Pick<JobView, 'jobId' | 'name'>,
  repair: boolean,
): Promise<RunView | null> {
  try {
    return await verifyJob(context, jobId, repair);
  } catch (error) {
    if (!(error instanceof WebloomError) || error.code !== 'transition-not-allowed') throw error;
    context.err(`${plain(name, 60)} is left: ${error.message}\n`);
    return null;
  }
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

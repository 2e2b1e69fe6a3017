// `webloom open`: the dashboard, or the page of a job or run in it.
import type { Command } from 'commander';
import { isRunId } from '../../domain/run/run-id.ts';
import { type CliContext, printJson, type Run } from '../context.ts';
import { dashboardUrl } from '../http/dashboard-url.ts';
import { findJobId, findRunId } from '../find-job.ts';
import { openPage } from '../terminal/open-page.ts';

export function registerOpen(program: Command, run: Run): void {
  program
    .command('open')
    .summary('open the dashboard, or a job or run in it')
    .argument('[job]', 'id or name of a job, or id of a run')
    .option('--print', 'print the address alone')
    .action((name: string | undefined, { print = false }: { print?: boolean }) =>
      run((context) => open(context, name, print)),
    );
}

async function open(context: CliContext, name: string | undefined, isPrinted: boolean): Promise<void> {
  const { api, apiUrl } = context;
  const url = dashboardUrl(apiUrl, name === undefined ? {} : await placeOf(api, name));
  if (context.json) return printJson(context, { url });
  context.out(`${context.link(url, url)}\n`);
  if (isPrinted || !context.hasTerminal) return;
  if (!(await openPage(context, url))) context.err('Open this address in a browser.\n');
}

async function placeOf(api: CliContext['api'], name: string) {
  return isRunId(name) ? { runId: await findRunId(api, name) } : { jobId: await findJobId(api, name) };
}

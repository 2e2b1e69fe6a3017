// The commands for start links: addresses that start a job, for programs that can send a request and no more.
import type { Command } from 'commander';
import type { StartLinkView } from '../../../api/client/job-calls.ts';
import { type CliContext, printJson, type Run } from '../../context.ts';
import { findJobId } from '../../find-job.ts';
import { formatTime, plain, printTable } from '../../print-table.ts';

export function registerStartLinks(program: Command, run: Run): void {
  const links = program
    .command('start-links')
    .alias('triggers')
    .summary('make, list and revoke addresses that start a job');
  links
    .command('list')
    .summary('list the start links of a job, revoked ones too')
    .argument('<job>', 'id or name of a job')
    .action((job: string) => run((context) => list(context, job)));
  links
    .command('add')
    .summary('make a start link; its address is printed this once')
    .argument('<job>', 'id or name of a job')
    .requiredOption('--name <name>', 'who or what sends to it')
    .action((job: string, { name }: { name: string }) => run((context) => add(context, job, name)));
  links
    .command('revoke')
    .summary('revoke start links of a job; their addresses end at once')
    .argument('<job>', 'id or name of a job')
    .argument('<link...>', 'ids or names of start links')
    .action((job: string, names: string[]) => run((context) => revokeAll(context, job, names)));
}

async function list(context: CliContext, job: string): Promise<void> {
  const links = await context.api.startLinks(await findJobId(context.api, job));
  if (context.json) return printJson(context, links);
  if (links.items.length === 0)
    return context.err(`The job has no start links: webloom start-links add ${job} --name …\n`);
  printTable(context, ['START LINK', 'NAME', 'STATE', 'LAST USED', 'MADE', 'BY'], links.items.map(toRow));
}

function toRow({ triggerId, name, state, lastUsedAt, createdAt, createdBy }: StartLinkView): string[] {
  return [
    triggerId,
    plain(name, 40),
    state,
    formatTime(lastUsedAt),
    formatTime(createdAt),
    plain(createdBy, 40),
  ];
}

/** The address alone goes to standard output, so that a script can store it. */
async function add(context: CliContext, job: string, name: string): Promise<void> {
  const made = await context.api.createStartLink(await findJobId(context.api, job), { name });
  if (context.json) return printJson(context, made);
  const { paint, err, out } = context;
  err(`${paint.green('✓')} ${plain(made.name)}  ${made.triggerId}\n`);
  err(paint.dim('  Keep this address: it is shown this once. curl -X POST with it starts the job.\n'));
  out(`${made.url}\n`);
}

async function revokeAll(context: CliContext, job: string, names: readonly string[]): Promise<void> {
  const jobId = await findJobId(context.api, job);
  const { items } = await context.api.startLinks(jobId);
  for (const name of names) {
    const named = items.filter((one) => one.name === name && one.state === 'active');
    const id = named.length === 1 ? (named[0]?.triggerId ?? name) : name;
    const revoked = await context.api.revokeStartLink(jobId, id);
    if (context.json) printJson(context, revoked);
    else context.out(`${context.paint.green('✓')} ${plain(revoked.name)}  ${revoked.triggerId} is revoked\n`);
  }
}

// The commands for triggers: addresses that start a job, for programs that can send a request and no more.
import type { Command } from 'commander';
import type { TriggerView } from '../../../api/client/job-calls.ts';
import { type CliContext, printJson, type Run } from '../../context.ts';
import { findJobId } from '../../find-job.ts';
import { formatTime, plain, printTable } from '../../print-table.ts';

export function registerTriggers(program: Command, run: Run): void {
  const triggers = program.command('triggers').summary('make, list and revoke addresses that start a job');
  triggers
    .command('list')
    .summary('list the triggers of a job, revoked ones too')
    .argument('<job>', 'id or name of a job')
    .action((job: string) => run((context) => list(context, job)));
  triggers
    .command('add')
    .summary('make a trigger; its address is printed this once')
    .argument('<job>', 'id or name of a job')
    .requiredOption('--name <name>', 'who or what sends to it')
    .action((job: string, { name }: { name: string }) => run((context) => add(context, job, name)));
  triggers
    .command('revoke')
    .summary('revoke triggers of a job; their addresses end at once')
    .argument('<job>', 'id or name of a job')
    .argument('<trigger...>', 'ids or names of triggers')
    .action((job: string, names: string[]) => run((context) => revokeAll(context, job, names)));
}

async function list(context: CliContext, job: string): Promise<void> {
  const triggers = await context.api.triggers(await findJobId(context.api, job));
  if (context.json) return printJson(context, triggers);
  if (triggers.items.length === 0)
    return context.err(`The job has no triggers: webloom triggers add ${job} --name …\n`);
  printTable(context, ['TRIGGER', 'NAME', 'STATE', 'LAST USED', 'MADE', 'BY'], triggers.items.map(toRow));
}

function toRow({ triggerId, name, state, lastUsedAt, createdAt, createdBy }: TriggerView): string[] {
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
  const made = await context.api.createTrigger(await findJobId(context.api, job), { name });
  if (context.json) return printJson(context, made);
  const { paint, err, out } = context;
  err(`${paint.green('✓')} ${plain(made.name)}  ${made.triggerId}\n`);
  err(paint.dim('  Keep this address: it is shown this once. curl -X POST with it starts the job.\n'));
  out(`${made.url}\n`);
}

async function revokeAll(context: CliContext, job: string, names: readonly string[]): Promise<void> {
  const jobId = await findJobId(context.api, job);
  const { items } = await context.api.triggers(jobId);
  for (const name of names) {
    const named = items.filter((one) => one.name === name && one.state === 'active');
    const id = named.length === 1 ? (named[0]?.triggerId ?? name) : name;
    const revoked = await context.api.revokeTrigger(jobId, id);
    if (context.json) printJson(context, revoked);
    else context.out(`${context.paint.green('✓')} ${plain(revoked.name)}  ${revoked.triggerId} is revoked\n`);
  }
}

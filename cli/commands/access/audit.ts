// The command that shows who did what over the API.
import type { Command } from 'commander';
import type { AuditView } from '../../../api/client/client.ts';
import { type CliContext, type Run, printJson } from '../../context.ts';
import { type ListOptions, sayMore } from '../../list-page.ts';
import { findJobId } from '../../find-job.ts';
import { formatTime, plain, printTable } from '../../print-table.ts';

interface AuditOptions extends ListOptions {
  readonly job?: string;
  readonly subject?: string;
  readonly actor?: string;
  readonly action?: string;
  readonly result?: string;
  readonly since?: string;
}

export function registerAuditCommand(program: Command, run: Run): void {
  program
    .command('audit')
    .summary('list who did what over the API, newest first')
    .option('--job <job>', 'only what concerns a job: its id or name')
    .option('--subject <id>', 'only what concerns this id: of a run, a key …')
    .option('--actor <name>', 'only this caller: name of a key, open, operator')
    .option('--action <operation>', 'only this operation, as in pauseJob')
    .option('--result <result>', 'done, refused or failed; several with commas between')
    .option('--since <time>', 'only from this time on, as in 2027-01-31T12:00:00Z')
    .option('--limit <n>', 'how many', '50')
    .option('--cursor <cursor>', 'go on where a list ended')
    .action((options: AuditOptions) => run((context) => list(context, options)));
}

async function list(context: CliContext, options: AuditOptions): Promise<void> {
  const { job, actor, action, result, since, limit, cursor } = options;
  const subject = job === undefined ? options.subject : await findJobId(context.api, job);
  const found = await context.api.audit({ subject, actor, action, result, since, limit, cursor });
  if (context.json) return printJson(context, found);
  if (found.items.length === 0) context.err('Nothing of this kind was done.\n');
  else printTable(context, ['AT', 'WHO', 'DID', 'NAME', 'RESULT', 'FROM'], found.items.map(toRow));
  sayMore(context, found.nextCursor);
}

function toRow({ at, actor, action, subjectName, subjectId, result, code, address }: AuditView): string[] {
  const outcome = code === null ? result : `${result}: ${code}`;
  return [
    formatTime(at),
    plain(actor, 24),
    action,
    plain(subjectName ?? subjectId ?? '–', 40),
    outcome,
    address,
  ];
}

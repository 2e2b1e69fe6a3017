// The commands for incidents: list, acknowledge, snooze, resolve.
import type { Command } from 'commander';
import type { IncidentView } from '../../../api/client/incident-calls.ts';
import { parseEvery } from '../../../domain/config/schedule/interval-text.ts';
import { type CliContext, printJson, type Run } from '../../context.ts';
import { type ListOptions, sayMore } from '../../list-page.ts';
import { findJobId } from '../../find-job.ts';
import { formatTime, plain, printTable } from '../../print-table.ts';

interface FilterOptions extends ListOptions {
  readonly state?: string;
  readonly job?: string;
  readonly rule?: string;
}

export function registerIncidents(program: Command, run: Run): void {
  const incidents = program
    .command('incidents')
    .summary('see what alert rules told, acknowledge it, snooze it');
  incidents
    .command('list')
    .summary('list incidents, newest first')
    .option('--state <states>', 'open, acknowledged, snoozed, resolved; several with commas')
    .option('--job <job>', 'only of this job: id or name')
    .option('--rule <ruleId>', 'only of this alert rule')
    .option('--limit <n>', 'how many', '50')
    .option('--cursor <cursor>', 'go on where a list ended')
    .action((options: FilterOptions) => run((context) => list(context, options)));
  const verb = (name: 'acknowledge' | 'resolve', summary: string): void => {
    incidents
      .command(name)
      .summary(summary)
      .argument('<incidentId...>', 'ids of incidents')
      .action((ids: string[]) => run((context) => moveAll(context, ids, name)));
  };
  verb('acknowledge', 'say that somebody is at it; nobody is reminded any more');
  verb('resolve', 'say that it is over');
  incidents
    .command('snooze')
    .summary('tell nobody for a while')
    .addHelpText('before', 'Example: webloom incidents snooze inc_01… --for 2h\n')
    .argument('<incidentId...>', 'ids of incidents')
    .option('--for <time>', 'how long, as 30m, 2h, 1d', '1h')
    .action((ids: string[], options: { for: string }) =>
      run((context) =>
        moveAll(context, ids, 'snooze', { minutes: Math.round(parseEvery(options.for) / 60_000) }),
      ),
    );
}

async function list(context: CliContext, options: FilterOptions): Promise<void> {
  const { state, job, rule: ruleId, limit, cursor } = options;
  const jobId = job === undefined ? undefined : await findJobId(context.api, job);
  const incidents = await context.api.incidents({ state, jobId, ruleId, limit, cursor });
  if (context.json) return printJson(context, incidents);
  if (incidents.items.length === 0) context.err('No incidents.\n');
  else printTable(context, ['INCIDENT', 'AT', 'STATE', 'WHAT', 'RULE'], incidents.items.map(toRow));
  sayMore(context, incidents.nextCursor);
}

function toRow({ incidentId, startedAt, state, title, ruleName, alsoBy }: IncidentView): string[] {
  const rule = `${plain(ruleName, 30)}${alsoBy.length === 0 ? '' : ` +${alsoBy.length}`}`;
  return [incidentId, formatTime(startedAt), state, plain(title, 60), rule];
}

async function moveAll(
  context: CliContext,
  ids: readonly string[],
  verb: 'acknowledge' | 'snooze' | 'resolve',
  body?: { readonly minutes: number },
): Promise<void> {
  for (const incidentId of ids) {
    const incident = await context.api.moveIncident(incidentId, verb, body);
    if (context.json) printJson(context, incident);
    else context.out(`${context.paint.green('✓')} ${plain(incident.title)} is ${incident.state}\n`);
  }
}

// The commands for plans: how much of its limits the workspace uses, and which plan a workspace has.
import type { Command } from 'commander';
import type { PlanList, UsageView, WorkspaceView } from '../../../api/client/client.ts';
import { amountText } from '../../../domain/job/limit/limit-words.ts';
import { type CliContext, type Run, printJson } from '../../context.ts';
import type { ListOptions } from '../../list-page.ts';
import { formatTime, plain, printTable } from '../../print-table.ts';
import { given } from '../../../domain/system/given.ts';

export function registerUsageCommands(program: Command, run: Run): void {
  program
    .command('usage')
    .summary('show how much of each limit of its plan the workspace uses')
    .action(() => run(showUsage));
  program
    .command('plans')
    .summary('list the plans and their limits')
    .action(() => run(showPlans));
  const workspaces = program
    .command('workspaces')
    .summary('list workspaces, make them, give them their plan');
  workspaces
    .command('list')
    .summary('list workspaces, oldest first')
    .option('--limit <n>', 'how many', '50')
    .option('--cursor <cursor>', 'go on where a list ended')
    .action((options: ListOptions) => run((context) => list(context, options)));
  workspaces
    .command('create')
    .summary('make a workspace')
    .argument('<name>', 'what it is called')
    .option('--plan <plan>', 'its plan, if not that of new workspaces')
    .action((name: string, options: CreateOptions) => run((context) => create(context, name, options)));
  workspaces
    .command('plan')
    .summary('give a workspace another plan')
    .argument('<workspaceId>', 'id of the workspace; `default` is the one that always exists')
    .argument('<plan>', 'name of the plan')
    .action((workspaceId: string, plan: string) => run((context) => setPlan(context, workspaceId, plan)));
}

interface CreateOptions {
  readonly plan?: string;
}

async function showUsage(context: CliContext): Promise<void> {
  const usage = await context.api.usage();
  if (context.json) return printJson(context, usage);
  context.out(`Plan ${usage.plan}\n`);
  if (usage.planIsUnknown)
    context.err('This plan is not known any more, so the limits of "free" hold: webloom plans\n');
  printTable(
    context,
    ['LIMIT', 'USED', 'OF', 'SHARE', 'BEGINS ANEW'],
    [...usage.limits.map(toRow), ...(usage.model === null ? [] : [modelRow(usage.model)])],
  );
  for (const { level, label, text, remedy, limit } of usage.limits)
    if (limit !== 'concurrentRuns' && (level === 'near' || level === 'over'))
      context.out(`${context.paint.yellow('!')} ${label}: ${text}\n  → ${remedy}\n`);
}

function toRow({ limit, label, value, used, share, resetsAt }: UsageView['limits'][number]): string[] {
  return [
    label,
    used === null ? '' : amountText(limit, used),
    value === null ? 'no limit' : amountText(limit, value),
    share === null ? '' : `${Math.floor(share * 100)} %`,
    value === null ? '' : formatTime(resetsAt),
  ];
}

/** No plan limits it: the operator does, for all workspaces alike. */
function modelRow({ used, value, resetsAt }: NonNullable<UsageView['model']>): string[] {
  const [taken, most] = [used, value].map((count) => count.toLocaleString('en-US'));
  const share = `${Math.floor((used / value) * 100)} %`;
  return ['Tokens of the language model a day', taken ?? '', most ?? '', share, formatTime(resetsAt)];
}

async function showPlans(context: CliContext): Promise<void> {
  const plans = await context.api.plans();
  if (context.json) return printJson(context, plans);
  const names = Object.keys(plans.items[0]?.limits ?? {});
  const head = [
    'LIMIT',
    ...plans.items.map(({ plan, ofNewWorkspaces }) => (ofNewWorkspaces ? `${plan} *` : plan)),
  ];
  printTable(
    context,
    head,
    names.map((name) => [name, ...plans.items.map(({ limits }) => amountOf(limits, name))]),
  );
  context.out('* of workspaces that are made without naming a plan\n');
}

function amountOf(limits: PlanList['items'][number]['limits'], name: string): string {
  const value = limits[name] ?? null;
  return value === null ? 'no limit' : amountText(name, value);
}

async function list(context: CliContext, query: ListOptions): Promise<void> {
  const found = await context.api.workspaces({ ...query });
  if (context.json) return printJson(context, found);
  printTable(context, ['WORKSPACE', 'NAME', 'PLAN', 'MADE'], found.items.map(workspaceRow));
  if (found.nextCursor !== null) context.err(`There are more: --cursor ${found.nextCursor}\n`);
}

function workspaceRow({ workspaceId, name, plan, createdAt }: WorkspaceView): string[] {
  return [workspaceId, plain(name, 40), plan, formatTime(createdAt)];
}

async function create(context: CliContext, name: string, { plan }: CreateOptions): Promise<void> {
  const made = await context.api.createWorkspace({ name, ...given({ plan }) });
  tell(context, made, 'is made');
}

async function setPlan(context: CliContext, workspaceId: string, plan: string): Promise<void> {
  tell(context, await context.api.changeWorkspace(workspaceId, { plan }), 'has its plan');
}

function tell(context: CliContext, workspace: WorkspaceView, what: string): void {
  if (context.json) return printJson(context, workspace);
  const { workspaceId, name, plan } = workspace;
  context.out(`${context.paint.green('✓')} ${plain(name)}  ${workspaceId} ${what}: ${plan}\n`);
}

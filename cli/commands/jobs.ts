// The commands for jobs: add, list, show, and the verbs.
import type { Command } from 'commander';
import type { JobVerb, JobSummary, JobView } from '../../api/client/client.ts';
import { WebloomError } from '../../domain/errors.ts';
import type { JobInput } from '../../domain/job/schema.ts';
import { parseNamedRule, RULE_EXAMPLES } from '../../domain/price/rule-text.ts';
import { isRunId } from '../../domain/run/run-id.ts';
import { type CliContext, printJson, type Run } from '../context.ts';
import { formatEvery, parseEvery } from '../interval.ts';
import { findJobId } from '../find-job.ts';
import { paintState } from '../paint.ts';
import { formatTable, formatTime, plain } from '../print-table.ts';
import { watchOption } from './price-rules.ts';
import { sayMore } from './runs.ts';

interface AddOptions {
  readonly every?: string;
  readonly cron?: string;
  readonly tz?: string;
  readonly site?: boolean;
  readonly sitemap?: boolean;
  readonly listing?: boolean;
  readonly select?: readonly string[];
  readonly priceRule?: readonly string[];
  readonly watch?: 'page' | 'price-and-stock';
  readonly name?: string;
  readonly start?: boolean;
}

interface ListOptions {
  readonly state?: string;
  readonly limit: string;
  readonly cursor?: string;
}

function collect(value: string, all: readonly string[] = []): string[] {
  return [...all, value];
}

export function registerJobCommands(program: Command, run: Run): void {
  program
    .command('add')
    .summary('create a job that watches one or more addresses')
    .argument('<url...>', 'pages, or with --site, --sitemap, --listing where to begin')
    .option('--every <interval>', 'run every 15m, 2h, 1d …')
    .option('--cron <cron>', 'run by five cron fields')
    .option('--tz <zone>', 'time zone of --cron, as in Europe/Berlin')
    .option('--site', 'follow links within the host')
    .option('--sitemap', 'the addresses are sitemaps')
    .option('--listing', 'the addresses are listings with links to items')
    .option('--select <name=css>', 'take a value from each page; may be repeated', collect)
    .option('--price-rule <rule>', `when a price tells: ${RULE_EXAMPLES}; may be repeated`, collect)
    .addOption(watchOption())
    .option('--name <name>', 'what to call it')
    .option('--start', 'start a run at once')
    .addHelpText(
      'before',
      'Example: webloom add https://shop.example/tent --every 15m --select price=.price --start\n',
    )
    .action((urls: string[], options: AddOptions) => run((context) => add(context, urls, options)));
  program
    .command('list')
    .summary('list jobs, newest first')
    .option('--state <states>', 'only these states, separated by commas')
    .option('--limit <n>', 'how many', '50')
    .option('--cursor <cursor>', 'go on where a list ended')
    .action((options: ListOptions) => run((context) => list(context, options)));
  program
    .command('show')
    .summary('show a job: state, configuration, next times')
    .argument('<job>', 'id or name')
    .action((job: string) => run((context) => show(context, job)));
  registerVerbs(program, run);
}

const VERBS: readonly (readonly [JobVerb, string])[] = [
  ['start', 'start a run now'],
  ['pause', 'pause a job: what is being fetched is finished and kept, nothing new begins'],
  ['resume', 'go on where a paused job stopped'],
  ['archive', 'put a job away'],
  ['restore', 'take an archived job out again; it does not run by itself'],
  ['schedule', 'put a job back on its schedule'],
];

function registerVerbs(program: Command, run: Run): void {
  for (const [verb, summary] of VERBS) {
    program
      .command(verb)
      .summary(summary)
      .argument('<job...>', 'ids or names')
      .action((jobs: string[]) => run((context) => actOnAll(context, jobs, verb)));
  }
  program
    .command('stop')
    .summary('stop a job; what it has stored is kept')
    .argument('<job...>', 'ids or names, or ids of runs: then only the run is stopped')
    .option('--force', 'at once, without letting running work finish')
    .action((names: string[], { force = false }: { force?: boolean }) =>
      run((context) => stopAll(context, names, force)),
    );
}

async function add(context: CliContext, urls: readonly string[], options: AddOptions): Promise<void> {
  const job = await context.api.createJob(toInput(urls, options));
  if (context.json) return printJson(context, job);
  const { out, paint } = context;
  out(`${paint.green('✓')} ${plain(job.name)}  ${job.jobId}  ${paintState(paint, job.state)}\n`);
  if (job.nextTimes.length > 0) out(`  next: ${job.nextTimes.slice(0, 3).map(formatTime).join(', ')}\n`);
  if (job.note !== undefined) context.err(`  ${job.note}\n`);
  for (const { detail, remedy } of job.notices) context.err(`  ! ${plain(detail, 300)}\n    → ${remedy}\n`);
  out(
    paint.dim(
      `  ${job.activeRunId === null ? `webloom start ${job.jobId}` : `webloom watch ${job.jobId}`}\n`,
    ),
  );
}

function toInput(urls: readonly string[], options: AddOptions): JobInput {
  return {
    ...(options.name === undefined ? {} : { name: options.name }),
    start: options.start === true,
    config: {
      source: toSource(urls, options),
      fields: (options.select ?? []).map(toField),
      ...toSchedule(options),
      ...toPriceWatch(options),
    },
  };
}

function toPriceWatch({ watch, priceRule }: AddOptions): Pick<JobInput['config'], 'changes'> {
  if (watch === undefined && priceRule === undefined) return {};
  const rules = priceRule?.map(parseNamedRule);
  return {
    changes: {
      ...(watch === undefined ? {} : { watch }),
      ...(rules === undefined ? {} : { priceRules: rules }),
    },
  };
}

function toSource(
  urls: readonly string[],
  { site, sitemap, listing }: AddOptions,
): JobInput['config']['source'] {
  const kinds = [site, sitemap, listing].filter((chosen) => chosen === true);
  if (kinds.length > 1)
    throw new WebloomError('validation', 'Choose one of --site, --sitemap and --listing.');
  if (site === true) return { kind: 'site', start: [...urls] };
  if (sitemap === true) return { kind: 'sitemap', sitemaps: [...urls] };
  if (listing === true) return { kind: 'listing', start: [...urls] };
  return { kind: 'pages', urls: [...urls] };
}

function toField(text: string): { name: string; locators: { selector: string; attribute?: string }[] } {
  const at = text.indexOf('=');
  if (at < 1) throw new WebloomError('validation', `--select ${text}: write name=css, as in price=.price`);
  const [selector = '', attribute] = text.slice(at + 1).split(/@(?=[\w-]+$)/);
  return {
    name: text.slice(0, at),
    locators: [{ selector, ...(attribute === undefined ? {} : { attribute }) }],
  };
}

function toSchedule({ every, cron, tz }: AddOptions): Partial<JobInput['config']> {
  if (every !== undefined && cron !== undefined)
    throw new WebloomError('validation', 'Choose one of --every and --cron.');
  if (tz !== undefined && cron === undefined)
    throw new WebloomError('validation', '--tz is the time zone of --cron: give both.');
  if (every !== undefined) return { schedule: { kind: 'interval', everyMs: parseEvery(every) } };
  if (cron === undefined) return {};
  return { schedule: { kind: 'cron', cron, ...(tz === undefined ? {} : { timezone: tz }) } };
}

async function list(context: CliContext, { state, limit, cursor }: ListOptions): Promise<void> {
  const jobs = await context.api.jobs({ state, limit, cursor });
  if (context.json) return printJson(context, jobs);
  if (jobs.items.length === 0) context.err('No jobs. "webloom add URL" creates one.\n');
  else
    context.out(
      formatTable(['JOB', 'NAME', 'STATE', 'NEXT RUN', 'LAST RUN', 'PAGES'], jobs.items.map(toRow(context))),
    );
  sayMore(context, jobs.nextCursor);
}

function toRow({ paint }: CliContext) {
  return (job: JobSummary): string[] => [
    job.jobId,
    plain(job.name, 40),
    paintState(paint, job.state),
    formatTime(job.nextRunAt),
    job.metrics.lastRunState === null
      ? '–'
      : `${job.metrics.lastRunState} ${formatTime(job.metrics.lastRunAt)}`,
    String(job.metrics.pages),
  ];
}

async function show(context: CliContext, name: string): Promise<void> {
  const job = await context.api.job(await findJobId(context.api, name));
  if (context.json) return printJson(context, job);
  context.out(describeJob(context, job));
}

function describeJob({ paint }: CliContext, job: JobView): string {
  const { metrics } = job;
  const lines = [
    `${paint.bold(plain(job.name))}  ${job.jobId}  ${paintState(paint, job.state)}`,
    `source    ${job.sourceKind}: ${plain(job.firstUrl, 120)}`,
    `schedule  ${describeSchedule(job)}`,
    `next      ${job.nextTimes.length === 0 ? '–' : job.nextTimes.map(formatTime).join(', ')}`,
    `runs      ${metrics.runs}, ${metrics.completedRuns} completed; ${metrics.pages} pages, ${metrics.changes} changes`,
    ...(job.buffered === null
      ? []
      : [`waiting   a start (${job.buffered.trigger}) since ${formatTime(job.buffered.since)}`]),
    `run       ${job.activeRunId ?? metrics.lastRunId ?? '–'}`,
    `possible  ${job.allowedTransitions.join(', ')}`,
    ...job.notices.flatMap(({ detail, remedy }) => [
      `notice    ${plain(detail, 300)}`,
      `          → ${remedy}`,
    ]),
  ];
  return `${lines.join('\n')}\n`;
}

function describeSchedule({ schedule }: JobView): string {
  if (schedule === null) return 'none';
  return schedule.kind === 'cron'
    ? `${schedule.cron} (${schedule.timezone})`
    : `every ${formatEvery(schedule.everyMs)}`;
}

async function actOnAll(context: CliContext, names: readonly string[], verb: JobVerb): Promise<void> {
  for (const name of names) await act(context, name, verb);
}

async function act(context: CliContext, name: string, verb: JobVerb, body?: unknown): Promise<void> {
  const { api, out, err, paint } = context;
  const answer = await api.act(await findJobId(api, name), verb, body);
  if (context.json) return printJson(context, answer);
  const already = answer.same ? ' already' : '';
  const run = answer.runId === null ? '' : `  ${answer.runId}`;
  out(`${paint.green('✓')} ${answer.jobId} is${already} ${paintState(paint, answer.state)}${run}\n`);
  if (answer.note !== undefined) err(`  ${answer.note}\n`);
}

async function stopAll(context: CliContext, names: readonly string[], force: boolean): Promise<void> {
  for (const name of names) {
    if (!isRunId(name)) {
      await act(context, name, 'stop', { force });
      continue;
    }
    const answer = await context.api.stopRun(name, force);
    if (context.json) printJson(context, answer);
    else
      context.out(
        `${context.paint.green('✓')} ${answer.runId} is ${paintState(context.paint, answer.state)}\n`,
      );
  }
}

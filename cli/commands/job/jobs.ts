// The commands for jobs: list, show, and the verbs.
import type { Command } from 'commander';
import type { JobRow, JobVerb, JobView } from '../../../api/client/client.ts';
import { TROUBLE_WORDS } from '../../../domain/job/job-trouble.ts';
import { isRunId } from '../../../domain/run/run-id.ts';
import { type CliContext, printJson, type Run } from '../../context.ts';
import { type ListOptions, sayMore } from '../../list-page.ts';
import { valueOf } from '../../../domain/config/tag-settings/config-members.ts';
import { missedText } from '../../../domain/config/schedule/missed-text.ts';
import { restrictionWords } from '../../../domain/config/schedule/window-text.ts';
import { formatEvery } from '../../../domain/config/schedule/interval-text.ts';
import { type BulkOptions, actOnFitting, isForAll, withFilter } from '../../bulk.ts';
import { findJobId } from '../../find-job.ts';
import { findView } from '../../job/find-view.ts';
import { paintState } from '../../paint.ts';
import { formatTime, plain, printTable } from '../../print-table.ts';
import { describeVerb } from '../../verb-text.ts';
import { given } from '../../../domain/system/given.ts';

interface FilterOptions extends ListOptions {
  readonly state?: string;
  readonly sort?: string;
  readonly view?: string;
}

export function registerJobCommands(program: Command, run: Run): void {
  program
    .command('list')
    .alias('jobs')
    .summary('list jobs: all, or those that fit a search')
    .argument('[search...]', 'such as state:failed tag:shop kettle (docs/searching.md)')
    .option('--sort <keys>', 'such as -lastChange,name; default: newest first')
    .option(
      '--view <view>',
      'search and sort as in this saved view (webloom views list); what is given besides narrows it',
    )
    .option('--state <states>', 'only these states, separated by commas')
    .option('--limit <n>', 'how many', '50')
    .option('--cursor <cursor>', 'go on where a list ended')
    .action((search: string[], options: FilterOptions) => run((context) => list(context, search, options)));
  program
    .command('show')
    .summary('show a job: state, configuration, next times')
    .argument('<job>', 'id or name')
    .option('--sources', 'show what it is set to, and whether it says that itself or has it by a tag')
    .action((job: string, options: ShowOptions) => run((context) => show(context, job, options)));
  registerVerbs(program, run);
}

const VERBS = [
  ['start', 'start a run now'],
  ['pause', 'pause a job: what is being fetched is finished and kept, nothing new begins'],
  ['resume', 'go on where a paused job stopped'],
  ['archive', 'put a job away'],
  ['restore', 'take an archived job out again; it does not run by itself'],
] as const;

function registerVerbs(program: Command, run: Run): void {
  for (const [verb, summary] of VERBS) {
    const command = program.command(verb).summary(summary).argument('[job...]', 'ids or names');
    withFilter(command).action((jobs: string[], options: BulkOptions) =>
      run((context) =>
        isForAll(verb, jobs, options)
          ? actOnFitting(context, { verb }, options)
          : actOnAll(context, jobs, verb),
      ),
    );
  }
  program
    .command('schedule')
    .summary('put a job back on its schedule')
    .argument('<job...>', 'ids or names')
    .action((jobs: string[]) => run((context) => actOnAll(context, jobs, 'schedule')));
  registerStop(program, run);
}

function registerStop(program: Command, run: Run): void {
  const command = program
    .command('stop')
    .summary('stop a job; what it has stored is kept')
    .argument('[job...]', 'ids or names, or ids of runs: then only the run is stopped')
    .option('--force', 'at once, without letting running work finish; not with --filter');
  withFilter(command).action((names: string[], { force = false, ...options }: StopOptions) =>
    run((context) =>
      isForAll('stop', names, options)
        ? actOnFitting(context, { verb: 'stop' }, options)
        : stopAll(context, names, force),
    ),
  );
}

interface StopOptions extends BulkOptions {
  readonly force?: boolean;
}

const NO_JOBS = 'No jobs. "webloom add URL" creates one.\n';
const NO_MATCH = 'No job fits this search. "webloom list" shows all.\n';

async function list(
  context: CliContext,
  search: readonly string[],
  { view, state, limit, cursor, ...options }: FilterOptions,
): Promise<void> {
  const saved = await readView(context, view);
  const words = [...saved.search, ...search];
  const q = words.length === 0 ? undefined : words.join(' ');
  const jobs = await context.api.jobs({ q, state, limit, cursor, sort: options.sort ?? saved.sort });
  if (context.json) return printJson(context, jobs);
  if (jobs.items.length === 0) context.err(q === undefined ? NO_JOBS : NO_MATCH);
  else
    printTable(
      context,
      ['JOB', 'NAME', 'STATE', 'NEXT RUN', 'LAST RUN', 'PAGES'],
      jobs.items.map(toRow(context)),
    );
  sayMore(context, jobs.nextCursor);
}

async function readView(
  { api }: CliContext,
  name: string | undefined,
): Promise<{ search: string[]; sort?: string }> {
  if (name === undefined) return { search: [] };
  const query = new URLSearchParams((await findView(api, name, 'jobs')).query);
  const [search, sort] = [query.get('q') ?? '', query.get('sort')];
  return { search: search === '' ? [] : [search], ...given({ sort: sort ?? undefined }) };
}

function toRow({ paint }: CliContext) {
  return (job: JobRow): string[] => [
    job.jobId,
    plain(job.name, 200),
    paintState(paint, job.state) + troubleOf(job),
    formatTime(job.nextRunAt),
    job.metrics.lastRunState === null
      ? '–'
      : `${job.metrics.lastRunState} ${formatTime(job.metrics.lastRunAt)}`,
    String(job.metrics.pages),
  ];
}

/** `✓ completed, nothing to watch` */
function troubleOf({ trouble }: JobRow): string {
  return trouble === null ? '' : `, ${TROUBLE_WORDS[trouble.kind]}`;
}

interface ShowOptions {
  readonly sources?: boolean;
}

async function show(context: CliContext, name: string, { sources = false }: ShowOptions): Promise<void> {
  const job = await context.api.job(await findJobId(context.api, name));
  if (context.json) return printJson(context, job);
  context.out(describeJob(context, job));
  if (sources) printTable(context, ['MEMBER', 'VALUE', 'FROM'], job.provenance.map(toSourceRow(job)));
}

function toSourceRow({ config }: JobView) {
  return ({ member, tag }: JobView['provenance'][number]): string[] => [
    member,
    plain(JSON.stringify(valueOf(config, member)), 100),
    tag === null ? 'own' : `tag ${plain(tag, 40)}`,
  ];
}

function describeJob({ paint }: CliContext, job: JobView): string {
  const { metrics } = job;
  const lines = [
    `${paint.bold(plain(job.name))}  ${job.jobId}  ${paintState(paint, job.state)}`,
    ...noteLines(job),
    `source    ${job.sourceKind}: ${plain(job.firstUrl, 120)}`,
    `schedule  ${describeSchedule(job)}`,
    `next      ${job.nextTimes.length === 0 ? '–' : job.nextTimes.slice(0, 5).map(formatTime).join(', ')}`,
    `runs      ${metrics.runs}, ${metrics.completedRuns} completed; ${metrics.pages} pages, ${metrics.changes} changes`,
    ...(job.buffered === null
      ? []
      : [`waiting   a start (${job.buffered.trigger}) since ${formatTime(job.buffered.since)}`]),
    `run       ${job.activeRun?.runId ?? metrics.lastRunId ?? '–'}`,
    `possible  ${job.allowedTransitions.join(', ')}`,
    ...job.notices.flatMap(({ detail, remedy }) => [
      `notice    ${plain(detail, 300)}`,
      `          → ${remedy}`,
    ]),
  ];
  return `${lines.join('\n')}\n`;
}

/** Each line of its own, as it was written. */
function noteLines({ note }: JobView): string[] {
  return (note ?? '')
    .split('\n')
    .flatMap((line, at) =>
      note === null ? [] : [`${at === 0 ? 'note' : ''}`.padEnd(10) + plain(line, 1_000)],
    );
}

function describeSchedule({ schedule }: JobView): string {
  if (schedule === null) return 'none';
  const missed = schedule.missed === undefined ? '' : `, missed times: ${missedText(schedule.missed)}`;
  return schedule.kind === 'cron'
    ? `${schedule.cron} (${schedule.timezone})${restrictionWords(schedule)}${missed}`
    : `every ${formatEvery(schedule.everyMs)}${restrictionWords(schedule)}${missed}`;
}

async function actOnAll(context: CliContext, names: readonly string[], verb: JobVerb): Promise<void> {
  for (const name of names) await act(context, name, verb);
}

async function act(context: CliContext, name: string, verb: JobVerb, body?: unknown): Promise<void> {
  const { api, out, err, paint } = context;
  const answer = await api.act(await findJobId(api, name), verb, body);
  if (context.json) return printJson(context, answer);
  out(describeVerb(paint, verb, answer));
  if (answer.note !== undefined) err(`  ${answer.note}\n`);
  if (answer.warning !== null) err(`  ! ${answer.warning}\n`);
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

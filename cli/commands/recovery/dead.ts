// The commands for dead letters: what was given up, looked at, replayed, edited, discarded.
import type { Command } from 'commander';
import type { LetterPatch, LetterView, ReplayForecast } from '../../../api/client/recovery-calls.ts';
import { type CliContext, type Run, printJson } from '../../context.ts';
import { sayMore } from '../../list-page.ts';
import { findJobId } from '../../find-job.ts';
import { formatTime, plain, printTable } from '../../print-table.ts';
import { confirm } from '../../terminal/confirm.ts';
import { type ChoiceOptions, toChoice, toTime, withFilters } from './letter-choice.ts';
import { counted } from '../../../domain/system/counted.ts';

interface ListOptions extends Omit<ChoiceOptions, 'all'> {
  readonly state: string;
  readonly limit: string;
  readonly cursor?: string;
}

interface ActOptions extends ChoiceOptions {
  readonly yes?: boolean;
  readonly dryRun?: boolean;
}

export function registerDead(program: Command, run: Run): void {
  const dead = program.command('dead').summary('list, replay, edit and discard what was given up');
  withFilters(dead.command('list').summary('list dead letters, the latest failure first'))
    .option('--state <state>', 'open, replayed, settled, discarded; several with commas between; any', 'open')
    .option('--limit <n>', 'how many', '50')
    .option('--cursor <cursor>', 'go on where a list ended')
    .action((options: ListOptions) => run((context) => list(context, options)));
  dead
    .command('show')
    .summary('show a dead letter with what was to be done')
    .argument('<letter>', 'id of a dead letter')
    .action((id: string) => run((context) => show(context, id)));
  withFilters(dead.command('replay').summary('try letters again: a run of exactly their pages'))
    .argument('[letter...]', 'ids of dead letters')
    .option('--all', 'all that are open')
    .option('--dry-run', 'only tell what would be done, and how long it takes')
    .option('--yes', 'do not ask')
    .action((ids: string[], options: ActOptions) => run((context) => replay(context, ids, options)));
  dead
    .command('edit')
    .summary('mend what a replay of a letter does')
    .argument('<letter>', 'id of a dead letter')
    .option('--url <url>', 'of a page: its new address')
    .option('--payload <json>', 'of a message of RabbitMQ: {"jobId": "job_…", "url": "https://…"}')
    .option('--channel <id>', 'of a delivery: the channel to send it to')
    .action((id: string, options: EditOptions) => run((context) => edit(context, id, options)));
  withFilters(dead.command('discard').summary('give letters up'))
    .argument('[letter...]', 'ids of dead letters')
    .option('--all', 'all that are open')
    .option('--yes', 'do not ask')
    .action((ids: string[], options: ActOptions) => run((context) => discard(context, ids, options)));
}

async function list(context: CliContext, options: ListOptions): Promise<void> {
  const { job, run: runId, since, state, ...rest } = options;
  const found = await context.api.deadLetters({
    ...rest,
    state: state === 'any' ? undefined : state,
    runId,
    jobId: job === undefined ? undefined : await findJobId(context.api, job),
    since: since === undefined ? undefined : toTime(since),
  });
  if (context.json) return printJson(context, found);
  const head = ['LETTER', 'WHAT', 'REASON', 'LAST', 'STATE', 'JOB', 'TIMES', 'DETAIL'];
  if (found.items.length === 0) context.err('No dead letters of this kind.\n');
  else printTable(context, head, found.items.map(toRow));
  sayMore(context, found.nextCursor);
}

function toRow(letter: LetterView): string[] {
  const { letterId, lastAt, state, jobName, url, origin, reason, times, detail } = letter;
  return [
    letterId,
    plain(url ?? origin, 60),
    plain(reason, 30),
    formatTime(lastAt),
    state,
    plain(jobName ?? '–', 30),
    String(times),
    plain(detail, 60),
  ];
}

async function show(context: CliContext, id: string): Promise<void> {
  const letter = await context.api.deadLetter(id);
  if (context.json) return printJson(context, letter);
  const { payload, state, by, movedAt, replayRunId } = letter;
  const lines: readonly (readonly [string, string | null])[] = [
    ['letter', letter.letterId],
    ['origin', letter.origin],
    ['state', `${state} since ${formatTime(movedAt)}`],
    ['acted', by === null ? null : plain(by)],
    ['reason', `${letter.reason}: ${letter.means}`],
    ['detail', plain(letter.detail, 400)],
    ['job', letter.jobName === null ? letter.jobId : `${plain(letter.jobName)} (${letter.jobId ?? ''})`],
    ['run', letter.runId],
    ['replay', replayRunId],
    ['attempts', `${letter.attempts}, given up ${counted(letter.times, 'time')}`],
    ['first', formatTime(letter.firstAt)],
    ['last', formatTime(letter.lastAt)],
  ];
  for (const [name, value] of lines) if (value !== null) context.out(`${name.padEnd(9)} ${value}\n`);
  const note = payload.encoding === 'base64' ? ' as base64' : '';
  context.out(`payload${note}${payload.isCut ? ', its beginning' : ''}:\n`);
  for (const line of payload.text.split('\n')) context.out(`  ${plain(line, 2_000)}\n`);
}

async function replay(context: CliContext, ids: readonly string[], options: ActOptions): Promise<void> {
  const choice = await toChoice(context, ids, options);
  const { api, json, err, out, paint } = context;
  if (options.dryRun === true || options.yes !== true) {
    const forecast = await api.forecastReplay(choice);
    if (options.dryRun === true && json) return printJson(context, forecast);
    tellForecast(context, forecast);
    if (options.dryRun === true || !(await confirm(context, 'Replay these letters?', false))) return;
  }
  const answer = await api.replayDeadLetters(choice);
  if (json) return printJson(context, answer);
  for (const { jobName, pages, runId, refusal, left, note } of answer.jobs) {
    if (runId === null) err(`${paint.red('✗')} ${plain(jobName)}: ${plain(refusal ?? '', 400)}\n`);
    else out(`${paint.green('✓')} ${plain(jobName)}: ${counted(pages, 'page')} in ${runId}\n`);
    if (left > 0) err(`  ${counted(left, 'page')} beyond the limit of one run stay as they are\n`);
    if (note !== null) err(`  ${plain(note, 400)}\n`);
  }
  if (answer.deliveries > 0) out(`${paint.green('✓')} ${counted(answer.deliveries, 'message')} sent again\n`);
  for (const { letterId, detail } of answer.refused)
    err(`${paint.red('✗')} ${letterId}: ${plain(detail, 400)}\n`);
}

export function tellForecast({ err }: Pick<CliContext, 'err'>, forecast: ReplayForecast): void {
  const { pages, deliveries, jobs, detail, refused, isCut } = forecast;
  const sent = deliveries === 0 ? '' : `, ${counted(deliveries, 'message')}`;
  err(`${counted(pages, 'page')} of ${counted(jobs.length, 'job')}${sent}. ${plain(detail, 400)}\n`);
  for (const { jobName, refusal, left } of jobs) {
    if (refusal !== null) err(`  ${plain(jobName)}: ${plain(refusal, 400)}\n`);
    if (left > 0) err(`  ${plain(jobName)}: ${counted(left, 'page')} beyond the limit of one run wait\n`);
  }
  if (refused.length > 0) err(`  ${counted(refused.length, 'letter')} can not be replayed as they are\n`);
  if (isCut) err('  More letters fit than are replayed at once (10,000)\n');
}

interface EditOptions {
  readonly url?: string;
  readonly payload?: string;
  readonly channel?: string;
}

async function edit(context: CliContext, id: string, { url, payload, channel }: EditOptions): Promise<void> {
  const patch: LetterPatch = { url, payload, channelId: channel };
  const letter = await context.api.editDeadLetter(id, patch);
  if (context.json) return printJson(context, letter);
  context.out(
    `${context.paint.green('✓')} ${letter.letterId} is changed. webloom dead replay ${letter.letterId}\n`,
  );
}

async function discard(context: CliContext, ids: readonly string[], options: ActOptions): Promise<void> {
  const choice = await toChoice(context, ids, options);
  const isSaid = options.yes === true || ids.length > 0;
  if (!(await confirm(context, 'Give up all open letters that fit?', isSaid))) return;
  const { discarded } = await context.api.discardDeadLetters(choice);
  if (context.json) return printJson(context, { discarded });
  context.out(`${context.paint.green('✓')} ${counted(discarded, 'letter')} discarded\n`);
}

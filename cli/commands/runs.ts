// The commands for runs: list, one run with its ledger, its pages and failures, and why.
import { toldReasons } from '../../domain/job/outlook/told-reasons.ts';
import { callerWords } from '../../domain/system/access/caller-words.ts';
import type { Command } from 'commander';
import type { PageStory, RunView } from '../../api/client/client.ts';
import { WebloomError, isWebloomError } from '../../domain/system/errors.ts';
import { isRunId } from '../../domain/run/run-id.ts';
import { describeFault } from '../../domain/run/source-progress.ts';
import { type CliContext, printJson, type Run } from '../context.ts';
import { type ListOptions, sayMore } from '../list-page.ts';
import { findJobId, findRunId, withoutRun } from '../find-job.ts';
import { untakenLines } from '../job/untaken-times.ts';
import { paintState } from '../paint.ts';
import { describeChain } from '../run/run-chain.ts';
import { describeTopics, type RunChangesView } from './run/run-topics.ts';
import { registerRunList } from './run-list.ts';
import { formatBytes, formatDuration, formatTime, plain, printTable } from '../print-table.ts';
import { counted } from '../../domain/system/counted.ts';

interface PageOptions extends ListOptions {
  readonly fallback?: string;
}

export function registerRunCommands(program: Command, run: Run): void {
  registerRunList(program, run);
  program
    .command('run')
    .summary('show a run: state, ledger, reasons')
    .argument('<run>', 'id of a run, or a job: then its latest')
    .action((name: string) => run((context) => showRun(context, name)));
  program
    .command('pages')
    .summary('list the URLs of a run and how each ended')
    .argument('<run>', 'id of a run, or a job: then its latest')
    .option('--limit <n>', 'how many', '50')
    .option('--cursor <cursor>', 'go on where a list ended')
    .option('--fallback <kinds>', 'only those read in another way: other-selector, later-attempt …')
    .action((name: string, options: PageOptions) => run((context) => listPages(context, name, options)));
  program
    .command('failures')
    .summary('list what failed or was skipped in a run, and why')
    .argument('<run>', 'id of a run, or a job: then its latest')
    .option('--limit <n>', 'how many', '50')
    .option('--cursor <cursor>', 'go on where a list ended')
    .action((name: string, options: ListOptions) => run((context) => listFailures(context, name, options)));
  program
    .command('why')
    .summary(
      'why a URL ended as it did; without a URL: why nothing moves in a run, and which times of a job got none',
    )
    .argument('<run>', 'id of a run, or a job: then its latest')
    .argument('[url]', 'address or key of a page')
    .action((name: string, url?: string) => run((context) => tellWhy(context, name, url)));
}

async function showRun(context: CliContext, name: string): Promise<void> {
  const run = await context.api.run(await findRunId(context.api, name));
  if (context.json) return printJson(context, run);
  context.out(describeRun(context, run, await context.api.runChanges(run.runId)));
  if (run.finishedAt === null) await tellIdle(context, run.runId);
}

function holdText({ state, by }: NonNullable<RunView['hold']>, runId: string): string {
  if (state !== 'held') return `${state} by ${plain(by ?? '', 60)}`;
  return `held back, told to nobody: webloom gate confirm ${runId}, or webloom gate withdraw ${runId}`;
}

export function describeRun(
  { paint, apiUrl }: Pick<CliContext, 'paint' | 'apiUrl'>,
  run: RunView,
  changes: RunChangesView,
): string {
  const { ledger, metrics, endingReason } = run;
  const lines = [
    `${run.runId}  ${paintState(paint, run.state)}  (${run.trigger}${run.startedBy === null ? '' : ` by ${callerWords(run.startedBy)}`}, run ${run.seq} of ${plain(run.jobName, 60)}, ${run.jobId})`,
    `began    ${formatTime(run.createdAt)}, took ${formatDuration(run.durationMs)}, ${metrics.pagesPerSecond} pages/s`,
    `pages    ${ledger.discovered} = ${ledger.stored} stored + ${ledger.unchanged} unchanged + ${ledger.failed} failed + ${ledger.skipped} skipped + ${ledger.pending} pending + ${ledger.inFlight} in flight`,
    `found    ${metrics.changes} changes, ${metrics.priceChanges} price changes, ${metrics.pricePoints} prices`,
    ...describeTopics(changes),
    `traffic  ${metrics.requests} requests, ${formatBytes(metrics.wireBytes)}, waited ${formatDuration(metrics.waitMs)} for hosts' pace`,
  ];
  if (endingReason !== null) {
    lines.push(`ended    ${endingReason.code}: ${endingReason.detail}`);
    if (endingReason.remedy !== null) lines.push(`         → ${endingReason.remedy}`);
  }
  for (const { gate, text } of run.gateHits) lines.push(`gate     ${plain(text, 300)} (${gate})`);
  if (run.hold !== null) lines.push(`changes  ${holdText(run.hold, run.runId)}`);
  for (const { text, remedy } of run.degradation?.findings ?? [])
    lines.push(`worse    ${plain(text, 300)}`, `         → ${remedy}`);
  lines.push(...describeChain(run), ...describeFallbacks(run), ...describeSource(run.source));
  for (const { code, count, means } of run.reasons)
    lines.push(`  ${String(count).padStart(6)} × ${code}: ${means}`);
  for (const [name, n] of Object.entries(run.missingFields))
    lines.push(
      `  ${String(n).padStart(6)} × “${name}” is required and was not found on this many pages: webloom pages ${run.runId}`,
    );
  for (const [reason, n] of Object.entries(run.droppedLinks))
    lines.push(`  ${String(n).padStart(6)} links not followed: ${reason}`);
  const { temporal } = run.links;
  lines.push(
    paint.dim(
      `API ${apiUrl}${run.links['self'] ?? ''}${temporal === undefined ? '' : `  Temporal ${temporal}`}`,
    ),
  );
  return `${lines.join('\n')}\n`;
}

/** Those of the source are told beside it. */
function describeFallbacks({ fallbacks, runId }: RunView): string[] {
  return fallbacks
    .filter(({ kind }) => kind !== 'faulty-source')
    .flatMap(({ kind, unit, text, since, example }) => [
      `instead  ${text} First ${formatTime(since)}: ${plain(example.url, 100)}`,
      `         ${plain(example.detail, 300)}${unit === 'page' ? ` All: webloom pages ${runId} --fallback ${kind}` : ''}`,
    ]);
}

function describeSource(source: RunView['source']): string[] {
  if (source === null || source.documents + source.left === 0) return [];
  const { documents, left, urls, reading, faults, faultCount } = source;
  const now =
    reading === null ? '' : `; reading ${plain(reading.url, 100)}, ${reading.urls} URLs of it so far`;
  const more = faultCount > faults.length ? [`         and ${faultCount - faults.length} more`] : [];
  return [
    `source   ${documents} documents read, ${left} left, ${urls} URLs${now}`,
    ...faults.map((fault) => `  faulty ${plain(describeFault(fault), 300)}`),
    ...more,
  ];
}

async function listPages(context: CliContext, name: string, options: PageOptions): Promise<void> {
  const pages = await context.api.runPages(await findRunId(context.api, name), { ...options });
  if (context.json) return printJson(context, pages);
  const rows = pages.items.map((page) => [
    page.outcome,
    page.reason ?? '–',
    page.status === null ? '–' : String(page.status),
    page.pageType ?? '–',
    page.elapsedMs === null ? '–' : formatDuration(page.elapsedMs),
    `${plain(page.url, 100)}${page.missingFields.length === 0 ? '' : `  (not found: ${page.missingFields.join(', ')})`}`,
  ]);
  printTable(context, ['OUTCOME', 'REASON', 'HTTP', 'TYPE', 'TOOK', 'URL'], rows);
  sayMore(context, pages.nextCursor);
}

async function listFailures(
  context: CliContext,
  name: string,
  { limit, cursor }: ListOptions,
): Promise<void> {
  const failures = await context.api.failures(await findRunId(context.api, name), { limit, cursor });
  if (context.json) return printJson(context, failures);
  if (failures.items.length === 0) context.err('Nothing failed or was skipped.\n');
  else {
    const rows = failures.items.map((failure) => [
      failure.outcome,
      failure.reason,
      failure.status === null ? '–' : String(failure.status),
      String(failure.attempts),
      plain(failure.url, 90),
      plain(failure.detail, 80),
    ]);
    printTable(context, ['OUTCOME', 'REASON', 'HTTP', 'FAILED ATTEMPTS', 'URL', 'DETAIL'], rows);
  }
  sayMore(context, failures.nextCursor);
}

/** How a page stood when a step on it failed is told in one. */
const MAX_STORY_LINE = 1_600;

async function tellWhy(context: CliContext, name: string, url: string | undefined): Promise<void> {
  if (url === undefined && !isRunId(name)) return tellWhyJob(context, name);
  const runId = await findRunId(context.api, name);
  if (url === undefined) return tellWhyRun(context, runId);
  const story = await readStory(context, runId, url);
  if (context.json) return printJson(context, story);
  const { out, paint } = context;
  out(`${paint.bold(plain(story.url, 200))}\n`);
  for (const line of story.story) out(`  ${plain(line, MAX_STORY_LINE)}\n`);
  for (const visit of story.visits) {
    const tries = visit.attempts === 0 ? '' : `, after ${counted(visit.attempts, 'failed attempt')}`;
    out(
      paint.dim(
        `  chunk ${visit.chunkNo}, look ${visit.visit}: ${visit.outcome} ${visit.reason ?? ''}${tries}\n`,
      ),
    );
  }
  const { picture } = story.links;
  if (picture !== undefined) out(paint.dim(`  what was on the screen then: GET ${picture}\n`));
}

/** Reads the story by key, the only name the API knows, but reports an error with the URL the user gave. */
async function readStory({ api }: CliContext, runId: string, url: string): Promise<PageStory> {
  const { toUrlKey } = await import('../http/url-key.ts');
  try {
    return await api.story(runId, toUrlKey(url));
  } catch (error) {
    if (!isWebloomError(error) || error.code !== 'not-found') throw error;
    throw new WebloomError('not-found', `${url} was not among the addresses of ${runId}.`, {
      facts: { ...error.facts, remedy: `"webloom pages ${runId}" lists them.` },
      cause: error,
    });
  }
}

async function tellIdle(context: CliContext, runId: string): Promise<void> {
  const answer = await context.api.whyIdle(runId);
  if (context.json) return printJson(context, answer);
  const { out, paint } = context;
  out(`${answer.runId}  ${paintState(paint, answer.state)}  ${answer.idle ? 'nothing moves' : 'at work'}\n`);
  for (const reason of toldReasons(answer.reasons)) {
    const until = reason.until === null ? '' : ` (until ${formatTime(reason.until)})`;
    out(`  ${reason.code}: ${plain(reason.detail, 400)}${until}\n`);
    if (reason.remedy !== null) out(paint.dim(`    → ${reason.remedy}\n`));
  }
}

/** Also why a job that was to follow did not. */
async function tellWhyRun(context: CliContext, runId: string): Promise<void> {
  await tellIdle(context, runId);
  if (context.json) return;
  for (const line of describeChain(await context.api.run(runId))) context.out(`  ${line}\n`);
}

/** Of its latest run, and of the times of its schedule that got none. */
async function tellWhyJob(context: CliContext, name: string): Promise<void> {
  const { api } = context;
  const jobId = await findJobId(api, name);
  const outlook = await api.outlook(jobId);
  const untaken = untakenLines(outlook);
  const latest = (await api.runs({ jobId, limit: 1 })).items[0]?.runId;
  if (latest === undefined && untaken.length === 0) throw withoutRun(name);
  if (context.json) {
    const { missed, skipped } = outlook;
    const why = latest === undefined ? { jobId } : await api.whyIdle(latest);
    return printJson(context, { ...why, missed, skipped });
  }
  if (latest === undefined) context.out(`${jobId}  no run yet\n`);
  else await tellWhyRun(context, latest);
  for (const [title, text] of untaken) context.out(`  ${title.padEnd(9)} ${plain(text, 400)}\n`);
}

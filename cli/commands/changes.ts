// The commands for the inbox: list and follow changes, mark them.
import type { Command } from 'commander';
import type { ChangeView, ListOf, Query } from '../../api/client/client.ts';
import type { EventMessage } from '../../domain/run/dispatch/message.ts';
import { eventFacts, isChangeEvent } from '../../domain/system/event/event-words.ts';
import type { Together } from '../../domain/change/words/fold-together.ts';
import { type CliContext, printJson, type Run } from '../context.ts';
import { type ListOptions, sayMore } from '../list-page.ts';
import { EXIT } from '../exit-code.ts';
import { findJobId } from '../find-job.ts';
import { formatTime, plain } from '../print-table.ts';
import { describeTopics } from './run/run-topics.ts';
import { counted } from '../../domain/system/counted.ts';
import { summaryWords } from '../../domain/page/model-summary/model-summary.ts';

interface ChangeOptions extends ListOptions {
  readonly run?: string;
  readonly page?: string;
  readonly state?: string;
  readonly inbox?: string;
  readonly severity?: string;
  readonly kind?: string;
  readonly search?: string;
  readonly since?: string;
  readonly order: string;
  readonly follow?: boolean;
}

export function registerChanges(program: Command, run: Run): void {
  program
    .command('changes')
    .summary('list changes, newest first, or follow them as they come')
    .argument('[job]', 'only of this job: id or name')
    .option('--run <run>', 'only of this run')
    .option('--page <page>', 'only of this page')
    .option('--inbox <states>', 'unread, seen, ignored; several with commas')
    .option('--severity <severities>', 'minor, notable, major; several with commas')
    .option(
      '--kind <kinds>',
      'text, field, price, availability, added, removed, moved, entry, page-type, picture',
    )
    .option('--state <states>', 'pending, confirmed, withdrawn')
    .option('--search <text>', 'only with this text in title, summary or address')
    .option('--since <time>', 'only from this time on, ISO 8601')
    .option('--limit <n>', 'how many', '50')
    .option('--order <order>', 'of the blocks of each, with --json: strength, page', 'strength')
    .option('--cursor <cursor>', 'go on where a list ended')
    .option('--follow', 'then wait for new ones; Ctrl-C ends')
    .addHelpText(
      'before',
      'Examples: webloom changes --inbox unread --severity major\n          webloom changes shop --follow\n',
    )
    .action((job: string | undefined, options: ChangeOptions) =>
      run((context) => showChanges(context, job, options)),
    );
  const mark = (name: string, inbox: ChangeView['inbox'], summary: string): void => {
    program
      .command(name)
      .summary(summary)
      .argument('<ids...>', 'ids of changes, as "webloom changes" prints them')
      .action((ids: string[]) => run((context) => markChanges(context, ids, inbox)));
  };
  mark('seen', 'seen', 'mark changes as seen');
  mark('ignore', 'ignored', 'mark changes as not worth telling');
  mark('unread', 'unread', 'take back what seen and ignore did');
}

async function showChanges(
  context: CliContext,
  job: string | undefined,
  options: ChangeOptions,
): Promise<number | void> {
  const { api, json } = context;
  const jobId = job === undefined ? undefined : await findJobId(api, job);
  const { run: runId, page: pageId, search: q, follow = false } = options;
  const { severity, kind, state, inbox, since, limit, order, cursor } = options;
  const wanted = { jobId, runId, pageId, severity, kind, q };
  const query = { ...wanted, state, inbox, since, limit, order, cursor };
  if (follow) return followChanges(context, query, { ...wanted, state });
  const changes = await readChanges(context, query);
  if (json) return printJson(context, changes);
  if (changes.items.length === 0) context.err('No changes.\n');
  else if (runId !== undefined) await sumUp(context, runId);
  for (const row of (await loadWords()).foldTogether(changes.items)) await show(context, row);
  sayMore(context, changes.nextCursor);
}

/** What the run found as a whole, before its changes one by one. */
async function sumUp(context: CliContext, runId: string): Promise<void> {
  const lines = describeTopics(await context.api.runChanges(runId));
  if (lines.length > 0) context.out(`${lines.join('\n')}\n\n`);
}

/** One request looks at a bounded number of changes; where few of them fit it is asked again, until there are enough. */
async function readChanges({ api }: CliContext, query: Query): Promise<ListOf<ChangeView>> {
  const items: ChangeView[] = [];
  let asked = query;
  for (;;) {
    const part = await api.changes(asked);
    items.push(...part.items);
    const left = Number(query['limit']) - items.length;
    if (part.nextCursor === null || left <= 0) return { items, nextCursor: part.nextCursor };
    asked = { ...asked, limit: left, cursor: part.nextCursor };
  }
}

/** A program gets each change by itself; a reader those that a run tells together as one. */
async function show(context: CliContext, row: Together<ChangeView>): Promise<void> {
  context.out(context.json ? `${JSON.stringify(row.change)}\n` : await describeChange(context, row));
}

/** Not before it is needed: most commands say no changes. */
function loadWords() {
  return import('../../domain/change/words/fold-together.ts');
}

interface Followed {
  readonly jobId: string | undefined;
  readonly runId: string | undefined;
  readonly pageId: string | undefined;
  readonly severity: string | undefined;
  readonly kind: string | undefined;
  readonly state: string | undefined;
  readonly q: string | undefined;
}

/** The stream is opened before the list is read, so that no change falls between the two. */
async function followChanges(context: CliContext, query: Query, wanted: Followed): Promise<number> {
  const { api, interrupted } = context;
  const failed = new AbortController();
  const topics = ['page', 'price', ...(wanted.jobId === undefined ? [] : [`job:${wanted.jobId}`])].join();
  try {
    const events = await api.openEvents(topics, AbortSignal.any([interrupted, failed.signal]));
    const { items } = await readChanges(context, query);
    // Who follows reads downwards, so the newest stands last.
    const rows = context.json
      ? items.map((change) => ({ change, same: [] }))
      : (await loadWords()).foldTogether(items);
    for (const row of rows.toReversed()) await show(context, row);
    context.err('Waiting for changes; Ctrl-C ends.\n');
    await showNew(context, { events, listed: items, wanted });
  } finally {
    failed.abort();
  }
  return interrupted.aborted ? EXIT.interrupted : EXIT.ok;
}

interface NewChanges {
  readonly events: AsyncGenerator<EventMessage>;
  readonly listed: readonly ChangeView[];
  readonly wanted: Followed;
}

/** A change of the list is told again only in another state: when it is confirmed. */
async function showNew(context: CliContext, { events, listed, wanted }: NewChanges): Promise<void> {
  const states = new Map(listed.map(({ changeId, state }) => [changeId, state]));
  for await (const event of events) {
    const changeId = changeOf(event);
    if (changeId === null) continue;
    const change = await context.api.change(changeId);
    if (states.get(changeId) !== change.state && isWanted(change, wanted))
      await show(context, { change, same: [] });
    states.delete(changeId);
  }
}

function changeOf(event: EventMessage): string | null {
  const id = eventFacts(event)['changeId'];
  return isChangeEvent(event.type) && typeof id === 'string' ? id : null;
}

function isWanted(change: ChangeView, { runId, pageId, severity, kind, state, q }: Followed): boolean {
  const text = `${change.title}\n${change.summary}\n${change.url}`.toLowerCase();
  return (
    (runId === undefined || change.runId === runId) &&
    (pageId === undefined || change.pageId === pageId) &&
    (state === undefined || state.split(',').includes(change.state)) &&
    (severity === undefined || severity.split(',').includes(change.severity)) &&
    (kind === undefined || kind.split(',').includes(change.kind)) &&
    (q === undefined || text.includes(q.toLowerCase()))
  );
}

async function markChanges(
  context: CliContext,
  ids: readonly string[],
  inbox: ChangeView['inbox'],
): Promise<void> {
  const answer = await context.api.markChanges(ids, inbox);
  if (context.json) return printJson(context, answer);
  const count = counted(answer.marked, 'change');
  const rest = ids.length - answer.marked;
  const others = rest === 0 ? '' : `; ${rest} had that state already, or there is no such change`;
  context.err(`Marked ${count} as ${inbox}${others}.\n`);
}

/** What is told together is shown once per run, with the number of pages in this list that have it. */
async function describeChange(
  { paint }: Pick<CliContext, 'paint'>,
  row: Together<ChangeView>,
): Promise<string> {
  const { change, same } = row;
  const { togetherReason, togetherSummary } = await loadWords();
  const severity = change.severity === 'major' ? paint.red(change.severity) : change.severity;
  const pending = change.state === 'confirmed' ? '' : paint.yellow(` [${change.state}]`);
  const inbox = change.inbox === 'unread' ? paint.cyan(' ●') : '';
  return [
    `${formatTime(change.at)}  ${change.kind}, ${severity}${pending}${inbox}  ${paint.bold(plain(togetherSummary(row), 160))}`,
    `  ${plain(change.url, 160)}${same.length > 0 ? ` and ${counted(same.length, 'more page')}: ${togetherReason(row)}` : ''}`,
    ...(change.modelSummary === null ? [] : [`  ${plain(summaryWords(change.modelSummary), 300)}`]),
    ...change.rules.map(({ name, reason }) => `  price rule “${plain(name, 100)}”: ${plain(reason, 160)}`),
    paint.dim(`  ${plain(change.jobName, 60)}: ${plain(change.reason, 160)}  ${change.changeId}`),
    '',
  ].join('\n');
}

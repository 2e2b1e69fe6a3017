// The tools about jobs: the list, and one of them with its configuration.
import { counted } from '../../domain/system/counted.ts';
import type { JobRow, JobView } from '../client/client.ts';
import type { OutlookView } from '../client/job-calls.ts';
import { MAX_NOTE_LENGTH } from '../../domain/config/note.ts';
import { jobInput, jobListInput } from '../schemas/mcp/tool-input.ts';
import { findJobId } from './find-job.ts';
import { listRows, moreRows } from './list-rows.ts';
import { oneLine } from './page-text.ts';
import { defineTool } from './tool.ts';

const MAX_CONFIG = 6_000;

const list = defineTool({
  name: 'list_jobs',
  title: 'Jobs',
  description:
    'Lists the jobs that watch pages: state, schedule, first address, latest change, price, and what is wrong with each. search finds jobs by words and terms (is:attention: those with trouble).',
  input: jobListInput,
  needs: 'viewer',
  effect: 'read',
  run: async ({ api }, { search, state, limit, cursor }) => {
    const query = { q: search, state, cursor };
    const { items, text, nextCursor } = await listRows({ read: api.jobs, query, limit, show: rowLines });
    return {
      said: [items.length === 0 ? 'No jobs.' : `${counted(items.length, 'job')}:`],
      pageText: text,
      after: moreRows(nextCursor),
      data: { items: items.map(rowFacts), nextCursor },
    };
  },
});

/** Characters of a note in a list; the job itself shows all. */
const LISTED_NOTE = 200;

function rowFacts(row: JobRow): object {
  const { jobId, name, note, tags, state, scheduleText, nextRunAt, urlCount } = row;
  const { unread, trouble, lastChange, price } = row;
  return {
    jobId,
    name: oneLine(name, 200),
    tags,
    state,
    schedule: scheduleText,
    nextRunAt,
    urlCount,
    unread,
    trouble: trouble?.kind ?? null,
    lastChange:
      lastChange === null
        ? null
        : { changeId: lastChange.changeId, at: lastChange.at, severity: lastChange.severity },
    price: price === null ? null : `${price.amount} ${price.currency}`,
    note: note === null ? null : oneLine(note, LISTED_NOTE),
    fromPage: {
      firstUrl: oneLine(row.firstUrl, 500),
      headline: oneLine(row.headline, 300),
      trouble: oneLine(trouble?.text ?? '', 300),
      lastChange: oneLine(lastChange?.summary ?? '', 300),
    },
  };
}

function rowLines(row: JobRow): string {
  const { jobId, name, note, state, scheduleText, firstUrl, headline, lastChange, trouble, price, unread } =
    row;
  const lines = [
    `- "${oneLine(name, 100)}" ${state}, ${scheduleText ?? 'no schedule'}; ${jobId}; <${oneLine(firstUrl, 200)}>`,
    `  ${oneLine(headline, 300)}`,
  ];
  if (note !== null) lines.push(`  note: ${oneLine(note, LISTED_NOTE)}`);
  if (trouble !== null) lines.push(`  trouble (${trouble.kind}): ${oneLine(trouble.text, 300)}`);
  if (price !== null) lines.push(`  price ${oneLine(`${price.amount} ${price.currency}`, 60)}`);
  if (lastChange !== null)
    lines.push(
      `  last change ${lastChange.at}, ${lastChange.severity}: ${oneLine(lastChange.summary, 300)} (${unread} unread)`,
    );
  return lines.join('\n');
}

const one = defineTool({
  name: 'get_job',
  title: 'One job',
  description:
    'Shows one job: how it stands, what happens next and why, its notices, and its configuration (secrets masked).',
  input: jobInput,
  needs: 'viewer',
  effect: 'read',
  run: async ({ api }, { job }) => {
    const jobId = await findJobId(api, job);
    const [found, outlook] = await Promise.all([api.job(jobId), api.outlook(jobId)]);
    const { state, version, scheduleText, nextRunAt, allowedTransitions, tags, metrics } = found;
    return {
      said: [
        `Job ${jobId}, ${state}, version ${version}; possible now: ${allowedTransitions.join(', ') || 'nothing'}.`,
      ],
      pageText: jobLines(found, outlook).join('\n'),
      data: {
        jobId,
        name: oneLine(found.name, 200),
        state,
        tags,
        version,
        schedule: scheduleText,
        nextRunAt,
        allowedTransitions,
        metrics,
        next: { kind: outlook.next.kind, at: outlook.next.at },
        fromPage: { headline: outlook.headline, why: outlook.next.why, config: found.config },
      },
    };
  },
});

function jobLines({ name, note, notices, config }: JobView, outlook: OutlookView): string[] {
  return [
    `"${oneLine(name, 200)}": ${oneLine(outlook.headline, 300)}`,
    ...(note === null ? [] : [`note: ${oneLine(note, MAX_NOTE_LENGTH)}`]),
    ...outlookLines(outlook),
    ...notices.map(({ detail, remedy }) => `notice: ${oneLine(`${detail} ${remedy}`, 400)}`),
    `configuration: ${oneLine(JSON.stringify(config), MAX_CONFIG)}`,
  ];
}

/** What happens next, what is wrong, and which times got no run. */
export function outlookLines({
  next,
  waiting,
  failing,
  trouble,
  missed,
  skipped,
  lastRun,
}: OutlookView): string[] {
  const lines = [`next: ${next.kind}${next.at === null ? '' : ` at ${next.at}`}: ${oneLine(next.why, 300)}`];
  for (const { reason, until, remedy } of waiting)
    lines.push(
      `waits: ${oneLine(`${reason}${until === null ? '' : ` until ${until}`}. ${remedy ?? ''}`, 400)}`,
    );
  if (failing !== null)
    lines.push(
      `${counted(failing.inRow, 'run')} failed in a row: ${oneLine(`${failing.reason} ${failing.remedy ?? ''}`, 400)}`,
    );
  if (trouble !== null)
    lines.push(
      `trouble since ${trouble.since} (${trouble.kind}): ${oneLine(`${trouble.text} ${trouble.remedy ?? ''}`, 400)}`,
    );
  for (const one of [missed, skipped])
    if (one !== null) lines.push(`times without a run: ${oneLine(one.text, 300)}`);
  if (lastRun !== null)
    lines.push(
      `last run ${lastRun.runId} ${lastRun.state} at ${lastRun.at}${lastRun.reason === null ? '' : `: ${oneLine(lastRun.reason, 300)}`}`,
    );
  return lines;
}

export const JOB_TOOLS = [list, one] as const;

// The tool that tells why: of a change, of a page in a run, of a run, of a job.
import { parseChangeId } from '../../domain/page/change-id.ts';
import { parsePageId } from '../../domain/page/page-id.ts';
import { WebloomError, isWebloomError } from '../../domain/system/errors.ts';
import { canonicalUrl } from '../../domain/web/url/canonical.ts';
import { urlKey } from '../../domain/web/url/key.ts';
import type { ApiClient, PageStory } from '../client/client.ts';
import { type InputOf, explainInput } from '../schemas/mcp/tool-input.ts';
import { changeFacts, changeLines, decidedBy } from './change-lines.ts';
import { findJobId } from './find-job.ts';
import { outlookLines } from './job-tools.ts';
import { oneLine } from './page-text.ts';
import { ledgerText } from './run-tools.ts';
import { defineTool, type ToolAnswer, type ToolContext } from './tool.ts';

const MAX_STORY = 1_600;
const MAX_REASONS = 20;

export const EXPLAIN_TOOL = defineTool({
  name: 'explain',
  title: 'Why',
  description:
    'Tells why: why a change was told or still waits (changeId), why a page of a run was fetched, skipped, unchanged, changed or failed (url with job or runId), why a run ended so or does not move (runId), why a job stands as it does (job).',
  input: explainInput,
  needs: 'viewer',
  effect: 'read',
  run: (context, input) => {
    const { changeId, job, runId, url } = input;
    if (changeId !== undefined) return whyChange(context.api, changeId);
    if (url !== undefined) return whyPage(context, input, url);
    if (runId !== undefined) return whyRun(context.api, runId);
    if (job !== undefined) return whyJob(context.api, job);
    throw new WebloomError(
      'validation',
      'Say what to explain: changeId, runId or job, the latter two also with url.',
    );
  },
});

async function whyChange(api: ApiClient, changeId: string): Promise<ToolAnswer> {
  const change = await api.change(changeId);
  const pageId = parseChangeId(changeId)?.pageId ?? change.pageId;
  const story = await storyOf(api, change.runId, parsePageId(pageId).urlKey);
  const decided = decidedBy(change.step);
  const states = {
    pending: 'It is pending: nobody is told before a second look confirms it.',
    confirmed: 'It is confirmed: it was told to whoever the alert rules name.',
    withdrawn: 'It was withdrawn: a second look, or a roll-back, took it back.',
  };
  return {
    said: [
      decided === null
        ? 'It is a change because the page came or went, or its price alone moved.'
        : `The step that decided is ${decided}.`,
      states[change.state],
      ...(change.heldBy === null
        ? []
        : [`A quality gate of run ${change.heldBy} holds it back until somebody decides.`]),
      ...(change.frameOnly ? ['Only what stands around the text differs, so it is minor.'] : []),
    ],
    pageText: [...changeLines({ change, same: [] }), ...storyLines(story)].join('\n'),
    data: {
      ...changeFacts(change, { summary: change.summary }),
      story: { fromPage: { lines: storyLines(story) } },
    },
  };
}

/** Null: the run keeps no details any more. */
async function storyOf(api: ApiClient, runId: string, key: string): Promise<PageStory | null> {
  try {
    return await api.story(runId, key);
  } catch (error) {
    if (isWebloomError(error) && (error.code === 'not-found' || error.code === 'gone')) return null;
    throw error;
  }
}

function storyLines(story: PageStory | null): string[] {
  if (story === null) return ['What became of the page in that run is not kept any more.'];
  const visits = story.visits.map(
    ({ visit, outcome, reason, status, fetchedAt, why }) =>
      `look ${visit}: ${outcome}${reason === null ? '' : ` (${reason})`}, HTTP ${status ?? 'none'}, ${fetchedAt ?? 'not fetched'}${why.length === 0 ? '' : `: ${oneLine(why.join('; '), 600)}`}`,
  );
  return [...story.story.map((line) => oneLine(line, MAX_STORY)), ...visits];
}

async function whyPage(
  { api, sha256 }: ToolContext,
  { job, runId }: InputOf<typeof explainInput>,
  url: string,
): Promise<ToolAnswer> {
  const run = runId ?? (await latestRun(api, job));
  const canonical = canonicalUrl(url);
  const story = canonical.ok ? await storyOf(api, run, urlKey(canonical.url, sha256)) : null;
  if (story === null)
    throw new WebloomError(
      'not-found',
      `The address was not among those of ${run}, or what became of it is not kept any more. explain with runId tells what the run did.`,
    );
  const { outcome, reason, means, changes, urlKey: key } = story;
  return {
    said: [`In ${run} the page ended as ${outcome}${reason === null ? '' : ` (${reason}: ${means ?? ''})`}.`],
    pageText: [
      `<${oneLine(story.url, 500)}>`,
      ...storyLines(story),
      ...changes.map(
        (one) => `change ${one.changeId}, ${one.severity}, ${one.state}: ${oneLine(one.summary, 300)}`,
      ),
    ].join('\n'),
    data: {
      runId: run,
      urlKey: key,
      outcome,
      reason,
      means,
      changeIds: changes.map(({ changeId }) => changeId),
      fromPage: { url: oneLine(story.url, 500), lines: storyLines(story) },
    },
  };
}

async function latestRun(api: ApiClient, job: string | undefined): Promise<string> {
  if (job === undefined)
    throw new WebloomError('validation', 'Say of which run: give job or runId with url.');
  const jobId = await findJobId(api, job);
  const { items } = await api.runs({ jobId, limit: 1 });
  const [latest] = items;
  if (latest !== undefined) return latest.runId;
  throw new WebloomError('not-found', `The job ${jobId} has no run yet: run_now starts one.`);
}

async function whyRun(api: ApiClient, runId: string): Promise<ToolAnswer> {
  const [run, idle, found] = await Promise.all([api.run(runId), api.whyIdle(runId), api.runChanges(runId)]);
  const { state, ledger, endingReason, gateHits, degradation, finishedAt } = run;
  const reasons = run.reasons
    .slice(0, MAX_REASONS)
    .map(({ code, count, outcome, means }) => ({ code, count, outcome, means }));
  const lines = [
    ...(found.summary === '' ? [] : [`found: ${oneLine(found.summary, 300)}`]),
    ...found.topics.map(({ severity, words }) => `  ${severity}: ${oneLine(words, 300)}`),
    ...(endingReason === null
      ? []
      : [
          `ended ${endingReason.code}: ${oneLine(`${endingReason.detail} ${endingReason.remedy ?? ''}`, 400)}`,
        ]),
    ...(finishedAt === null ? idle.reasons : []).map(
      ({ code, detail, remedy }) => `now ${code}: ${oneLine(`${detail} ${remedy ?? ''}`, 400)}`,
    ),
    ...gateHits.map(({ gate, text }) => `gate ${gate}: ${oneLine(text, 300)}`),
    ...(degradation?.findings ?? []).map(
      ({ text, remedy }) => `worse than usual: ${oneLine(`${text} ${remedy}`, 400)}`,
    ),
    ...run.fallbacks.map(({ text }) => `in another way: ${oneLine(text, 300)}`),
    ...reasons.map(({ code, count, means }) => `${count} × ${code}: ${means}`),
  ];
  return {
    said: [`${runId} of "${oneLine(run.jobName, 100)}" is ${state}: ${ledgerText(ledger)}.`],
    pageText: lines.join('\n'),
    data: {
      runId,
      jobId: run.jobId,
      state,
      finishedAt,
      ledger,
      reasons,
      changes: found.total,
      fromPage: { lines },
    },
  };
}

async function whyJob(api: ApiClient, job: string): Promise<ToolAnswer> {
  const jobId = await findJobId(api, job);
  const outlook = await api.outlook(jobId);
  const lines = [oneLine(outlook.headline, 300), ...outlookLines(outlook)];
  return {
    said: [`Job ${jobId} is ${outlook.state}.`],
    pageText: lines.join('\n'),
    data: {
      jobId,
      state: outlook.state,
      next: { kind: outlook.next.kind, at: outlook.next.at },
      trouble: outlook.trouble?.kind ?? null,
      lastRunId: outlook.lastRun?.runId ?? null,
      fromPage: { lines },
    },
  };
}

// Rules by which changes such as one would be silent, each tried on the last changes of the job: the preview of change rules
// judges their versions again, by the engine that runs use.
import { byStrength } from '../../../domain/change/words/block-order.ts';
import { findJob } from '../find-row.ts';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { suggestIgnoring } from '../../../domain/change/ignore-suggestion.ts';
import { validateChange } from '../../../domain/job/verb/change-job.ts';
import { WebloomError } from '../../../domain/system/errors.ts';
import type { Job } from '../../../domain/job/job.ts';
import type { ChangesPatch } from '../../../domain/config/schema.ts';
import type { InboxChange } from '../../../domain/page/inbox.ts';
import type { ConfigurePorts } from '../../../domain/job/verb/create-job.ts';
import type { ApiPorts } from '../../ports.ts';
import type { IgnoreAnswer } from '../../schemas/change/change-rule.ts';
import { previewRules } from './preview-rules.ts';
import { jobRules } from '../../job-rules.ts';

type SuggestPorts = Pick<ConfigurePorts, 'jobs' | 'secrets' | 'logins' | 'proxyPools' | 'tagSettings'> &
  Parameters<typeof previewRules>[0] &
  Pick<ApiPorts, 'settings'>;
type Suggestion = IgnoreAnswer['suggestions'][number];

const JUDGED_CHANGES = 20;
const JUDGED_PAGES = 8;
const JUDGED_VERSIONS = 20;
/** For all rules together; the answer has to be there within the five seconds of a request. */
const MAX_MS = 2_400;

export async function suggestRules(
  ports: SuggestPorts,
  change: InboxChange,
  asked: { readonly text?: string | undefined; readonly path?: string | undefined },
): Promise<IgnoreAnswer> {
  const job = await findJob(ports, change.jobId);
  const [line] = byStrength(change.detail.blocks);
  const text = asked.text ?? line?.after ?? line?.before;
  if (text === undefined)
    throw new WebloomError(
      'validation',
      'This change has no line of text. Give the text to ignore as "text".',
    );
  const candidates = suggestIgnoring(
    { text, path: asked.path ?? (asked.text === undefined ? line?.path : undefined) },
    job.config.changes,
  );
  const recent = await ports.history.changes({
    jobId: job._id,
    states: ['confirmed'],
    limit: JUDGED_CHANGES,
  });
  const until = ports.clock.now().getTime() + MAX_MS;
  const suggestions: Suggestion[] = [];
  for (const [at, { changes, ...candidate }] of candidates.entries()) {
    // What the rules before left of the time is shared among those that are left.
    const maxMs = (until - ports.clock.now().getTime()) / (candidates.length - at);
    const tried = await tryRule(ports, { job, recent, changes, maxMs });
    suggestions.push({ ...candidate, changes: { ...changes }, ...tried });
  }
  return { jobId: job._id, version: job.version, text, suggestions };
}

interface Trial {
  readonly job: Job;
  /** Newest first. */
  readonly recent: readonly InboxChange[];
  readonly changes: ChangesPatch;
  readonly maxMs: number;
}

async function tryRule(
  ports: SuggestPorts,
  { job, recent, changes, maxMs }: Trial,
): Promise<Pick<Suggestion, 'silenced' | 'judged' | 'items'>> {
  const context = { ...jobRules(ports.settings), now: ports.clock.now(), nextTurn };
  // Checked as if it were saved, so that what is suggested can be saved.
  const { config } = await validateChange(ports, { job, patch: { config: { changes } } }, context);
  const pageIds = [...new Set(recent.map(({ pageId }) => pageId))].slice(0, JUDGED_PAGES);
  const preview = await previewRules(ports, {
    jobId: job._id,
    now: job.config,
    wanted: config,
    pages: JUDGED_PAGES,
    versions: JUDGED_VERSIONS,
    pageIds,
    maxMs,
  });
  // A version that could not be read has no step; nothing is said of it.
  const told = preview.items.flatMap((item) => item.told).filter(({ step }) => step !== undefined);
  const fires = new Map(told.map((one) => [one.snapshotId, one.fires]));
  const judged = recent.filter(({ toSnapshot = '' }) => fires.has(toSnapshot));
  const items = judged.map(({ _id, at, summary, toSnapshot = '' }) => ({
    changeId: _id,
    at: at.toISOString(),
    summary,
    silenced: fires.get(toSnapshot) === false,
  }));
  return { items, judged: items.length, silenced: items.filter((item) => item.silenced).length };
}

// The changes of a run, summed up by the rule that messages use.
import { topicLine, topicSummary } from '../../../domain/change/words/run-summary.ts';
import { runTopics } from '../../../domain/change/words/run-topic.ts';
import { toRunChange } from '../../../domain/page/run-change.ts';
import type { ApiPorts } from '../../ports.ts';
import type { RunChangesView } from '../../schemas/run/run-changes.ts';

/** Of more changes the newest are summed up. */
const MAX_CHANGES = 1_000;
const MAX_IDS = 20;

export async function sumUpChanges(
  { history }: Pick<ApiPorts, 'history'>,
  runId: string,
): Promise<RunChangesView> {
  const states = ['confirmed', 'pending'];
  const rows = await history.changes({ runId, states, limit: MAX_CHANGES + 1 });
  const changes = rows.slice(0, MAX_CHANGES);
  const found = changes.map(toRunChange);
  const topics = runTopics(found);
  const ids = new Map(found.map((change, at) => [change, changes[at]?._id ?? '']));
  return {
    runId,
    total: found.length,
    atLeast: rows.length > MAX_CHANGES,
    pending: changes.filter(({ state }) => state === 'pending').length,
    summary: topicSummary(topics, { total: found.length }),
    topics: topics.map((topic) => ({
      severity: topic.severity,
      pages: topic.changes.length,
      words: topicLine(topic),
      changeIds: topic.changes.slice(0, MAX_IDS).map((change) => ids.get(change) ?? ''),
    })),
    links: {
      self: `/v1/runs/${runId}/changes/summary`,
      run: `/v1/runs/${runId}`,
      changes: `/v1/changes?runId=${runId}`,
    },
  };
}

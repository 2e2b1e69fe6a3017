// The tools about what changed: the list, one change, and what differs.
import {
  type Together,
  foldTogether,
  togetherReason,
  togetherSummary,
} from '../../domain/change/words/fold-together.ts';
import { WebloomError } from '../../domain/system/errors.ts';
import { counted } from '../../domain/system/counted.ts';
import type { ChangeView } from '../client/client.ts';
import type { ChangeCountsView } from '../schemas/change/change.ts';
import { type InputOf, changeInput, changeListInput, diffInput } from '../schemas/mcp/tool-input.ts';
import { changeFacts, changeLines, diffLines, evidenceLines } from './change-lines.ts';
import { jobIdOf } from './find-job.ts';
import { listRows, moreRows } from './list-rows.ts';
import { parseSince, zoneOf } from './since-text.ts';
import { defineTool, type ToolAnswer, type ToolContext } from './tool.ts';

const list = defineTool({
  name: 'list_changes',
  title: 'What changed',
  description:
    'Lists what changed on watched pages, newest first: when, how much it matters, a summary and why it was taken for a change. Answers "what changed since yesterday, and why". explain tells more of one, get_diff shows its lines.',
  input: changeListInput,
  needs: 'viewer',
  effect: 'read',
  run: listChanges,
});

async function listChanges(
  context: ToolContext,
  input: InputOf<typeof changeListInput>,
): Promise<ToolAnswer> {
  const { api } = context;
  const zone = zoneOf(input.timeZone, context.zone);
  const clock = { now: context.now(), zone };
  const { pageId, runId, search: q, limit, cursor } = input;
  const from = input.since === undefined ? undefined : parseSince(input.since, clock);
  const until = input.until === undefined ? undefined : parseSince(input.until, clock);
  const filter = {
    jobId: await jobIdOf(api, input.job),
    pageId,
    runId,
    q,
    since: from?.toISOString(),
    until: until?.toISOString(),
    severity: input.severity?.join(),
    kind: input.kind?.join(),
    state: input.state?.join(),
    inbox: input.inbox?.join(),
  };
  const read = api.changes;
  const show = (change: ChangeView): string => changeLines({ change, same: [] }).join('\n');
  const [counts, listed] = await Promise.all([
    api.changeCounts(filter),
    listRows({ read, query: { ...filter, cursor }, limit, show }),
  ]);
  const rows = foldTogether(listed.items);
  const { total, atLeast, bySeverity } = counts;
  const span = from === undefined ? '' : ` since ${from.toISOString()} (days in ${zone})`;
  return {
    said: [`${atLeast ? 'At least ' : ''}${counted(total, 'change')}${span}${severityWords(counts)}`],
    pageText: rows.map((row) => changeLines(row).join('\n')).join('\n'),
    after: moreRows(listed.nextCursor),
    data: {
      total,
      totalIsAtLeast: atLeast,
      bySeverity,
      since: from?.toISOString() ?? null,
      until: until?.toISOString() ?? null,
      timeZone: zone,
      items: rows.map(rowData),
      nextCursor: listed.nextCursor,
    },
  };
}

function severityWords({ total, bySeverity: { major, notable, minor } }: ChangeCountsView): string {
  return total === 0 ? '.' : `: ${major} major, ${notable} notable, ${minor} minor. Newest first:`;
}

/** What a run tells together is one row. */
function rowData(row: Together<ChangeView>): object {
  const { change, same } = row;
  const together = same.length === 0 ? {} : { morePages: same.length, together: togetherReason(row) };
  return changeFacts(change, { ...together, summary: togetherSummary(row) });
}

const one = defineTool({
  name: 'get_change',
  title: 'One change',
  description:
    'Shows one change in full: texts and fields before and after, price rules that fired, why it was taken for a change, and its state.',
  input: changeInput,
  needs: 'viewer',
  effect: 'read',
  run: async ({ api }, { changeId }) => {
    const change = await api.change(changeId);
    return {
      said: ['The change, with what was before and after:'],
      pageText: [...changeLines({ change, same: [] }), ...evidenceLines(change)].join('\n'),
      data: {
        ...changeFacts(change, { summary: change.summary }),
        evidence: { fromPage: { lines: evidenceLines(change) } },
      },
    };
  },
});

/** Lines of a diff in one answer. */
const DIFF_LINES = 80;

const diff = defineTool({
  name: 'get_diff',
  title: 'What differs',
  description:
    'Shows what differs between two stored versions of a page, or what a change consists of: lines that were removed (-), added (+), replaced or moved, or its fields and price.',
  input: diffInput,
  needs: 'viewer',
  effect: 'read',
  run: async ({ api }, { changeId, pageId, from, to, by, cursor }) => {
    const query = { by, limit: DIFF_LINES, cursor };
    const found =
      changeId === undefined
        ? await api.diff(pageOf(pageId), { ...query, from, to })
        : await api.changeDiff(changeId, query);
    const { totals } = found;
    const told = (['added', 'removed', 'replaced', 'moved'] as const).map((op) => `${totals[op]} ${op}`);
    const lines = diffLines(found);
    return {
      said: [
        `From ${found.from?.at ?? 'nothing'} to ${found.to?.at ?? 'nothing (the page is gone)'}: ${told.join(', ')} lines; ${totals.fields} fields differ.`,
      ],
      pageText: lines.join('\n'),
      after: moreRows(found.nextCursor),
      data: {
        pageId: found.pageId,
        from: found.from,
        to: found.to,
        totals,
        fromPage: { url: found.url, lines },
        nextCursor: found.nextCursor,
      },
    };
  },
});

function pageOf(pageId: string | undefined): string {
  if (pageId !== undefined) return pageId;
  throw new WebloomError('validation', 'Give changeId, or pageId: list_changes has both.');
}

export const CHANGE_TOOLS = [list, one, diff] as const;

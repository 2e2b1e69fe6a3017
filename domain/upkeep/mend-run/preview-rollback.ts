// What a roll-back would take back, without changing anything; of the first pages alone where there are many.
import { formatMoney } from '../../reading/money/money.ts';
import type { Money } from '../../reading/money/money-value.ts';
import type { SavedPriceRule } from '../../price/rule/rule-input.ts';
import { type PriceWatch, rulesToJudge } from '../../price/rule/judge-rules.ts';
import { type Candidate, candidatesOf } from '../mend/candidates.ts';
import { addCounts, type MendCounts, NO_MEND_COUNTS, type RollbackTarget } from '../../run/mend.ts';
import { planRollback } from '../mend/plan-rollback.ts';
import type { RollbackReads } from './mend-ports.ts';
import { nextChunk, pageCandidate, readOutcomes } from './mend-batch.ts';
import { readHistory } from './read-history.ts';

interface PreviewedPage {
  readonly pageId: string;
  readonly url: string;
  readonly title: string;
  /** In words: what the page would go back to. */
  readonly why: string;
  readonly changes: readonly string[];
  readonly price: { readonly from: string | null; readonly to: string | null } | null;
  /** Some of what would be taken back was stored by later runs. */
  readonly isLaterToo: boolean;
}

export interface RollbackPreview {
  readonly counts: MendCounts;
  readonly pages: readonly PreviewedPage[];
  /** More pages were stored than were looked at. */
  readonly isCut: boolean;
}

const MAX_LOOKED_AT = 300;
const MAX_SHOWN = 50;

export async function previewRollback(
  ports: RollbackReads,
  target: RollbackTarget,
  watch: PriceWatch,
): Promise<RollbackPreview> {
  const looking: Looking = { target, rules: rulesToJudge(watch) };
  let counts = NO_MEND_COUNTS;
  let looked = 0;
  const pages: PreviewedPage[] = [];
  for await (const candidate of candidates(ports, target)) {
    if (looked++ >= MAX_LOOKED_AT) return { counts, pages, isCut: true };
    const seen = await lookAt(ports, looking, candidate);
    if (seen === null) continue;
    counts = addCounts(counts, seen.counts);
    if (seen.page !== null && pages.length < MAX_SHOWN) pages.push(seen.page);
  }
  return { counts, pages, isCut: false };
}

interface Looking {
  readonly target: RollbackTarget;
  readonly rules: readonly SavedPriceRule[];
}

/** Null: the page is not there any more. */
async function lookAt(
  ports: RollbackReads,
  { target, rules }: Looking,
  { pageId, bound }: Candidate,
): Promise<{ readonly counts: Partial<MendCounts>; readonly page: PreviewedPage | null } | null> {
  const page = (await ports.pages.getMany([pageId])).get(pageId);
  if (page === undefined) return null;
  const history = await readHistory(ports, page, bound);
  const plan = history === null ? null : planRollback(history, bound, rules);
  if (history === null || plan === null) return { counts: { left: 1 }, page: null };
  const { points, snapshots: versions, before, after, why } = plan;
  const taken = new Set(plan.changes.map(({ id }) => id));
  const changes = history.changes.filter(({ _id }) => taken.has(_id));
  const rows = [...changes, ...versions, ...points];
  const told = new Set(changes.flatMap(({ alerts = [] }) => alerts.map(({ incidentId }) => incidentId)));
  return {
    counts: {
      pages: 1,
      changes: changes.length,
      prices: points.length,
      versions: versions.length,
      alerts: told.size,
    },
    page: {
      pageId,
      url: page.url,
      title: page.baseline?.title ?? '',
      why,
      changes: changes.map(({ summary }) => summary),
      price: points.length === 0 ? null : { from: priceText(before.price), to: priceText(after.price) },
      isLaterToo: target.kind === 'run' && rows.some(({ runId }) => runId !== target.runId),
    },
  };
}

/** The pages of a target, each once. */
async function* candidates(ports: RollbackReads, target: RollbackTarget): AsyncGenerator<Candidate> {
  if (target.kind === 'page') {
    yield await pageCandidate(ports, target);
    return;
  }
  const seen = new Set<string>();
  let cursor = '';
  for (;;) {
    const chunk = await nextChunk(ports, target.runId, cursor);
    if (chunk === null) return;
    for (const candidate of candidatesOf(await readOutcomes(ports, chunk))) {
      if (seen.has(candidate.pageId)) continue;
      seen.add(candidate.pageId);
      yield candidate;
    }
    cursor = String(chunk.chunkNo);
  }
}

function priceText(price: Money | undefined): string | null {
  return price === undefined ? null : formatMoney(price);
}

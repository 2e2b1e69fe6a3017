// Replays change rules over the stored versions of a job's pages, within limits on pages, versions and time.
// Only versions that were told are stored: stricter rules are shown exactly, looser ones can not show more
// than is stored.
import type { ChangeVerdict } from '../../domain/change/change.ts';
import { bodyFormat } from '../../domain/content/body-format.ts';
import type { ComparedPage } from '../../domain/change/detect.ts';
import { replayRules } from '../../domain/change/replay.ts';
import { type ChangeRules, changeRulesOf } from '../../domain/change/rules.ts';
import type { JobConfig } from '../../domain/job/schema.ts';
import type { Page, Snapshot } from '../../domain/page/page.ts';
import { byPage } from './group-by-page.ts';
import { readBlocks } from './page-text.ts';
import type { ApiPorts } from '../ports.ts';
import type { ChangePreviewView } from '../schemas/change-rule.ts';

export interface RulesToTry {
  readonly jobId: string;
  readonly now: JobConfig['changes'];
  readonly wanted: JobConfig['changes'];
  readonly pages: number;
  readonly versions: number;
}

type Item = ChangePreviewView['items'][number];
type PreviewPorts = Pick<ApiPorts, 'history' | 'pages' | 'blobs' | 'clock'>;

const MAX_SNAPSHOTS = 2_000;
/** The answer has to be there within the five seconds of a request. */
const MAX_MS = 3_000;

export async function previewRules(ports: PreviewPorts, asked: RulesToTry): Promise<ChangePreviewView> {
  const snapshots = await ports.history.snapshots({ jobId: asked.jobId, limit: MAX_SNAPSHOTS });
  const histories = byPage(snapshots).filter((own) => own.length > 1);
  const chosen = histories.slice(0, asked.pages).map((own) => own.slice(0, asked.versions).reverse());
  const known = await ports.pages.getMany(
    chosen.flatMap(([first]) => (first === undefined ? [] : [first.pageId])),
  );
  const until = ports.clock.now().getTime() + MAX_MS;
  const items: Item[] = [];
  for (const versions of chosen) {
    if (ports.clock.now().getTime() > until) break;
    const page = known.get(versions[0]?.pageId ?? '');
    if (page !== undefined) items.push(await previewPage(ports, asked, { page, versions }));
  }
  const isCut = snapshots.length === MAX_SNAPSHOTS || histories.some((own) => own.length > asked.versions);
  return toView(asked.wanted, items, isCut || items.length < histories.length);
}

function toView(
  changes: JobConfig['changes'],
  items: readonly Item[],
  truncated: boolean,
): ChangePreviewView {
  const sum = (pick: (item: Item) => number): number => items.reduce((total, item) => total + pick(item), 0);
  const fired = sum((item) => item.fired);
  const firedNow = sum((item) => item.firedNow);
  const times = `${fired} ${fired === 1 ? 'time' : 'times'}`;
  return {
    changes,
    fired,
    firedNow,
    pages: items.length,
    versions: sum((item) => item.versions),
    truncated,
    summary:
      fired === firedNow
        ? `would have fired ${times}, as now`
        : `would have fired ${times} instead of ${firedNow}`,
    items: [...items].sort((a, b) => b.firedNow + b.fired - a.firedNow - a.fired),
  };
}

interface History {
  readonly page: Page;
  /** Oldest first. */
  readonly versions: readonly Snapshot[];
}

async function previewPage(
  ports: PreviewPorts,
  { now, wanted }: RulesToTry,
  { page, versions }: History,
): Promise<Item> {
  const { kept, compared } = await readVersions(ports, versions);
  const volatile = page.baseline?.volatile ?? [];
  const replay = (rules: ChangeRules): readonly ChangeVerdict[] =>
    replayRules(compared, rules, volatile).verdicts;
  const before = replay(changeRulesOf(now));
  const after = replay(changeRulesOf(wanted));
  const fires = (verdict: ChangeVerdict | undefined): boolean => verdict?.verdict === 'changed';
  const told = kept.flatMap((snapshot, index) => {
    const verdict = after[index];
    if (verdict === undefined || (!fires(verdict) && !fires(before[index]))) return [];
    const reason = verdict.verdict === 'changed' ? verdict.change.summary : verdict.reason;
    return [{ at: snapshot.at.toISOString(), snapshotId: snapshot._id, fires: fires(verdict), reason }];
  });
  return {
    pageId: page._id,
    url: page.url,
    versions: kept.length,
    fired: after.filter(fires).length,
    firedNow: before.filter(fires).length,
    told: told.reverse(),
  };
}

/** The versions whose text is still stored. */
async function readVersions(
  { blobs }: Pick<ApiPorts, 'blobs'>,
  versions: readonly Snapshot[],
): Promise<{ kept: Snapshot[]; compared: ComparedPage[] }> {
  const kept: Snapshot[] = [];
  const compared: ComparedPage[] = [];
  for (const snapshot of versions) {
    const bytes = await blobs.get(snapshot.blocksKey);
    if (bytes === null) continue;
    const { textHash, fields, pageType, contentType = '' } = snapshot;
    const isDocument = bodyFormat(contentType, '') !== 'html';
    const blocks = await readBlocks({ blobs: { get: async () => bytes } }, snapshot);
    kept.push(snapshot);
    compared.push({ blocks, textHash, fields, pageType, isDocument });
  }
  return { kept, compared };
}

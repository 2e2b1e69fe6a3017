// Replays change rules over the stored versions of a job's pages, within limits on pages, versions and time. Each version
// is read by the rules that are tried and judged by the engine that runs use. Only versions that were told are stored:
// stricter rules are shown exactly, looser ones can not show more than is stored.
import type { ChangeVerdict } from '../../../domain/change/change.ts';
import { replayVersions } from '../../../domain/change/replay.ts';
import { changeRulesOf } from '../../../domain/change/rules.ts';
import type { JobConfig } from '../../../domain/config/schema.ts';
import type { Page, Snapshot } from '../../../domain/page/page.ts';
import type { PageParser } from '../../../domain/run/stage/page-parser.ts';
import { readingVersion } from '../../../domain/run/stage/extraction-version.ts';
import { byPage } from '../group-by-page.ts';
import { knownNoise } from './known-noise.ts';
import { readVersions } from './stored-versions.ts';
import type { ApiPorts } from '../../ports.ts';
import type { ChangePreviewView } from '../../schemas/change/change-rule.ts';
import { counted } from '../../../domain/system/counted.ts';

export interface RulesToTry {
  readonly jobId: string;
  /** The job's configuration, and the same with the rules to try. */
  readonly now: JobConfig;
  readonly wanted: JobConfig;
  readonly pages: number;
  readonly versions: number;
  /** Only these pages; absent: those that have the newest versions. */
  readonly pageIds?: readonly string[];
  /** Time for it all, ms. Default 3 s. */
  readonly maxMs?: number;
}

type Item = ChangePreviewView['items'][number];
type PreviewPorts = Pick<
  ApiPorts,
  'history' | 'pages' | 'templates' | 'blobs' | 'clock' | 'hasher' | 'openParser'
>;

const MAX_SNAPSHOTS = 2_000;
/** The answer has to be there within the five seconds of a request. */
const MAX_MS = 3_000;

export async function previewRules(ports: PreviewPorts, asked: RulesToTry): Promise<ChangePreviewView> {
  const found = await readSnapshots(ports, asked);
  // What differs between the text of another tool and ours is told by no rule.
  const snapshots = found.filter(({ from }) => from === undefined);
  const histories = byPage(snapshots).filter((own) => own.length > 1);
  const chosen = histories.slice(0, asked.pages).map((own) => own.slice(0, asked.versions).reverse());
  const known = await ports.pages.getMany(
    chosen.flatMap(([first]) => (first === undefined ? [] : [first.pageId])),
  );
  const until = ports.clock.now().getTime() + (asked.maxMs ?? MAX_MS);
  const items: Item[] = [];
  const parser = ports.openParser();
  try {
    for (const versions of chosen) {
      if (ports.clock.now().getTime() > until) break;
      const page = known.get(versions[0]?.pageId ?? '');
      if (page !== undefined) items.push(await previewPage({ ports, parser, asked }, { page, versions }));
    }
  } finally {
    await parser.close();
  }
  const isCut = snapshots.length === MAX_SNAPSHOTS || histories.some((own) => own.length > asked.versions);
  return toView(asked.wanted.changes, items, isCut || items.length < histories.length);
}

async function readSnapshots(
  { history }: Pick<PreviewPorts, 'history'>,
  { jobId, pageIds, versions }: RulesToTry,
): Promise<Snapshot[]> {
  if (pageIds === undefined) return history.snapshots({ jobId, limit: MAX_SNAPSHOTS });
  const own = pageIds.map((pageId) => history.snapshots({ pageId, limit: versions + 1 }));
  return (await Promise.all(own)).flat();
}

function toView(
  changes: JobConfig['changes'],
  items: readonly Item[],
  truncated: boolean,
): ChangePreviewView {
  const sum = (pick: (item: Item) => number): number => items.reduce((total, item) => total + pick(item), 0);
  const fired = sum((item) => item.fired);
  const firedNow = sum((item) => item.firedNow);
  const versions = sum((item) => item.versions);
  const unread = sum((item) => item.unread);
  const times = counted(fired, 'time');
  const counts = fired === firedNow ? `${times}, as now` : `${times} instead of ${firedNow}`;
  const leftOut =
    unread === 0 ? '' : `, but ${unread} of ${versions + unread} versions could not be read and are left out`;
  return {
    changes,
    fired,
    firedNow,
    pages: items.length,
    versions,
    unread,
    truncated: truncated || unread > 0,
    summary: `would have fired ${counts}${leftOut}`,
    items: [...items].sort((a, b) => b.firedNow + b.fired - a.firedNow - a.fired),
  };
}

interface History {
  readonly page: Page;
  /** Oldest first. */
  readonly versions: readonly Snapshot[];
}

interface PreviewContext {
  readonly ports: PreviewPorts;
  readonly parser: PageParser;
  readonly asked: RulesToTry;
}

async function previewPage(context: PreviewContext, history: History): Promise<Item> {
  const { now, wanted } = context.asked;
  const before = await judgeHistory(context, history, now);
  const after = await judgeHistory(context, history, wanted);
  const told = after.flatMap(({ snapshot, verdict, problem }, at) => {
    const isToldNow = fires(before[at]);
    if (problem === undefined && !fires(after[at]) && !isToldNow) return [];
    return [
      {
        at: snapshot.at.toISOString(),
        snapshotId: snapshot._id,
        fires: fires(after[at]),
        ...(verdict === null ? {} : { step: verdict.step }),
        reason: problem ?? reasonOf(verdict),
      },
    ];
  });
  const { page, versions } = history;
  // Only what both rules could read is compared.
  const unread = versions.filter((_, at) => isUnread(before[at]) || isUnread(after[at])).length;
  return {
    pageId: page._id,
    url: page.url,
    versions: versions.length - unread,
    unread,
    fired: after.filter(fires).length,
    firedNow: before.filter(fires).length,
    told: told.reverse(),
  };
}

function fires(judged: Judged | undefined): boolean {
  return judged?.verdict?.verdict === 'changed';
}

function isUnread(judged: Judged | undefined): boolean {
  return judged?.problem !== undefined;
}

function reasonOf(verdict: ChangeVerdict | null): string {
  return verdict?.verdict === 'changed' ? verdict.change.summary : (verdict?.reason ?? '');
}

interface Judged {
  readonly snapshot: Snapshot;
  /** Null: the version could not be read. */
  readonly verdict: ChangeVerdict | null;
  readonly problem?: string;
}

/** What a run with this configuration would have said of each version. */
async function judgeHistory(
  { ports, parser, asked }: PreviewContext,
  { page, versions }: History,
  config: JobConfig,
): Promise<Judged[]> {
  const assumedReading = readingVersion(asked.now.changes, ports.hasher);
  const stored = await readVersions({ ports, parser, config, assumedReading }, page, versions);
  const readable = stored.flatMap(({ version }) => (version === null ? [] : [version]));
  const noise = await knownNoise(ports, page, readable);
  const { verdicts } = replayVersions(readable, changeRulesOf(config.changes), noise);
  const left = [...verdicts];
  return stored.map(({ snapshot, version, problem }) => ({
    snapshot,
    verdict: version === null ? null : (left.shift() ?? null),
    ...(problem === undefined ? {} : { problem: `this version is left out: ${problem}` }),
  }));
}

// One step of a run that verifies what is stored of a job: the versions of some pages, each with its body and its text. With
// repair, a damaged version is marked, and a page whose present version is damaged is seen for the first time by the next run:
// it fetches it without conditions and stores it quietly.
import { addCounts, MEND_BEGIN, type Mend, type MendCounts, type MendProgress } from '../../mend/mend.ts';
import { pagePart } from '../../mend/plan-rollback.ts';
import type { RolledBackPage } from '../../mend/rollback-store.ts';
import { type KeptContent, versionFault } from '../../mend/version-fault.ts';
import { ownedId } from '../../owned-id.ts';
import { parsePageId } from '../../page/page-id.ts';
import type { Page, Snapshot } from '../../page/page.ts';
import type { Run } from '../../run/run.ts';
import { orderOf } from '../../store/visit-context.ts';
import type { MendPorts } from './mend-ports.ts';
import { writePart } from './write-part.ts';

const PAGES = 25;
/** Newest versions of a page that are looked at. */
const MOST_VERSIONS = 200;

type Verify = Extract<Mend, { kind: 'verify' }>;

export async function verifyStep(
  ports: MendPorts,
  run: Run,
  { mend, mended, isOpen }: { mend: Verify; mended: MendProgress; isOpen: () => Promise<boolean> },
): Promise<MendProgress> {
  const after = mended.cursor === '' ? null : mended.cursor;
  const pages = await ports.pages.list(run.jobId, { after, limit: PAGES });
  let counts = MEND_BEGIN.counts;
  for (const page of pages) {
    if (!(await isOpen())) return mended;
    counts = addCounts(counts, await verifyPage(ports, run, { page, isRepairing: mend.repair }));
  }
  const sum = addCounts(mended.counts, counts);
  const last = pages.at(-1);
  const isDone = last === undefined || pages.length < PAGES;
  return { cursor: last?._id ?? 'end', isDone, counts: sum };
}

interface Fault {
  readonly snapshotId: string;
  readonly why: string;
}

async function verifyPage(
  ports: MendPorts,
  run: Run,
  { page, isRepairing }: { readonly page: Page; readonly isRepairing: boolean },
): Promise<Partial<MendCounts>> {
  const versions = await ports.history.snapshots({ pageId: page._id, limit: MOST_VERSIONS });
  const faults: Fault[] = [];
  for (const version of versions) {
    if (version.unreadable !== undefined) continue;
    const why = await faultOf(ports, version, version);
    if (why !== null) faults.push({ snapshotId: version._id, why });
  }
  const present = await presentFault(ports, page, versions);
  if (faults.length === 0 && present === null) return { looked: 1 };
  const isChanged = isRepairing && (present !== null || faults.length > 0);
  await ports.rollbacks.insert([recordOf(run, page, { faults, present, isChanged })]);
  if (!isChanged) return { looked: 1, left: 1, versions: faults.length };
  await ports.history.markUnreadable(faults.map(({ snapshotId, why }) => ({ id: snapshotId, why })));
  if (present !== null) {
    const { baseline: _damaged, ...part } = pagePart(page);
    await writePart(ports, { pageId: page._id, part, order: orderOf(run.seq, 1) });
  }
  return { looked: 1, pages: 1, versions: faults.length };
}

/** Of the version that later looks are compared with: it may have been read again since it was stored. */
async function presentFault(
  ports: MendPorts,
  { baseline }: Page,
  versions: readonly Snapshot[],
): Promise<string | null> {
  if (baseline === undefined) return null;
  const version =
    versions.find(({ _id }) => _id === baseline.snapshotId) ??
    (await ports.history.snapshot(baseline.snapshotId));
  if (version === null) return 'the version that it is compared with is not stored';
  // Its bytes follow noise; those of the body are the version's.
  const hashes = { rawHash: version.rawHash, textHash: baseline.textHash };
  if (baseline.isTextNewer === true) return null;
  return faultOf(ports, baseline, hashes);
}

async function faultOf(
  ports: MendPorts,
  { bodyKey, blocksKey }: Pick<Snapshot, 'bodyKey' | 'blocksKey'>,
  hashes: Pick<Snapshot, 'rawHash' | 'textHash'>,
): Promise<string | null> {
  const kept = { body: await keptOf(ports, bodyKey), blocks: await keptOf(ports, blocksKey) };
  return versionFault(hashes, kept, (data) => ports.hasher.sha256(data));
}

async function keptOf({ readBody }: Pick<MendPorts, 'readBody'>, key: string): Promise<KeptContent> {
  try {
    const bytes = await readBody(key);
    return bytes === null ? { state: 'missing' } : { state: 'whole', bytes };
  } catch {
    return { state: 'damaged' };
  }
}

const LONGEST_WHY = 500;

function recordOf(
  run: Run,
  page: Page,
  found: { readonly faults: readonly Fault[]; readonly present: string | null; readonly isChanged: boolean },
): RolledBackPage {
  const { faults, present, isChanged } = found;
  const part = pagePart(page);
  const parts = [
    ...(present === null
      ? []
      : [`${present}${isChanged ? ': the next run fetches the page and stores it anew' : ''}`]),
    ...faults.map(({ snapshotId, why }) => `version ${snapshotId.split(':').at(-2) ?? ''}: ${why}`),
  ];
  return {
    _id: ownedId(run._id, parsePageId(page._id).urlKey),
    jobId: run.jobId,
    runId: run._id,
    pageId: page._id,
    url: page.url,
    title: page.baseline?.title ?? '',
    isChanged,
    why: parts.join('; ').slice(0, LONGEST_WHY),
    before: part,
    after: part,
    changes: [],
    priceIds: [],
    unjudgedPriceIds: [],
    snapshotIds: faults.map(({ snapshotId }) => snapshotId),
    incidentIds: [],
    at: run.createdAt,
  };
}

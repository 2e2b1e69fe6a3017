// One step of a run that verifies what is stored of a job: all versions of some pages, each with its body and its text, its picture and
// what the server sent. With repair, a damaged version is marked, and a page whose present version is damaged is seen for the first
// time by the next run: it fetches it without conditions and stores it quietly. A picture that can not be read is taken off its
// version, and the next run takes that of the present version anew.
import { addCounts, type Mend, type MendCounts, type MendProgress } from '../../run/mend.ts';
import { restoredPage } from '../mend/plan-rollback.ts';
import type { RolledBackPage } from '../../page/rollback-store.ts';
import { untouchedRecord } from './untouched-record.ts';
import { type AttachedTo, type AttachmentFault, attachmentFaults } from '../mend/attachment-fault.ts';
import { type KeptContent, versionFault } from '../mend/version-fault.ts';
import { ownedId } from '../../system/owned-id.ts';
import { parsePageId } from '../../page/page-id.ts';
import type { Page, PageBaseline, Snapshot } from '../../page/page.ts';
import type { Attachment } from '../../page/page-store.ts';
import { given } from '../../system/given.ts';
import type { Run } from '../../run/run.ts';
import { orderOf } from '../../run/visit/visit-context.ts';
import type { MendPorts } from './mend-ports.ts';
import { versionsOf } from './read-versions.ts';
import { writeRestored } from './write-restored.ts';

const PAGES = 25;
/** Progress is written after so many versions, however few pages they are of. */
const VERSIONS = 1_000;
/** Between two looks whether the run is to go on. */
const BATCH = 50;

type Verify = Extract<Mend, { kind: 'verify' }>;

export async function verifyBatch(
  ports: MendPorts,
  run: Run,
  { mend, mended, isOpen }: { mend: Verify; mended: MendProgress; isOpen: () => Promise<boolean> },
): Promise<MendProgress> {
  const after = mended.cursor === '' ? null : mended.cursor;
  const pages = await ports.pages.list(run.jobId, { after, limit: PAGES });
  let next = mended;
  let looked = 0;
  for (const page of pages) {
    const found = await findFaults(ports, page, isOpen);
    if (found === null) return next;
    const counts = await settle(ports, run, { page, found, isRepairing: mend.repair });
    next = { cursor: page._id, isDone: false, counts: addCounts(next.counts, counts) };
    looked += found.looked;
    if (looked >= VERSIONS) return next;
  }
  return pages.length < PAGES ? { ...next, cursor: pages.at(-1)?._id ?? 'end', isDone: true } : next;
}

interface Fault {
  readonly snapshotId: string;
  /** Of body and text; null: both can be read. */
  readonly unreadable: string | null;
  readonly attached: readonly AttachmentFault[];
}

interface Found {
  readonly faults: readonly Fault[];
  /** Of body and text that later looks are compared with; null: they can be read. */
  readonly present: string | null;
  /** Of what the page holds beside that text. */
  readonly attached: readonly AttachmentFault[];
  /** The picture of the last look, where the page holds one, can not be read. */
  readonly lacksLastPicture: boolean;
  /** Versions that were looked at. */
  readonly looked: number;
}

/** Of all versions of a page, one batch after the other. Null: the gate was closed in between. */
async function findFaults(
  ports: MendPorts,
  page: Page,
  isOpen: () => Promise<boolean>,
): Promise<Found | null> {
  if (!(await isOpen())) return null;
  const faults: Fault[] = [];
  let looked = 0;
  for await (const version of versionsOf(ports, page._id)) {
    looked += 1;
    if (looked % BATCH === 0 && !(await isOpen())) return null;
    if (version.unreadable !== undefined) continue;
    const unreadable = await faultOf(ports, version, version);
    const attached = await attachedTo(ports, version);
    if (unreadable !== null || attached.length > 0)
      faults.push({ snapshotId: version._id, unreadable, attached });
  }
  return {
    faults,
    looked,
    present: await presentFault(ports, page),
    ...(await pageAttachments(ports, page)),
  };
}

async function pageAttachments(
  ports: MendPorts,
  { baseline, lastPicture }: Page,
): Promise<Pick<Found, 'attached' | 'lacksLastPicture'>> {
  const attached = await attachedTo(ports, baseline ?? {});
  const last = lastPicture === undefined ? [] : await attachedTo(ports, { picture: lastPicture });
  return { attached, lacksLastPicture: last.length > 0 };
}

function attachedTo(ports: MendPorts, version: AttachedTo): Promise<AttachmentFault[]> {
  return attachmentFaults(
    version,
    (key) => keptOf(ports, key),
    (data) => ports.hasher.sha256(data),
  );
}

interface Settling {
  readonly page: Page;
  readonly found: Found;
  readonly isRepairing: boolean;
}

/** What an attempt before has marked is not found again; its record says what it was. */
async function settle(
  ports: MendPorts,
  run: Run,
  { page, found, isRepairing }: Settling,
): Promise<Partial<MendCounts>> {
  const { faults, present, attached, lacksLastPicture } = found;
  const id = ownedId(run._id, parsePageId(page._id).urlKey);
  const isWhole = faults.length === 0 && present === null && attached.length === 0 && !lacksLastPicture;
  const known = (await ports.rollbacks.getMany([id])).get(id);
  if (isWhole && known === undefined) return { looked: 1 };
  const record = known ?? { ...recordOf(run, page, { ...found, isChanged: isRepairing }), _id: id };
  if (known === undefined) await ports.rollbacks.insert([record]);
  const versions = record.snapshotIds.length;
  if (!isRepairing) return { looked: 1, left: 1, versions };
  await repairVersions(ports, faults);
  await repairPage(ports, { page, found, order: orderOf(run.seq, 1) });
  return { looked: 1, pages: 1, versions };
}

async function repairVersions({ history }: MendPorts, faults: readonly Fault[]): Promise<void> {
  await history.takeOff(
    faults.flatMap(({ snapshotId, attached }) =>
      attached.length === 0 ? [] : [{ snapshotId, lacks: attached.map(({ what }) => what) }],
    ),
  );
  await history.markUnreadable(
    faults.flatMap(({ snapshotId, unreadable }) =>
      unreadable === null ? [] : [{ id: snapshotId, why: unreadable }],
    ),
  );
}

/** The page loses what can not be read, so that the next run has to store it. */
async function repairPage(
  ports: MendPorts,
  { page, found, order }: Pick<Settling, 'page' | 'found'> & { readonly order: number },
): Promise<void> {
  const { present, attached, lacksLastPicture } = found;
  if (present === null && attached.length === 0 && !lacksLastPicture) return;
  const { baseline, ...rest } = restoredPage(page);
  const readable = present === null && baseline !== undefined ? withoutAttachments(baseline, attached) : null;
  const part = { ...rest, ...(readable === null ? {} : { baseline: readable }) };
  const unset = lacksLastPicture ? (['lastPicture'] as const) : [];
  await writeRestored(ports, { pageId: page._id, part, order, unset });
}

function withoutAttachments(
  { picture, served, ...baseline }: PageBaseline,
  faults: readonly AttachmentFault[],
): PageBaseline {
  const isLacking = (attachment: Attachment): boolean => faults.some(({ what }) => what === attachment);
  return {
    ...baseline,
    ...given({
      picture: isLacking('picture') ? undefined : picture,
      served: isLacking('served') ? undefined : served,
    }),
  };
}

/** It may have been read again since it was stored. */
async function presentFault(ports: MendPorts, { baseline }: Page): Promise<string | null> {
  if (baseline === undefined) return null;
  const version = await ports.history.snapshot(baseline.snapshotId);
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

const MAX_WHY_LENGTH = 500;

function recordOf(
  run: Run,
  page: Page,
  found: Found & { readonly isChanged: boolean },
): Omit<RolledBackPage, '_id'> {
  const { faults, present, attached, lacksLastPicture, isChanged } = found;
  const later = isChanged ? ': the next run fetches the page and stores it anew' : '';
  const ofVersions = faults.map(({ snapshotId, unreadable, attached: beside }) => {
    const whys = [...(unreadable === null ? [] : [unreadable]), ...beside.map(({ why }) => why)];
    return `version ${snapshotId.split(':').at(-2) ?? ''}: ${whys.join(', ')}`;
  });
  const parts = [
    ...(present === null ? [] : [`${present}${later}`]),
    // That of the present version is named with its version, too.
    ...(faults.length === 0 ? attached.map(({ why }) => why) : []),
    ...(lacksLastPicture ? ['the picture of the last look can not be read'] : []),
    ...ofVersions,
  ];
  return {
    ...untouchedRecord(run, page),
    isChanged,
    why: parts.join('; ').slice(0, MAX_WHY_LENGTH),
    snapshotIds: faults.map(({ snapshotId }) => snapshotId),
  };
}

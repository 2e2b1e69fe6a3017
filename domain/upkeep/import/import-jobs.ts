// Makes jobs of the entries of a file that was read. Each carries a key made of where it comes from, so the same file makes none a
// second time. Jobs begin paused, and a limit of the plan refuses one entry, not the file.
import { checkJob } from '../../config/check-job.ts';
import type { ControlPorts } from '../../job/control-ports.ts';
import { proposeJobId } from '../../job/job-id.ts';
import { admitJob } from '../../job/limit/admit-job.ts';
import { describeLimit } from '../../job/limit/limit-met.ts';
import { NOW, planOf, present } from '../../job/limit/reserve.ts';
import { type LayeredJob, createJob } from '../../job/verb/create-job.ts';
import { type SettingsLookup, layeredInput } from '../../config/tag-settings/layered-input.ts';
import { isWebloomError } from '../../system/errors.ts';
import type { ImportRules } from './finish-draft.ts';
import type { ImportEntry, ImportKind } from './import-entry.ts';
import { keepKnownText, type KnownTextPorts } from './known-text/keep-known-text.ts';
import { placeKnownText } from './known-text/place-known-text.ts';

type ImportPorts = Parameters<typeof createJob>[0] &
  Pick<ControlPorts, 'hasher' | 'ids'> &
  SettingsLookup &
  KnownTextPorts &
  Parameters<typeof placeKnownText>[0];

export interface ImportOrder {
  readonly workspaceId: string;
  readonly kind: ImportKind;
  readonly entries: readonly ImportEntry[];
  readonly rules: Pick<ImportRules, 'policy' | 'allowsScripts'>;
  /** Nothing is made: what would be is told. */
  readonly dryRun: boolean;
  /** Jobs that were on in the other tool run at once. */
  readonly starts: boolean;
  /** After this no further job is begun; the rest is left for the next request. */
  readonly until: Date;
}

export interface ImportedEntry {
  readonly entry: ImportEntry;
  /** Null: there is no job of it. */
  readonly jobId: string | null;
  /** The job was there before. */
  readonly known: boolean;
  /** Why it is refused, by the entry itself or by the plan; null: it is not. */
  readonly reason: string | null;
  /** It is to be made by another request. */
  readonly left: boolean;
  /** Why the text that the other tool knew is not kept; null: it is, it would be, or there is none. */
  readonly unkept: string | null;
}

export async function importJobs(ports: ImportPorts, order: ImportOrder): Promise<ImportedEntry[]> {
  const keys = order.entries.map((entry) => importKey(ports, order, entry));
  const known = await ports.jobs.importedAs(keys);
  const plan = order.dryRun ? await placesLeft(ports, order.workspaceId) : null;
  const done: ImportedEntry[] = [];
  for (const [index, entry] of order.entries.entries()) {
    const key = keys[index] ?? '';
    const jobId = known.get(key) ?? null;
    const nothing = { entry, jobId, known: jobId !== null, reason: entry.reason, left: false, unkept: null };
    if (entry.input === null) done.push(nothing);
    else if (jobId !== null) done.push(await keepText(ports, order, nothing));
    else if (plan !== null) done.push({ ...nothing, reason: await refusal(ports, order, { entry, plan }) });
    else if (ports.clock.now() >= order.until) done.push({ ...nothing, left: true });
    else done.push(await keepText(ports, order, await makeOne(ports, order, { entry, key })));
  }
  return done;
}

/** Also of a job that was there before: an import that was cut off may have left its page out. */
async function keepText(
  ports: ImportPorts,
  { dryRun, until }: ImportOrder,
  imported: ImportedEntry,
): Promise<ImportedEntry> {
  const { entry, jobId, known } = imported;
  const text = entry.known;
  if (jobId === null || text === null || 'problem' in text) return imported;
  const placed = await placeKnownText(ports, { jobId, url: entry.url, text });
  if (typeof placed === 'string') return { ...imported, unkept: placed };
  if (placed === null || dryRun) return imported;
  if (known && ports.clock.now() >= until) return { ...imported, left: true };
  return { ...imported, unkept: await keepKnownText(ports, placed) };
}

/** Holds no address: lists of jobs show it to nobody, but backups have it. */
function importKey(
  { hasher }: Pick<ImportPorts, 'hasher'>,
  order: ImportOrder,
  { sourceId }: ImportEntry,
): string {
  return hasher.sha256(JSON.stringify([order.workspaceId, order.kind, sourceId]));
}

interface Places {
  /** Null: as many as one likes. */
  left: number | null;
  readonly words: string;
}

async function placesLeft(ports: ImportPorts, workspaceId: string): Promise<Places> {
  const { limits, plan } = await planOf(ports, workspaceId);
  if (limits.jobs === null) return { left: null, words: '' };
  const { used } = await present(ports, { workspaceId, limit: 'jobs', period: NOW });
  const words = describeLimit({ limit: 'jobs', plan, value: limits.jobs, used, wanted: 1, resetsAt: null });
  return { left: limits.jobs - used, words };
}

type Checked = { readonly jobId: string; readonly job: LayeredJob } | { readonly reason: string };

/** It passed nearly the same check when it was read; whoever read it knew no proxy. */
async function checked(ports: ImportPorts, order: ImportOrder, entry: ImportEntry): Promise<Checked> {
  const jobId = proposeJobId(ports.hasher, ports.ids.ulid(), order.workspaceId);
  const { raw, own, inherited } = await layeredInput(ports, entry.input, order.workspaceId);
  const check = checkJob(raw, { ...order.rules, jobId, now: ports.clock.now() });
  return check.ok
    ? { jobId, job: { ...check.job, own, inherited } }
    : { reason: check.faults.map(({ detail }) => detail).join(' ') };
}

/** Of a dry run: what the plan says of it. */
async function refusal(
  ports: ImportPorts,
  order: ImportOrder,
  { entry, plan }: { readonly entry: ImportEntry; readonly plan: Places },
): Promise<string | null> {
  if (plan.left !== null && plan.left <= 0) return plan.words;
  const check = await checked(ports, order, entry);
  if ('reason' in check) return check.reason;
  const { jobId, job } = check;
  const wanted = { workspaceId: order.workspaceId, jobId, config: job.config };
  const reason = await limitOf(admitJob(ports, wanted, { takesPlace: false }));
  if (reason === null && plan.left !== null) plan.left -= 1;
  return reason;
}

/** The limit that a work has met, in words; null: none. */
async function limitOf(work: Promise<unknown>): Promise<string | null> {
  try {
    await work;
    return null;
  } catch (error) {
    if (isWebloomError(error) && error.code === 'plan-limit') return error.message;
    throw error;
  }
}

async function makeOne(
  ports: ImportPorts,
  order: ImportOrder,
  { entry, key }: { readonly entry: ImportEntry; readonly key: string },
): Promise<ImportedEntry> {
  const check = await checked(ports, order, entry);
  if ('reason' in check)
    return { entry, jobId: null, known: false, reason: check.reason, left: false, unkept: null };
  const { jobId, job } = check;
  const isPaused = entry.paused || !order.starts;
  const made = { jobId, workspaceId: order.workspaceId, checked: job, importKey: key, isPaused };
  try {
    const reason = await limitOf(createJob(ports, made));
    return { entry, jobId: reason === null ? jobId : null, known: false, reason, left: false, unkept: null };
  } catch (error) {
    // Somebody else has sent the same file at the same time.
    const other =
      isWebloomError(error) && error.code === 'conflict'
        ? (await ports.jobs.importedAs([key])).get(key)
        : undefined;
    if (other === undefined) throw error;
    return { entry, jobId: other, known: true, reason: null, left: false, unkept: null };
  }
}

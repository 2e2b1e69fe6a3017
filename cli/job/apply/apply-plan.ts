// What `apply` would do: each kept job against the one of its name, with defaults filled in by the API, so that
// what a file leaves out is no difference.
import type { JobRow, JobView } from '../../../api/client/client.ts';
import { isWebloomError, WebloomError } from '../../../domain/system/errors.ts';
import {
  type MemberDifference,
  differingMembers,
  isSameValue,
} from '../../../domain/system/differing-members.ts';
import { given } from '../../../domain/system/given.ts';
import { membersIn, setMember, valueOf } from '../../../domain/config/tag-settings/config-members.ts';
import { mergePatchBetween } from '../../../domain/config/merge-patch.ts';
import { MASK } from '../../../domain/system/secret/mask.ts';
import { readAll } from '../../http/all-pages.ts';
import type { CliContext } from '../../context.ts';
import { parseJobInput } from '../job-file.ts';
import type { KeptJob } from './job-folder.ts';
import type { SettingsPlan } from '../tag-settings/settings-plan.ts';
import { type Config, objectOf } from '../job-options.ts';

export interface PlannedJob {
  readonly action: 'create' | 'update' | 'unchanged' | 'delete';
  readonly name: string;
  /** Null: it does not exist yet. */
  readonly jobId: string | null;
  readonly version: number;
  /** Null: no file has it. */
  readonly kept: KeptJob | null;
  readonly differences: readonly MemberDifference[];
  readonly patch: unknown;
  /** It has secret headers in both places; nothing shows whether their values differ. */
  readonly hasUnseenSecrets: boolean;
}

export interface ApplyPlan {
  readonly plan: readonly PlannedJob[];
  readonly idsByName: Map<string, readonly string[]>;
}

export interface Planning {
  readonly prune: boolean;
  /** What tags will say; null: what they say now. */
  readonly layersOf: SettingsPlan['layersOf'];
}

type Api = CliContext['api'];
type IdsByName = ReadonlyMap<string, readonly string[]>;

export async function planApply(
  api: Api,
  kept: readonly KeptJob[],
  { prune, layersOf }: Planning,
): Promise<ApplyPlan> {
  const existing = await readAll(api.jobs);
  const idsByName = new Map<string, readonly string[]>();
  for (const { name, jobId } of existing) idsByName.set(name, [...(idsByName.get(name) ?? []), jobId]);
  const names = new Set(kept.map(({ name }) => name));
  const plan: PlannedJob[] = [];
  for (const job of kept) {
    checkDependents(job, names, idsByName);
    plan.push(await planOne(api, job, { idsByName, layersOf }));
  }
  // An export leaves archived jobs out: what is kept of them is not to go because a file does not have them.
  const mayGo = existing.filter(({ name, state }) => !names.has(name) && state !== 'archived');
  if (prune) plan.push(...mayGo.map(toDeletion));
  return { plan, idsByName };
}

function checkDependents(
  { name, file, config }: KeptJob,
  kept: ReadonlySet<string>,
  idsByName: IdsByName,
): void {
  const unknown = resolveDependents(config, idsByName).unknown.find((one) => !kept.has(one));
  if (unknown === undefined) return;
  throw new WebloomError(
    'validation',
    `“${name}” of ${file} starts "${unknown}", and there is no such job.`,
    {
      facts: { remedy: 'Name a job that exists or that one of the files has.' },
    },
  );
}

function toDeletion({ jobId, name }: JobRow): PlannedJob {
  return {
    action: 'delete',
    name,
    jobId,
    version: 0,
    kept: null,
    differences: [],
    patch: null,
    hasUnseenSecrets: false,
  };
}

interface Surroundings {
  readonly idsByName: IdsByName;
  readonly layersOf: Planning['layersOf'];
}

async function planOne(api: Api, job: KeptJob, around: Surroundings): Promise<PlannedJob> {
  const { idsByName } = around;
  const [jobId, ...others] = idsByName.get(job.name) ?? [];
  if (others.length > 0)
    throw new WebloomError('conflict', `${others.length + 1} jobs are called "${job.name}".`, {
      facts: { title: 'Which one is meant?', remedy: 'Rename all but one: webloom edit ID --name …' },
    });
  const base = { name: job.name, kept: job, hasUnseenSecrets: false };
  const present = jobId === undefined ? null : await api.job(jobId);
  const allTags = job.tags ?? present?.tags ?? [];
  const { config } = await validated(api, { ...job, tags: allTags, jobId }, around);
  const words = given({ tags: job.tags, note: job.note });
  const after = { name: job.name, config: withIds(config, job.config, idsByName), ...words };
  if (jobId === undefined || present === null)
    return { ...base, action: 'create', jobId: null, version: 0, differences: [], patch: null };
  const before = {
    name: present.name,
    config: present.config,
    ...(job.tags === undefined ? {} : { tags: present.tags }),
    ...(job.note === undefined ? {} : { note: present.note }),
  };
  const { config: _effective, ...beside } = objectOf(mergePatchBetween(before, after));
  const own = ownPatch(present, {
    said: job.config,
    config: after.config,
    tags: job.tags,
    byTags: membersByTags(around, allTags),
  });
  const whole = { ...beside, ...given({ config: own }) };
  const patch = Object.keys(whole).length === 0 ? undefined : whole;
  return {
    ...base,
    action: patch === undefined ? 'unchanged' : 'update',
    jobId,
    version: present.version,
    differences: differingMembers(before, after),
    patch: withTypedHeaders(patch, job.config),
    hasUnseenSecrets: secretsOf(job.config).length > 0,
  };
}

interface Said {
  /** As the file says it. */
  readonly said: Config;
  /** The same with what the API makes of it. */
  readonly config: Config;
  /** Undefined: those that the job has. */
  readonly tags: KeptJob['tags'];
  /** Members that its tags will say. */
  readonly byTags: readonly string[];
}

function membersByTags({ layersOf }: Surroundings, tags: readonly unknown[]): string[] {
  return layersOf === null ? [] : layersOf(tags.map(String)).flatMap(({ settings }) => membersIn(settings));
}

/**
 * What makes the job say what the file says, and nothing else: a member that the file leaves out goes back to the tags or the default.
 * One that the file says as it is anyway, by default, is no difference.
 */
function ownPatch(
  { config: present, provenance, tags: presentTags }: JobView,
  { said, config, tags = presentTags, byTags }: Said,
): Config | undefined {
  const own = new Set(provenance.flatMap(({ member, tag }) => (tag === null ? [member] : [])));
  const byTagsNow = provenance.flatMap(({ member, tag }) => (tag === null ? [] : [member]));
  const inherited = new Set([...byTagsNow, ...byTags]);
  const kept = new Set(membersIn(said));
  // What other tags will say is not known yet.
  const hasTags = isSameValue(tags, presentTags);
  const patch: Record<string, unknown> = {};
  for (const member of new Set([...own, ...kept])) {
    const [before, after] = [valueOf(present, member), kept.has(member) ? valueOf(config, member) : null];
    const isSame =
      after !== null &&
      isSameValue(before, after) &&
      (own.has(member) || (hasTags && !inherited.has(member)));
    if (!isSame) setMember(patch, member, own.has(member) ? mergePatchBetween(before, after) : after);
  }
  return Object.keys(patch).length === 0 ? undefined : patch;
}

/** Dependents that are named and not there yet are checked when they are. */
async function validated(
  api: Api,
  job: KeptJob & { readonly jobId: string | undefined },
  { idsByName, layersOf }: Surroundings,
): Promise<{ config: Config }> {
  const { name, tags = [], note, jobId } = job;
  const config = withKnown(job.config, resolveDependents(job.config, idsByName).ids);
  try {
    if (layersOf !== null) {
      const { checkWithTags } = await import('../tag-settings/check-with-tags.ts');
      return await checkWithTags(api, { name, config, tags, note, jobId }, layersOf(tags.map(String)));
    }
    return await api.validateJob(parseJobInput({ name, config, tags, ...given({ note }) }), jobId);
  } catch (error) {
    if (!isWebloomError(error)) throw error;
    const title = `“${job.name}” of ${job.file} is not valid; nothing was applied`;
    throw new WebloomError(error.code, error.message, { facts: { ...error.facts, title }, cause: error });
  }
}

/** A file that says nothing of dependents does not say that there are none. */
export function withKnown(config: Config, ids: readonly unknown[]): Config {
  return config['dependents'] === undefined ? config : { ...config, dependents: ids };
}

/** Ids of the dependents, which files may name, and the names that no job has yet. */
export function resolveDependents(
  config: Config,
  idsByName: IdsByName,
): { ids: unknown[]; unknown: string[] } {
  const given: readonly unknown[] = Array.isArray(config['dependents']) ? config['dependents'] : [];
  const known = new Set([...idsByName.values()].flat());
  const ids: unknown[] = [];
  const unknown: string[] = [];
  for (const one of given) {
    const { job: name = one, ...condition } = objectOf(one);
    const id = known.has(String(name)) ? String(name) : idsByName.get(String(name))?.[0];
    if (id === undefined) unknown.push(String(name));
    else ids.push(typeof one === 'object' ? { job: id, ...condition } : id);
  }
  return { ids, unknown };
}

function withIds(draft: Config, typed: Config, idsByName: IdsByName): Config {
  const { ids, unknown } = resolveDependents(typed, idsByName);
  return withKnown(draft, [...ids, ...unknown]);
}

/** The draft shows secrets as masks, which would not be values to save. */
function withTypedHeaders(patch: unknown, typed: Config): unknown {
  const config = objectOf(objectOf(patch)['config']);
  const fetch = objectOf(config['fetch']);
  if (fetch['headers'] === undefined) return patch;
  const headers = objectOf(typed['fetch'])['headers'];
  return { ...objectOf(patch), config: { ...config, fetch: { ...fetch, headers } } };
}

function secretsOf(config: Config): unknown[] {
  const headers = objectOf(config['fetch'])['headers'];
  return Array.isArray(headers)
    ? headers.filter((header) => objectOf(header)['secret'] === true && objectOf(header)['value'] !== MASK)
    : [];
}

// The configuration of a workspace as `webloom apply` takes it: the settings of its tags, then its jobs with what they say themselves.
// Dependents, logins and proxy pools are named, as ids are others elsewhere; secrets are masked.
import { ownMembers } from '../../domain/config/tag-settings/layered-input.ts';
import { onlyMembers } from '../../domain/config/tag-settings/config-members.ts';
import { maskSecrets } from '../../domain/config/secret-headers.ts';
import type { Dependent } from '../../domain/config/dependent/schema.ts';
import { NO_POOL } from '../../domain/config/proxy-pool/proxy-pool.ts';
import { isMembers, type Members } from '../../domain/system/differing-members.ts';
import type { Job } from '../../domain/job/job.ts';
import type { ApiPorts } from '../ports.ts';
import { type Batches, jobBatches } from './export-rows.ts';

export interface SettingsDocument {
  readonly tag: string;
  readonly priority: number;
  readonly settings: Members;
}

export interface JobDocument {
  readonly name: string;
  readonly tags: readonly string[];
  /** Null: none, so that it goes where it is applied. */
  readonly note: string | null;
  readonly config: Members;
}

type ConfigurationPorts = Pick<ApiPorts, 'tagSettings' | 'logins' | 'proxyPools'> &
  Parameters<typeof jobBatches>[0];

export async function* configurationBatches(
  ports: ConfigurationPorts,
  workspaceId: string,
): Batches<SettingsDocument | JobDocument> {
  const names = await namesOf(ports, workspaceId);
  const all = await ports.tagSettings.list(workspaceId);
  yield all.map(({ tag, priority, settings }) => ({ tag, priority, settings: withNames(settings, names) }));
  for await (const rows of jobBatches(ports, { workspaceId })) {
    const documents: JobDocument[] = [];
    for (const { jobId } of rows) {
      const job = await ports.jobs.get(jobId);
      // Removed meanwhile, or put away: applied elsewhere it would run again.
      if (job !== null && job.shownState !== 'archived') documents.push(await documentOf(ports, job, names));
    }
    yield documents;
  }
}

interface Names {
  readonly login: ReadonlyMap<string, string>;
  readonly proxy: ReadonlyMap<string, string>;
}

async function namesOf(
  { logins, proxyPools }: Pick<ApiPorts, 'logins' | 'proxyPools'>,
  workspaceId: string,
): Promise<Names> {
  return {
    login: nameById(await logins.list(workspaceId)),
    proxy: nameById(await proxyPools.list(workspaceId)),
  };
}

/** A name that two have tells neither, and `none` means no pool; those keep their ids. */
function nameById(all: readonly { readonly _id: string; readonly name: string }[]): Map<string, string> {
  const own = all.filter(
    ({ name }) => name !== NO_POOL && all.filter((other) => other.name === name).length === 1,
  );
  return new Map(own.map(({ _id, name }) => [_id, name]));
}

function withNames(members: Members, names: Names): Members {
  const { fetch } = members;
  if (!isMembers(fetch)) return members;
  const named = Object.entries(names).flatMap(([member, nameOf]: [string, Names['login']]) => {
    const name = nameOf.get(String(fetch[member]));
    return name === undefined ? [] : [[member, name]];
  });
  return { ...members, fetch: { ...fetch, ...Object.fromEntries(named) } };
}

async function documentOf(ports: Pick<ApiPorts, 'jobs'>, job: Job, names: Names): Promise<JobDocument> {
  const { name, tags = [], note = null, config } = job;
  const own = withNames(onlyMembers({ ...maskSecrets(config) }, ownMembers(job)), names);
  if (own['dependents'] === undefined) return { name, tags, note, config: own };
  return { name, tags, note, config: { ...own, dependents: await byName(ports, config.dependents) } };
}

/** Those that are put away start nothing, and are not among the documents. */
async function byName(
  { jobs }: Pick<ApiPorts, 'jobs'>,
  dependents: readonly Dependent[],
): Promise<Dependent[]> {
  const named: Dependent[] = [];
  for (const one of dependents) {
    const job = await jobs.get(typeof one === 'string' ? one : one.job);
    if (job === null || job.shownState === 'archived') continue;
    named.push(typeof one === 'string' ? job.name : { ...one, job: job.name });
  }
  return named;
}

// The configuration of a workspace as `webloom apply` takes it: the settings of its tags, then its jobs with what they say themselves.
// Dependents are named, as ids are others elsewhere; secrets are masked.
import { ownMembers } from '../../domain/config/tag-settings/layered-input.ts';
import { onlyMembers } from '../../domain/config/tag-settings/config-members.ts';
import { maskSecrets } from '../../domain/config/secret-headers.ts';
import type { Dependent } from '../../domain/config/dependent/schema.ts';
import type { Members } from '../../domain/system/differing-members.ts';
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
  readonly config: Members;
}

export async function* configurationBatches(
  ports: Pick<ApiPorts, 'tagSettings'> & Parameters<typeof jobBatches>[0],
  workspaceId: string,
): Batches<SettingsDocument | JobDocument> {
  const all = await ports.tagSettings.list(workspaceId);
  yield all.map(({ tag, priority, settings }) => ({ tag, priority, settings }));
  for await (const rows of jobBatches(ports, { workspaceId })) {
    const documents: JobDocument[] = [];
    for (const { jobId } of rows) {
      const job = await ports.jobs.get(jobId);
      // Removed meanwhile, or put away: applied elsewhere it would run again.
      if (job !== null && job.shownState !== 'archived') documents.push(await documentOf(ports, job));
    }
    yield documents;
  }
}

async function documentOf(ports: Pick<ApiPorts, 'jobs'>, job: Job): Promise<JobDocument> {
  const { name, tags = [], config } = job;
  const own = onlyMembers({ ...maskSecrets(config) }, ownMembers(job));
  if (own['dependents'] === undefined) return { name, tags, config: own };
  return { name, tags, config: { ...own, dependents: await byName(ports, config.dependents) } };
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

// All passes of a clean-up, in their order.
import type { JobStore } from '../../job/job-store.ts';
import { capRetention } from '../../job/limit/cap-retention.ts';
import { type LimitPorts, planOf } from '../../job/limit/reserve.ts';
import { createJobFacts } from './job-facts.ts';
import { type DetailsPorts, createDetailsPass } from './packed/details-pass.ts';
import type { CleanUpPass } from './pass.ts';
import { readRetentions } from './retention-book.ts';
import { type Retention, retentionOf } from '../../config/retention/retention.ts';
import { type RewritePorts, createRewriteArchivesPass } from './rewrite-archives.ts';
import { type RowPassPorts, createRowPasses } from './rows/row-pass.ts';
import { type ThinPorts, createThinVersionsPass } from './thin-versions.ts';

export type PassPorts = DetailsPorts &
  RowPassPorts &
  Pick<ThinPorts, 'versions'> &
  Pick<RewritePorts, 'blobs' | 'mayDelete'> &
  Pick<LimitPorts, 'planBook' | 'workspaces'> & { readonly jobs: Pick<JobStore, 'get' | 'list'> };

export function createPasses(ports: PassPorts): CleanUpPass[] {
  const facts = createJobFacts(ports.jobs);
  const ofJob = (jobId: string): Promise<Retention> => retentionOfJob(ports, jobId);
  return [
    createDetailsPass(ports),
    createThinVersionsPass({ ...ports, ...facts, retentionOf: ofJob }),
    createRewriteArchivesPass({ ...ports, ...facts }),
    ...createRowPasses(ports),
  ];
}

/** No longer than the plan allows. Of a job that is being removed the defaults hold: its versions are erased by other means. */
async function retentionOfJob(ports: PassPorts, jobId: string): Promise<Retention> {
  const job = await ports.jobs.get(jobId);
  if (job === null) return retentionOf();
  const owner = { workspaceId: job.workspaceId, jobId };
  const asked = (await readRetentions(ports.retentions, [owner]))(owner);
  return capRetention(asked, await planOf(ports, job.workspaceId));
}

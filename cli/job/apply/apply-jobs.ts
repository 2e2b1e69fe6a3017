// Carries out what `apply` has planned: creates, then changes, then deletes.
import { joinPatches } from '../../../domain/config/merge-patch.ts';
import { given } from '../../../domain/system/given.ts';
import type { JobView } from '../../../api/client/client.ts';
import type { CliContext } from '../../context.ts';
import { type ApplyPlan, type PlannedJob, resolveDependents, withKnown } from './apply-plan.ts';
import { parseJobInput } from '../job-file.ts';
import { objectOf } from '../job-options.ts';

type Api = CliContext['api'];
type Notice = JobView['notices'][number];
type Change = Pick<PlannedJob, 'jobId' | 'version' | 'kept' | 'patch'>;

/** Returns what the jobs ask for and do not get: of each kind the last, as many jobs mostly lack the same. */
export async function carryOut(
  api: Api,
  plan: readonly PlannedJob[],
  idsByName: ApplyPlan['idsByName'],
): Promise<Notice[]> {
  const told = new Map<Notice['code'], Notice>();
  const tell = (job: JobView | null): void =>
    job?.notices.forEach((notice) => void told.set(notice.code, notice));
  const changes: Change[] = plan.filter(({ action }) => action === 'update');
  for (const { action, name, kept } of plan) {
    if (action !== 'create' || kept === null) continue;
    const { ids, unknown } = resolveDependents(kept.config, idsByName);
    const config = withKnown(kept.config, ids);
    const words = given({ tags: kept.tags, note: kept.note });
    const made = await api.createJob(parseJobInput({ name, start: kept.start, config, ...words }));
    const { jobId, version } = made;
    tell(made);
    idsByName.set(name, [jobId]);
    // What it is to start may be created after it.
    if (unknown.length > 0) changes.push({ jobId, version, kept, patch: { config: { dependents: [] } } });
  }
  for (const change of changes) tell(await changeOne(api, change, idsByName));
  for (const { action, jobId } of plan) if (action === 'delete' && jobId !== null) await api.removeJob(jobId);
  return [...told.values()];
}

/** Names of dependents are ids by now. */
async function changeOne(
  api: Api,
  { jobId, version, kept, patch }: Change,
  idsByName: ApplyPlan['idsByName'],
): Promise<JobView | null> {
  if (jobId === null || kept === null) return null;
  const names = objectOf(objectOf(patch)['config'])['dependents'];
  const { ids } = resolveDependents(kept.config, idsByName);
  // Null: the file says nothing of them any more.
  const isNamed = names !== undefined && names !== null;
  return api.changeJob(
    jobId,
    isNamed ? joinPatches(objectOf(patch), { config: { dependents: ids } }) : patch,
    version,
  );
}

// The runs before and behind a run, as the API shows them.
import type { Run } from '../../../domain/run/run.ts';
import type { ApiPorts } from '../../ports.ts';
import type { RunView } from '../../schemas/run/run.ts';

type Chain = Pick<RunView, 'parent' | 'dependents'>;

export async function toChainView(
  { runs, jobs }: Pick<ApiPorts, 'runs' | 'jobs'>,
  { origin, dependents = {} }: Run,
): Promise<Chain> {
  return {
    parent: origin === undefined ? null : await toParent({ runs, jobs }, origin),
    dependents: Object.entries(dependents).map(([jobId, start]) => ({
      ...start,
      jobId,
      at: start.at.toISOString(),
    })),
  };
}

async function toParent(
  { runs, jobs }: Pick<ApiPorts, 'runs' | 'jobs'>,
  { parentRunId, pages }: NonNullable<Run['origin']>,
): Promise<Chain['parent']> {
  const jobId = (await runs.owner(parentRunId))?.jobId ?? null;
  const names = jobId === null ? null : await jobs.names([jobId]);
  return { runId: parentRunId, jobId, jobName: names?.get(jobId ?? '') ?? null, pages: pages ?? null };
}

// The pages of a run that are to be fetched again: those that ended in one way, as the list of its pages has them.
import { letterId } from '../../../domain/upkeep/dead-letter/dead-letter-id.ts';
import { type ReplayedPage, mostPages } from '../../../domain/upkeep/dead-letter/start-replay.ts';
import { WebloomError } from '../../../domain/system/errors.ts';
import type { Job } from '../../../domain/job/job.ts';
import { parseFrontierId } from '../../../domain/run/frontier-id.ts';
import { isTerminal } from '../../../domain/run/lifecycle.ts';
import { isReasonCode } from '../../../domain/run/outcome.ts';
import type { Run } from '../../../domain/run/run.ts';
import type { ApiPorts } from '../../ports.ts';
import type { RerunRequest } from '../../schemas/recovery/dead-letter.ts';
import { findOwnJob } from '../find-row.ts';
import { listRunPages } from '../run/list-run-pages.ts';

const AT_ONCE = 500;

type RerunPorts = Pick<ApiPorts, 'chunks' | 'frontier' | 'hasher' | 'jobs' | 'stageFiles'>;

export interface RerunPages {
  readonly job: Job;
  readonly pages: readonly ReplayedPage[];
  /** Pages beyond what one run of the job may fetch. */
  readonly left: number;
  /** Letters there may be of these pages. */
  readonly letterIds: readonly string[];
}

export async function pagesToRerun(ports: RerunPorts, run: Run, asked: RerunRequest): Promise<RerunPages> {
  if (!isTerminal(run.state))
    throw new WebloomError(
      'transition-not-allowed',
      `The run is ${run.state}. Its pages can be fetched again when it has ended.`,
      { facts: { state: run.state } },
    );
  const job = await findOwnJob(ports, run.jobId, run.workspaceId);
  const found = await endedPages(ports, run, asked);
  if (found.length === 0)
    throw new WebloomError(
      'transition-not-allowed',
      `No page of this run ended so (${asked.reasons?.join(', ') ?? asked.only}). GET /v1/runs/${run._id}/reasons tells how they ended.`,
    );
  const some = found.slice(0, mostPages(job));
  return {
    job,
    pages: some.map(({ url, depth }) => ({ url, depth })),
    left: found.length - some.length,
    letterIds: some.map(({ urlKey }) => letterId('url', [job._id, urlKey], ports.hasher)),
  };
}

interface EndedPage extends ReplayedPage {
  readonly urlKey: string;
}

async function endedPages(
  ports: RerunPorts,
  run: Run,
  { only, reasons }: RerunRequest,
): Promise<EndedPage[]> {
  const codes = reasons?.filter(isReasonCode);
  const found: EndedPage[] = [];
  let cursor: string | undefined;
  for (;;) {
    const wanted = codes === undefined ? { outcome: [only] } : { reason: codes };
    const { rows, nextCursor } = await listRunPages(ports, run, { limit: AT_ONCE, cursor, ...wanted });
    for (const { entry } of rows) {
      const { url, depth } = entry;
      found.push({ url, depth, urlKey: parseFrontierId(entry._id).urlKey });
    }
    if (nextCursor === null) return found;
    cursor = nextCursor;
  }
}

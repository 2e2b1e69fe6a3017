// One page of the list of runs, newest first; of all jobs or of one.
import type { RunState } from '../../domain/run/lifecycle.ts';
import type { Run } from '../../domain/run/run.ts';
import { decodeCursor, encodeCursor } from '../http/cursor.ts';
import type { ApiPorts } from '../ports.ts';
import { readVisible } from './visible-rows.ts';

export interface RunListing {
  readonly workspaceId: string;
  readonly jobId?: string | undefined;
  readonly state?: readonly RunState[] | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

export interface RunPage {
  readonly runs: readonly Run[];
  readonly nextCursor: string | null;
}

export async function listRuns(
  ports: Pick<ApiPorts, 'hasher' | 'jobs' | 'runs'>,
  { workspaceId, jobId, state, limit, cursor }: RunListing,
): Promise<RunPage> {
  const place = { place: `runs ${jobId ?? ''} ${state?.join() ?? ''}`, hasher: ports.hasher };
  const begin = decodeCursor(place, cursor)?.[0];
  const { rows, last } = await readVisible(ports, { workspaceId, limit }, (after: Run | null, count) => {
    const before = after?._id ?? begin;
    return ports.runs.list({
      workspaceId,
      limit: count,
      ...(jobId === undefined ? {} : { jobId }),
      ...(state === undefined ? {} : { states: state }),
      ...(before === undefined ? {} : { before: String(before) }),
    });
  });
  return { runs: rows, nextCursor: last === null ? null : encodeCursor(place, [last._id]) };
}

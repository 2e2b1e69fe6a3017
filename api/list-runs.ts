// One page of runs, newest first; of all jobs or of one.
import type { RunState } from '../domain/run/lifecycle.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import type { ApiPorts } from './ports.ts';
import type { RunView } from './schemas/run.ts';
import { toRunView } from './views/run-view.ts';

export interface RunListing {
  readonly jobId?: string | undefined;
  readonly state?: readonly RunState[] | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

export async function listRuns(
  ports: ApiPorts,
  { jobId, state, limit, cursor }: RunListing,
): Promise<{ items: RunView[]; nextCursor: string | null }> {
  const place = { place: `runs ${jobId ?? ''} ${state?.join() ?? ''}`, hasher: ports.hasher };
  const before = decodeCursor(place, cursor)?.[0];
  const runs = await ports.runs.list({
    limit: limit + 1,
    ...(jobId === undefined ? {} : { jobId }),
    ...(state === undefined ? {} : { states: state }),
    ...(before === undefined ? {} : { before: String(before) }),
  });
  const shown = runs.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: await Promise.all(shown.map((run) => toRunView(ports, run))),
    nextCursor: runs.length > limit && last !== undefined ? encodeCursor(place, [last._id]) : null,
  };
}

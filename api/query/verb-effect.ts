// What a verb did, for its answer: pages in flight, the end of the grace, and the consequences in words.
import { type ToldVerb, effectsOf, graceEndsAt } from '../../domain/job/verb/verb-effect.ts';
import type { Job } from '../../domain/job/job.ts';
import type { Run } from '../../domain/run/run.ts';
import { withinDeadline } from '../http/deadline.ts';
import type { ApiPorts } from '../ports.ts';
import { OPEN_CHUNK_STATES } from '../../domain/run/chunk.ts';

export interface VerbEffect {
  readonly inFlight: number;
  readonly graceEndsAt: string | null;
  readonly effects: string[];
}

export async function readEffect(
  { chunks }: Pick<ApiPorts, 'chunks'>,
  verb: ToldVerb | null,
  { job, run, same }: { readonly job: Job | null; readonly run: Run | null; readonly same: boolean },
): Promise<VerbEffect> {
  const open = run === null ? [] : await openChunks(chunks, run._id);
  const inFlight = (open ?? []).reduce((sum, { visits }) => sum + visits, 0);
  return {
    inFlight,
    graceEndsAt: isoOf(run === null ? null : graceEndsAt(run)),
    effects: verb === null || same || open === null ? [] : effectsOf({ verb, job, run, inFlight }),
  };
}

/** The verb is done: where the store is slow by now, the answer comes without the pages in flight. */
function openChunks(
  chunks: ApiPorts['chunks'],
  runId: string,
): Promise<readonly { readonly visits: number }[] | null> {
  const open = chunks.listInState(runId, OPEN_CHUNK_STATES);
  return withinDeadline('The store', open, EFFECT_MS).catch(() => null);
}

const EFFECT_MS = 500;

export function isoOf(epochMs: number | null): string | null {
  return epochMs === null ? null : new Date(epochMs).toISOString();
}

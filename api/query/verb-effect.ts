// What a verb did, for its answer: pages in flight, the end of the grace, and the consequences in words.
import { type ToldVerb, effectsOf, graceEndsAt } from '../../domain/control/verb-effect.ts';
import type { Job } from '../../domain/job/job.ts';
import type { Run } from '../../domain/run/run.ts';
import type { ApiPorts } from '../ports.ts';

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
  const open = run === null ? [] : await chunks.listInState(run._id, ['planned', 'scraped', 'storing']);
  const inFlight = open.reduce((sum, { visits }) => sum + visits, 0);
  return {
    inFlight,
    graceEndsAt: isoOf(run === null ? null : graceEndsAt(run)),
    effects: verb === null || same ? [] : effectsOf({ verb, job, run, inFlight }),
  };
}

export function isoOf(epochMs: number | null): string | null {
  return epochMs === null ? null : new Date(epochMs).toISOString();
}

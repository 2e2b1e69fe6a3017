// Refuses to tell of the pages of a run whose details are not kept any more, rather than to show none.
import { WebloomError } from '../../../domain/system/errors.ts';
import type { Run } from '../../../domain/run/run.ts';

export function requireDetails(run: Run): Run {
  if (run.details?.state !== 'gone') return run;
  const day = run.details.at.toISOString().slice(0, 10);
  const detail = `How each page of this run ended was kept until ${day}, as its retention says; its counts and its receipt are still there.`;
  throw new WebloomError('not-found', detail, { facts: { runId: run._id, keptUntil: day } });
}

// A clean-up as the API shows it.
import type { CleanUp } from '../../../domain/upkeep/clean-up/clean-up.ts';
import type { Freed } from '../../../domain/upkeep/clean-up/pass.ts';
import { totalFreed } from '../../../domain/upkeep/clean-up/run-clean-up.ts';
import type { CleanUpView } from '../../schemas/storage/clean-up.ts';
import { counted } from '../../../domain/system/counted.ts';

export function toCleanUpView(cleanUp: CleanUp): CleanUpView {
  const { _id: cleanUpId, state, dryRun, by, startedAt, finishedAt, passes, reason = null } = cleanUp;
  const freed = totalFreed(passes);
  return {
    cleanUpId,
    state,
    dryRun,
    by,
    headline: headlineOf(cleanUp, freed),
    startedAt: startedAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
    freed: { ...freed },
    passes: passes.map((pass) => ({ ...pass, freed: { ...pass.freed } })),
    reason,
    links: { self: `/v1/clean-ups/${cleanUpId}` },
  };
}

function headlineOf({ state, dryRun, passes }: CleanUp, { files, documents }: Freed): string {
  const what = `${counted(files, 'file')} and ${counted(documents, 'document')}`;
  if (state === 'running') return `At work: ${what} ${dryRun ? 'would go' : 'went'} so far`;
  const isEmpty = files + documents === 0;
  const did = dryRun
    ? `${isEmpty ? 'Nothing' : what} would go`
    : isEmpty
      ? 'Nothing was old enough'
      : `${what} went`;
  const failed = state === 'failed' ? '; a pass failed' : '';
  return `${did}${state === 'stopped' && passes.length > 0 ? ' before it was stopped' : failed}`;
}

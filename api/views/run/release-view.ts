// What becomes of the changes that a run holds back, as the API shows it.
import type { Run } from '../../../domain/run/run.ts';
import type { RunView } from '../../schemas/run/run.ts';

export function toReleaseView({ hold }: Pick<Run, 'hold'>): RunView['hold'] {
  if (hold === undefined) return null;
  const { state, gates, by, at } = hold;
  return { state, gates: [...gates], by: by ?? null, at: at?.toISOString() ?? null };
}

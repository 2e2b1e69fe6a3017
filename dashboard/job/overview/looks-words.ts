// How the last runs of a job went, in one or two sentences.
import type { RunSummaryView } from '../../../api/schemas/run/run-list.ts';
import { counted } from '../../../domain/system/counted.ts';
import { formatDuration } from '../../ui/appearance/format.ts';
import { ENDINGS } from '../../api/run-path.ts';

type Look = Pick<RunSummaryView, 'state' | 'durationMs'>;

export function looksWords(runs: readonly Look[]): string {
  if (runs.length === 0) return 'It has not run yet.';
  const ended = runs.filter(({ state }) => ENDINGS.includes(state));
  const completed = ended.filter(({ state }) => state === 'completed').length;
  if (ended.length === 0) return 'Its first run goes on.';
  if (ended.length === 1) return `The only run so far ${completed === 1 ? 'completed' : 'did not complete'}.`;
  const slowest = formatDuration(Math.max(...ended.map(({ durationMs }) => durationMs)));
  return `${completed} of the last ${counted(ended.length, 'run')} completed. The slowest took ${slowest}.`;
}

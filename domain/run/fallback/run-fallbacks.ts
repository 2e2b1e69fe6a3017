// All fallbacks of a run: those its pages and chunks took, and those of its source, which stand on the run itself.
import { type SourceProgress, faultInWords } from '../source-progress.ts';
import type { FallbackCount } from './fallback.ts';

export function runFallbacks(
  taken: readonly FallbackCount[] = [],
  source: Pick<SourceProgress, 'faults' | 'faultCount'> | undefined,
): FallbackCount[] {
  const [first] = source?.faults ?? [];
  if (source === undefined || first === undefined) return [...taken];
  const { url, at } = first;
  const detail = faultInWords(first);
  return [...taken, { kind: 'faulty-source', count: source.faultCount, since: at.getTime(), url, detail }];
}

// Runs change rules over stored versions of a page, to show what the rules would have told.
import type { ChangeVerdict } from './change.ts';
import { type ComparedPage, detectChange } from './detect.ts';
import type { ChangeRules } from './rules.ts';

export interface Replay {
  /** Changes that would have been told. */
  readonly fired: number;
  /** One verdict per version; the first is the baseline. */
  readonly verdicts: readonly ChangeVerdict[];
}

/** As in a run, a version becomes the baseline only when its change is told. */
export function replayRules(
  versions: readonly ComparedPage[],
  rules: ChangeRules,
  volatile: readonly string[] = [],
): Replay {
  let baseline: ComparedPage | null = null;
  const verdicts: ChangeVerdict[] = [];
  for (const current of versions) {
    const known = baseline === null ? null : comparable(baseline, volatile);
    const verdict = detectChange({ baseline: known, current, rules });
    verdicts.push(verdict);
    if (verdict.verdict === 'first' || verdict.verdict === 'changed') baseline = current;
  }
  return { fired: verdicts.filter(({ verdict }) => verdict === 'changed').length, verdicts };
}

function comparable({ availability, ...page }: ComparedPage, volatile: readonly string[]) {
  return { ...page, volatile, ...(availability === undefined ? {} : { availability }) };
}

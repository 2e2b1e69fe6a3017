// Runs change rules over versions of a page, oldest first, as runs would have: to preview rules on what is stored, and to
// show what the engine makes of a sequence.
import { becomesBaseline, type ChangeVerdict } from './change.ts';
import type { ComparedBaseline, ComparedPage } from './compare-input.ts';
import { detectChange } from './detect.ts';
import type { Looks } from './noise/noise-date.ts';
import { type ChangeRules, MAX_COMPARED_VERSIONS } from './rules.ts';
import { SeenLines } from './told/seen-lines.ts';
import type { ToldVersion } from './told/told-facts.ts';
import { withTold } from './told/told-version.ts';
import { given } from '../system/given.ts';

export interface Replay {
  /** Changes that would have been told. */
  readonly fired: number;
  /** One verdict per version; the first is the baseline. */
  readonly verdicts: readonly ChangeVerdict[];
}

export interface ReplayedVersion extends ComparedPage {
  /** When it was read, if known. */
  readonly at?: Date | undefined;
}

/** Places that are known to differ by themselves: learned on the page, or on its host's pages of this kind. */
export interface KnownNoise {
  readonly volatile: readonly string[];
  readonly template: readonly string[];
}

const NO_NOISE: KnownNoise = { volatile: [], template: [] };

export function replayVersions(
  versions: readonly ReplayedVersion[],
  rules: ChangeRules,
  noise: KnownNoise = NO_NOISE,
): Replay {
  let baseline: ReplayedVersion | null = null;
  const seen = new SeenLines((line) => line);
  const verdicts: ChangeVerdict[] = [];
  let told: readonly ToldVersion[] = [];
  for (const current of versions) {
    const verdict: ChangeVerdict = detectChange({
      baseline: baseline === null ? null : comparable(baseline, noise),
      current,
      rules,
      looks: looksOf(baseline, current),
      toldBefore: told,
      isKnownLine: rules.newLinesOnly === true ? (line) => seen.has(line) : undefined,
    });
    verdicts.push(verdict);
    if (!becomesBaseline(verdict)) continue;
    baseline = current;
    if (rules.newLinesOnly === true) seen.add(current.blocks);
    if (verdict.verdict !== 'unchanged') told = withTold(told, current, MAX_COMPARED_VERSIONS);
  }
  return { fired: verdicts.filter(({ verdict }) => verdict === 'changed').length, verdicts };
}

function looksOf(baseline: ReplayedVersion | null, current: ReplayedVersion): Looks | undefined {
  if (baseline?.at === undefined || current.at === undefined) return undefined;
  return { before: baseline.at, after: current.at };
}

function comparable({ availability, ...page }: ComparedPage, noise: KnownNoise): ComparedBaseline {
  return { ...page, ...noise, ...given({ availability }) };
}

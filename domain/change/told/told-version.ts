// The versions of a page that were told last. Where a job asks for it, a page that is again as one of them was is not told:
// pages that go to and fro between a few states say nothing new by that.
import type { ChangeVerdict } from '../change.ts';
import type { ToldFacts, ToldVersion } from './told-facts.ts';
import type { CompareInput } from '../compare-input.ts';
import { compareLines } from '../compare-lines.ts';
import { areSame, changedFacts } from '../describe-change.ts';
import type { ChangeRules } from '../rules.ts';
import { WITHHOLDING_STEPS } from '../step.ts';
import { given } from '../../system/given.ts';

/** Whether a page is compared with more than its stored version. */
export function comparesTold({ comparedVersions = 1 }: ChangeRules): boolean {
  return comparedVersions > 1;
}

/** The version told before that the page is like again; null: there is none. */
export function findKnownVersion(input: CompareInput): ToldVersion | null {
  if (!comparesTold(input.rules)) return null;
  const told = (input.toldBefore ?? []).slice(0, input.rules.comparedVersions);
  return told.find((version) => isAsBefore(input, version)) ?? null;
}

function isAsBefore({ baseline, current, ...rest }: CompareInput, version: ToldVersion): boolean {
  const { blocks, textHash, fields, availability, at } = version;
  if (!areSame(changedFacts({ fields, ...given({ availability }) }, current))) return false;
  if (textHash === current.textHash) return true;
  if (blocks === null) return false;
  const looks = at === undefined || rest.looks === undefined ? undefined : { ...rest.looks, before: at };
  const before = { ...baseline, blocks, textHash, fields };
  return compareLines({ ...rest, looks, baseline: before, current }).told.length === 0;
}

/** Whether a verdict would be another one if the version were known. */
export function mayBeKnown({ verdict, step }: ChangeVerdict): boolean {
  return verdict === 'changed' || (verdict === 'unchanged' && WITHHOLDING_STEPS.has(step));
}

/** The versions told last with this one, the newest first. */
export function withTold<Version extends ToldFacts>(
  told: readonly Version[],
  version: Version,
  most: number,
): Version[] {
  const isSame = (one: ToldFacts): boolean =>
    one.textHash === version.textHash && areSame(changedFacts(one, version));
  return [version, ...told.filter((one) => !isSame(one))].slice(0, most);
}

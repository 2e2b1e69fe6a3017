// The reasons of `why` as they are told to people: a sentence that holds for several of them is said once.
import type { IdleReason } from './idle-facts.ts';

/** Each reason once; what helps against several stands under the last of those that follow each other. */
export function toldReasons<Reason extends Told>(reasons: readonly Reason[]): readonly Reason[] {
  const once = reasons.filter(
    (one, at) => reasons.findIndex(({ code, detail }) => code === one.code && detail === one.detail) === at,
  );
  return once.map((one, at) => {
    const isSaidBelow = one.remedy !== null && once.slice(at + 1).some(({ remedy }) => remedy === one.remedy);
    return isSaidBelow ? { ...one, remedy: null } : one;
  });
}

type Told = Pick<IdleReason, 'detail'> & { readonly code: string; readonly remedy: string | null };

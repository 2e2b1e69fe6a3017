// The way from a list of prices to the comparison of those that are marked.
import type { ReactNode } from 'react';
import { ButtonLink } from '../../ui/button.tsx';
import { MAX_COMPARED } from './most-compared.ts';

/** Nothing while fewer than two are marked; with too many it says how many can be. */
export function CompareLink({ chosen }: { readonly chosen: readonly string[] }): ReactNode {
  if (chosen.length < 2) return null;
  if (chosen.length > MAX_COMPARED)
    return (
      <p role="status" className="py-1 text-s text-ink-2">
        {chosen.length} are marked; {MAX_COMPARED} at most can be compared.
      </p>
    );
  return (
    <ButtonLink kind="primary" to="/prices/compare" search={{ pages: chosen.join(',') }}>
      Compare {chosen.length}
    </ButtonLink>
  );
}

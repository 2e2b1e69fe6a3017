// What only operators may use: it is not shown to viewers, or shown without being of use, with words that say so.
import type { ReactNode } from 'react';
import { useMay } from '../../api/caller.ts';
import { EmptyState } from '../empty-state.tsx';

/** Why an entry of a menu can not be chosen. */
export const LOOK_ONLY = 'Your key may only look';

interface OperatorsProps {
  readonly children: ReactNode;
  /** What a viewer sees in its place. */
  readonly instead?: ReactNode;
}

export function Operators({ children, instead = null }: OperatorsProps): ReactNode {
  return useMay('operator') ? children : instead;
}

/** Fields that show to everybody what is set. */
export function OperatorFields({ children }: Pick<OperatorsProps, 'children'>): ReactNode {
  if (useMay('operator')) return children;
  return (
    <>
      <p className="mb-3 text-ink-2">{LOOK_ONLY}: an operator changes this.</p>
      <fieldset disabled className="contents">
        {children}
      </fieldset>
    </>
  );
}

/** In place of a screen on which something is made or changed. */
export function LookOnly(): ReactNode {
  return (
    <EmptyState title={LOOK_ONLY}>
      Jobs are made and changed by operators and admins of the workspace. Ask one of them, or log in with
      another key.
    </EmptyState>
  );
}

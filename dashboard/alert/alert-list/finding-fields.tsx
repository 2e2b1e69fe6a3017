// The fields of a rule about runs that go worse than usual: what it tells.
import type { ReactNode } from 'react';
import type { FindingKind } from '../../../domain/config/gate/finding.ts';
import { TickField } from '../../ui/field/plain-fields.tsx';
import type { RuleDraft } from './rule-draft.ts';

const FINDINGS: readonly (readonly [FindingKind, string])[] = [
  ['pages', 'Far fewer pages'],
  ['failures', 'Far more failures'],
  ['field', 'A field that is not found any more'],
  ['page-type', 'Pages of another type'],
  ['body-size', 'Pages of another size'],
  ['duration', 'A far longer time'],
];

interface FindingFieldsProps {
  readonly draft: RuleDraft;
  readonly change: (change: Partial<RuleDraft>) => void;
}

export function FindingFields({ draft: { findings }, change }: FindingFieldsProps): ReactNode {
  return (
    <TickField
      legend="What is worse than in the runs before"
      hint="None is ticked: all of them."
      value={findings}
      options={FINDINGS}
      change={(ticked) => change({ findings: ticked })}
    />
  );
}

// The fields of a rule about runs that go worse than usual: what it tells.
import type { ReactNode } from 'react';
import type { FindingKind } from '../../../domain/config/gate/finding.ts';
import { CheckField } from '../../ui/field/plain-fields.tsx';
import { withTick } from '../../ui/field/ticked.ts';
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
    <fieldset>
      <legend className="mb-1 font-[550]">What is worse than in the runs before</legend>
      <div className="grid gap-x-4 gap-y-1 phone:grid-cols-2">
        {FINDINGS.map(([kind, words]) => (
          <CheckField
            key={kind}
            label={words}
            checked={findings.includes(kind)}
            change={(isTicked) => change({ findings: withTick(findings, kind, isTicked) })}
          />
        ))}
      </div>
      <p className="mt-1 text-s text-ink-3">None is ticked: all of them.</p>
    </fieldset>
  );
}

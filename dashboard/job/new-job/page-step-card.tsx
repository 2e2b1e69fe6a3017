// What has to be clicked or filled in before the page shows what is watched: steps that are tried at once.
import type { ReactNode } from 'react';
import type { PreviewView } from '../../../api/schemas/preview/preview.ts';
import type { PageStep } from '../../../domain/web/page-step/page-step.ts';
import { segment } from '../../api/ask.ts';
import type { FieldFault } from '../../api/problem.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { JobFaults } from '../settings/form-field.tsx';
import { PageStepPicker } from './picker/page-step-picker.tsx';
import { PageStepFields } from '../settings/page-step-fields.tsx';

interface PageStepCardProps {
  readonly steps: readonly PageStep[];
  readonly preview: PreviewView | undefined;
  /** What the API said of the steps when they were tried. */
  readonly faults: readonly FieldFault[];
  readonly busy: boolean;
  readonly onChange: (steps: readonly PageStep[]) => void;
  readonly onTry: () => void;
}

export function PageStepCard({
  steps,
  preview,
  faults,
  busy,
  onChange,
  onTry,
}: PageStepCardProps): ReactNode {
  // The request of a look has the parts of a configuration as members.
  const placed = faults.map((fault) => ({ ...fault, pointer: `/config${fault.pointer}` }));
  return (
    <Card>
      <details open={steps.length > 0}>
        <summary className="min-h-6 cursor-pointer font-[540]">
          Does something have to be clicked or filled in first?
        </summary>
        <p className="mt-2 mb-3 text-ink-2">
          A browser does these steps on the page before it is read, each time. It costs a hundred times as
          much as a request.
        </p>
        <JobFaults value={placed}>
          <PageStepFields
            steps={steps}
            change={onChange}
            results={preview?.pageSteps ?? null}
            picture={pictureOf(preview)}
          />
        </JobFaults>
        <PageStepPicker
          previewId={preview === undefined || preview.outcome === 'pending' ? null : preview.previewId}
          onStep={(step) => onChange([...steps, step])}
        />
        {steps.length === 0 ? null : (
          <Button kind="primary" className="mt-3" disabled={busy} onClick={onTry}>
            {busy ? 'Trying…' : 'Try the steps'}
          </Button>
        )}
      </details>
    </Card>
  );
}

function pictureOf(preview: PreviewView | undefined) {
  if (preview === undefined || preview.picture === null) return null;
  return { src: `/v1/previews/${segment(preview.previewId)}/picture`, size: preview.picture };
}

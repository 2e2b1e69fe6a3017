// A click on the copy of a page becomes a step: a browser clicks there, or fills in, before the page is read.
import { type ReactNode, useState } from 'react';
import type { PickedPartView } from '../../../../api/schemas/preview/preview-part.ts';
import type { PageStep } from '../../../../domain/web/page-step/page-step.ts';
import { segment } from '../../../api/ask.ts';
import { Button } from '../../../ui/button.tsx';
import { ProblemNote } from '../../../ui/empty-state.tsx';
import { PagePicture } from '../../../ui/picture/page-picture.tsx';
import { usePick } from './use-part.ts';

interface PageStepPickerProps {
  /** Null: the page is being looked at. */
  readonly previewId: string | null;
  readonly onStep: (step: PageStep) => void;
}

export function PageStepPicker({ previewId, onStep }: PageStepPickerProps): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const pick = usePick(previewId ?? '');
  const take = (node: number): void =>
    pick.mutate([node], {
      onSuccess: (picked) => {
        const step = stepOf(picked);
        if (step !== null) onStep(step);
      },
    });
  return (
    <div className="mt-3 grid gap-2">
      <Button kind="quiet" className="w-fit" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {isOpen ? 'Hide the page' : 'Add steps by clicking on the page'}
      </Button>
      {isOpen && previewId !== null ? (
        <PagePicture
          src={`/v1/previews/${segment(previewId)}/page?picker=true`}
          places={null}
          onClick={({ node }) => take(node)}
        />
      ) : null}
      <p role="status" className="text-s text-ink-2 empty:hidden">
        {pick.data === undefined || !isOpen ? '' : wordsOf(stepOf(pick.data))}
      </p>
      {pick.isError ? <ProblemNote error={pick.error} /> : null}
    </div>
  );
}

function wordsOf(step: PageStep | null): string {
  if (step === null)
    return 'No selector that a browser knows finds this element alone: add a step and type one, or what the element says.';
  const selector = 'selector' in step ? step.selector : '';
  return step.do === 'click'
    ? `Added: click ${selector}`
    : `Added: ${step.do} ${selector}, its value is missing`;
}

/** Null: what was clicked can not be found by a browser. */
function stepOf({ suggestions }: PickedPartView): PageStep | null {
  const known = suggestions.filter(({ selector }) => isKnownToBrowsers(selector));
  const selector = (known.find(({ matches }) => matches === 1) ?? known[0])?.selector;
  if (selector === undefined) return null;
  const [, name = ''] = /(?:^|[\s>+~/])([a-z][\w-]*)[^\s>+~/]*$/i.exec(selector) ?? [];
  if (name === 'input' || name === 'textarea') return { do: 'fill', selector, value: '' };
  return name === 'select' ? { do: 'select', selector } : { do: 'click', selector };
}

/** Selectors of parts know words that no browser does. */
function isKnownToBrowsers(selector: string): boolean {
  try {
    if (/^\(*\//.test(selector)) document.createExpression(selector);
    else document.createDocumentFragment().querySelector(selector);
    return true;
  } catch {
    return false;
  }
}

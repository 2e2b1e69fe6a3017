// What is being done while a page is looked at: the steps in their order, each with its time.
import type { ReactNode } from 'react';
import type { PreviewView } from '../../../api/schemas/preview/preview.ts';
import { formatDuration } from '../../ui/appearance/format.ts';
import { Icon } from '../../ui/icon.tsx';

type Step = PreviewView['step'];

const STEPS: readonly (readonly [Step, string])[] = [
  ['wait', 'Wait for the turn at the host'],
  ['robots', 'Read robots.txt'],
  ['fetch', 'Fetch the page'],
  ['render', 'Open it in a browser'],
  ['read', 'Read and understand it'],
];

/**
 * Steps that are left out (a known robots.txt) are not shown once the next one has begun; that by a browser, which few pages
 * need, is shown once it has.
 */
export function Stages({ preview }: { readonly preview: PreviewView }): ReactNode {
  const current = STEPS.findIndex(([step]) => step === preview.step);
  // What was read before the page is opened in a browser is read again after it.
  const begun = new Map(
    preview.steps
      .filter(({ step }) => current === -1 || STEPS.findIndex(([name]) => name === step) <= current)
      .map(({ step, afterMs }) => [step, afterMs]),
  );
  const shown = STEPS.filter(([step], at) => begun.has(step) || (at > current && step !== 'render'));
  return (
    <ol aria-label="What is being done" className="grid gap-2 py-2" aria-live="polite">
      {shown.map(([step, words]) => {
        const isNow = step === preview.step;
        const at = begun.get(step);
        return (
          <li key={step} className={`flex items-center gap-2.5 ${at === undefined ? 'text-ink-3' : ''}`}>
            <span
              className={isNow ? 'pulse text-accent' : at === undefined ? 'text-ink-3' : 'text-completed'}
            >
              <Icon name={isNow ? 'half' : at === undefined ? 'circle' : 'check'} />
            </span>
            <span className={isNow ? 'font-[560]' : ''}>{words}</span>
            {at === undefined ? null : (
              <span className="ml-auto text-s text-ink-3">after {formatDuration(at)}</span>
            )}
          </li>
        );
      })}
    </ol>
  );
}

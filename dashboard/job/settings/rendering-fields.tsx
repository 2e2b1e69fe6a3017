// Whether a browser opens the pages of a job, the steps it takes on them, what it waits for, how far it scrolls, and whether pictures
// and what the server sent are kept.
import type { ReactNode } from 'react';
import type { JobConfig } from '../../../domain/config/schema.ts';
import { given } from '../../../domain/system/given.ts';
import type { PageStep } from '../../../domain/web/page-step/page-step.ts';
import { CheckField, NumberField, SelectField, TextField } from './form-field.tsx';
import { PageStepFields } from './page-step-fields.tsx';

type Fetch = JobConfig['fetch'];
type WaitFor = NonNullable<Fetch['waitFor']>;

export const RENDERS = [
  ['auto', 'Where a page needs it'],
  ['never', 'Never'],
  ['always', 'Always: it costs a hundred times as much'],
] as const;
const PICTURES = [
  ['none', 'None'],
  ['changes', 'Of each stored version'],
  ['always', 'Of each version, and of the latest look'],
] as const;
const SCROLLS = [
  ['0', 'No'],
  ['1', 'Once'],
  ['3', 'Three times'],
  ['10', 'Ten times'],
  ['end', 'Until it grows no more'],
] as const;

interface RenderingFieldsProps {
  readonly fetch: Fetch;
  readonly change: (fetch: Fetch) => void;
}

export function RenderingFields({ fetch, change }: RenderingFieldsProps): ReactNode {
  const { steps = [] } = fetch;
  const isKept = steps.some((step) => step.do === 'picture');
  const { screenshot = isKept ? 'changes' : 'none' } = fetch;
  const isSaid = hasWait(fetch) || steps.length > 0 || screenshot !== 'none';
  return (
    <>
      <SelectField
        label="Opened in a browser"
        value={fetch.render ?? (isSaid ? 'always' : 'auto')}
        options={RENDERS}
        change={(render) => change({ ...fetch, render })}
      />
      {fetch.render === 'never' ? null : (
        <>
          <StepsField fetch={fetch} change={change} />
          <SelectField
            label="Pictures of the page"
            value={screenshot}
            options={PICTURES}
            change={(next) => change({ ...fetch, screenshot: next })}
          />
          <CheckField
            label="Keep what the server sent beside each version that a browser made"
            value={fetch.keepServed ?? false}
            change={(keepServed) => change({ ...fetch, keepServed })}
          />
          <WaitFields fetch={fetch} change={change} />
        </>
      )}
    </>
  );
}

function hasWait({ waitFor, scroll }: Fetch): boolean {
  return waitFor !== undefined || scroll !== undefined;
}

function WaitFields({ fetch, change }: RenderingFieldsProps): ReactNode {
  const { waitFor: before = {}, ...rest } = fetch;
  const wait = (part: { [Name in keyof WaitFor]: WaitFor[Name] | undefined }): void => {
    const waitFor = given({ ...before, ...part });
    change(Object.keys(waitFor).length === 0 ? rest : { ...rest, waitFor });
  };
  return (
    <details open={hasWait(fetch)}>
      <summary className="min-h-6 cursor-pointer text-s text-ink-2">
        What the browser waits for, and scrolling
      </summary>
      <div className="mt-2 grid gap-3">
        <TextField
          label="The browser waits for this element"
          hint="CSS selector or XPath. Empty: until network and text are quiet."
          value={before.selector ?? ''}
          change={(selector) => wait({ selector: selector === '' ? undefined : selector })}
          pointer="/config/fetch/waitFor/selector"
        />
        <TextField
          label="The browser waits for this text"
          value={before.text ?? ''}
          change={(text) => wait({ text: text === '' ? undefined : text })}
          pointer="/config/fetch/waitFor/text"
          dir="auto"
        />
        <NumberField
          label="The browser waits so long, ms"
          hint="After the page has arrived."
          min={0}
          value={before.ms}
          change={(ms) => wait({ ms })}
          pointer="/config/fetch/waitFor/ms"
        />
        <ScrollField fetch={fetch} change={change} />
      </div>
    </details>
  );
}

function StepsField({ fetch, change }: RenderingFieldsProps): ReactNode {
  const { steps = [] } = fetch;
  return (
    <details open={steps.length > 0}>
      <summary className="min-h-6 cursor-pointer text-s text-ink-2">
        Steps that the browser takes on each page{steps.length === 0 ? '' : ` (${steps.length})`}
      </summary>
      <div className="mt-2">
        <PageStepFields steps={steps} change={(next) => change(withSteps(fetch, next))} />
      </div>
    </details>
  );
}

/** A job without steps has no list of them. */
function withSteps({ steps: _before, ...rest }: Fetch, steps: PageStep[]): Fetch {
  return steps.length === 0 ? rest : { ...rest, steps };
}

function ScrollField({ fetch, change }: RenderingFieldsProps): ReactNode {
  const { scroll, ...rest } = fetch;
  const value = String(scroll ?? 0);
  const isOther = SCROLLS.every(([one]) => one !== value);
  return (
    <SelectField
      label="It scrolls to the bottom"
      value={value}
      options={isOther ? [...SCROLLS, [value, `${value} times`] as const] : SCROLLS}
      change={(next) =>
        change(next === '0' ? rest : { ...rest, scroll: next === 'end' ? next : Number(next) })
      }
    />
  );
}

// Choosing the part of a page: by clicking in its picture, from its outline, or by selectors; with what would be watched.
import { type ReactNode, useState } from 'react';
import type { PickedPartView } from '../../../../api/schemas/preview/preview-part.ts';
import { counted } from '../../../../domain/system/counted.ts';
import { isProblem } from '../../../api/problem.ts';
import { Button } from '../../../ui/button.tsx';
import { ProblemNote } from '../../../ui/empty-state.tsx';
import { Lines } from '../understood.tsx';
import { FieldFaults } from '../../../ui/field/field-fault.tsx';
import { OutlineList } from './outline-list.tsx';
import { PageFrame, type Pick } from './page-frame.tsx';
import { SelectorList } from './selector-list.tsx';
import { type PickedParts, usePick, usePickedText } from './use-part.ts';

interface PartPickerProps {
  readonly previewId: string;
  readonly parts: PickedParts;
  readonly onChange: (parts: PickedParts) => void;
}

const NO_NODES: readonly number[] = [];

export function PartPicker({ previewId, parts, onChange }: PartPickerProps): ReactNode {
  const [leavesOut, setLeavesOut] = useState(false);
  const [asList, setAsList] = useState(false);
  const text = usePickedText(previewId, parts);
  const pick = usePick(previewId);
  const take = ({ node, leaveOut, add }: Pick): void => {
    pick.mutate([node], {
      onSuccess: ({ selector }) => {
        if (selector === null) return;
        onChange(withSelector(parts, selector, { leaveOut: leaveOut || leavesOut, add }));
      },
    });
  };
  return (
    <div className="grid gap-5 wide:grid-cols-[3fr_2fr]">
      <div className="grid content-start gap-2.5">
        <div className="flex flex-wrap items-center gap-2">
          <Toggle on={!leavesOut} onChoose={() => setLeavesOut(false)} words="Click to watch" />
          <Toggle on={leavesOut} onChoose={() => setLeavesOut(true)} words="Click to leave out" />
          <Button kind="quiet" className="ml-auto" onClick={() => setAsList(!asList)}>
            {asList ? 'Show the page' : 'Show as a list'}
          </Button>
        </div>
        {asList ? (
          <OutlineList previewId={previewId} onPick={take} />
        ) : (
          <PageFrame
            previewId={previewId}
            include={text.data?.nodes ?? NO_NODES}
            exclude={text.data?.excluded ?? NO_NODES}
            onPick={take}
          />
        )}
        <p className="text-s text-ink-3">
          Alt-click leaves a part out, Shift-click adds one. The page is a still copy: without pictures,
          scripts and forms.
        </p>
        {pick.isError ? <ProblemNote error={pick.error} /> : null}
      </div>
      <Selected part={pick.data} parts={parts} onChange={onChange} text={text} />
    </div>
  );
}

interface SelectedProps {
  /** What was clicked last. */
  readonly part: PickedPartView | undefined;
  readonly parts: PickedParts;
  readonly onChange: (parts: PickedParts) => void;
  readonly text: { readonly data: PickedPartView | undefined; readonly error: unknown };
}

function Selected({ part, parts, onChange, text }: SelectedProps): ReactNode {
  return (
    <div className="grid content-start gap-5">
      <SelectorList
        label="Watched"
        none="The whole page"
        selectors={parts.include}
        onChange={(include) => onChange({ ...parts, include })}
      />
      {part === undefined || !isAbout(part, parts.include) ? null : (
        <Choices
          part={part}
          chosen={parts.include[0] ?? ''}
          onChoose={(selector) => onChange({ ...parts, include: [selector] })}
        />
      )}
      <SelectorList
        label="Left out"
        none="Nothing"
        selectors={parts.exclude}
        onChange={(exclude) => onChange({ ...parts, exclude })}
      />
      <Watched text={text.data} error={text.error} />
    </div>
  );
}

/** The last click chose what is watched, not what is left out. */
function isAbout({ suggestions }: PickedPartView, include: readonly string[]): boolean {
  return include.length === 1 && suggestions.some(({ selector }) => selector === include[0]);
}

function withSelector(
  { include, exclude }: PickedParts,
  selector: string,
  { leaveOut, add }: { leaveOut: boolean; add: boolean },
): PickedParts {
  const joined = (list: readonly string[]): string[] => [...list.filter((one) => one !== selector), selector];
  if (leaveOut) return { include, exclude: joined(exclude) };
  return { include: add ? joined(include) : [selector], exclude };
}

function Toggle({
  on,
  onChoose,
  words,
}: {
  readonly on: boolean;
  readonly onChoose: () => void;
  readonly words: string;
}): ReactNode {
  return (
    <Button aria-pressed={on} onClick={onChoose} className={on ? 'border-accent! bg-accent-soft!' : ''}>
      {words}
    </Button>
  );
}

const TONES = { sturdy: 'text-completed', fair: 'text-ink-2', fragile: 'text-failed' } as const;

/** Other selectors for the part that was clicked, and the parts around it. */
function Choices({
  part,
  chosen,
  onChoose,
}: {
  readonly part: PickedPartView;
  readonly chosen: string;
  readonly onChoose: (selector: string) => void;
}): ReactNode {
  if (part.suggestions.length === 0) return null;
  return (
    <fieldset className="grid gap-1">
      <legend className="text-s text-ink-3">Ways to find what was clicked</legend>
      {part.suggestions.map(({ selector, sturdiness, why, matches }) => (
        <label key={selector} className="flex cursor-pointer items-baseline gap-2">
          <input
            type="radio"
            name="selector"
            aria-label={`${selector}: ${sturdiness}, ${why}`}
            checked={selector === chosen}
            onChange={() => onChoose(selector)}
          />
          <span className="min-w-0">
            <code className="font-mono text-s break-all">{selector}</code>
            <span className="block text-s text-ink-2">
              <b className={`font-[560] ${TONES[sturdiness]}`}>{sturdiness}</b>: {why};{' '}
              {counted(matches, 'match', 'matches')}
            </span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function Watched({
  text,
  error,
}: {
  readonly text: PickedPartView | undefined;
  readonly error: unknown;
}): ReactNode {
  if (isProblem(error))
    return error.faults.length > 0 ? (
      <FieldFaults id="selector-fault" faults={error.faults} />
    ) : (
      <ProblemNote error={error} />
    );
  if (text === undefined) return null;
  if (text.text.fault !== null) return <p className="text-failed">{text.text.fault} Choose another part.</p>;
  const found = text.selector === null ? '' : ` in ${counted(text.matches, 'match', 'matches')}`;
  return (
    <Lines
      title={`Would be watched: ${counted(text.text.lineCount, 'line')}${found}`}
      lines={text.text.lines}
    />
  );
}

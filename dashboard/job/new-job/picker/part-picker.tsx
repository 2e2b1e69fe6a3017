// Choosing the parts of a page: by clicking in its picture, from its outline, or by selectors; with what would be watched, and
// what is called body and frame.
import { type ReactNode, useState } from 'react';
import type { PickedPartView } from '../../../../api/schemas/preview/preview-part.ts';
import { counted } from '../../../../domain/system/counted.ts';
import { isProblem } from '../../../api/problem.ts';
import { Button } from '../../../ui/button.tsx';
import { ProblemNote } from '../../../ui/empty-state.tsx';
import { Lines } from '../understood.tsx';
import { FieldFaults } from '../../../ui/field/field-fault.tsx';
import { MovedPart } from '../../../ui/picture/moved-part.tsx';
import { selectorToMove } from '../../../ui/picture/move-part.ts';
import { PlaceLegend } from '../../../ui/picture/place-legend.tsx';
import { OutlineList } from './outline-list.tsx';
import { PageFrame } from './page-frame.tsx';
import { SelectorList } from './selector-list.tsx';
import { type PickedParts, type PickMode, usePick, usePickedText, withPart } from './use-part.ts';

interface PartPickerProps {
  readonly previewId: string;
  readonly parts: PickedParts;
  readonly onChange: (parts: PickedParts) => void;
}

const NO_NODES: readonly number[] = [];

export function PartPicker({ previewId, parts, onChange }: PartPickerProps): ReactNode {
  const [mode, setMode] = useState<PickMode>('watch');
  const [asList, setAsList] = useState(false);
  const text = usePickedText(previewId, parts);
  const { pick, take, widen, moved } = usePicking(previewId, { parts, onChange });
  const places = text.data?.places ?? null;
  return (
    <div className="grid gap-5 wide:grid-cols-[3fr_2fr]">
      <div className="grid content-start gap-2.5">
        <Modes mode={mode} onChoose={setMode} hasFrame={places !== null}>
          <Button kind="quiet" className="ml-auto" onClick={() => setAsList(!asList)}>
            {asList ? 'Show the page' : 'Show as a list'}
          </Button>
        </Modes>
        {asList ? (
          <OutlineList
            previewId={previewId}
            places={places}
            onPick={(node, how) => take({ node, mode: how })}
          />
        ) : (
          <PageFrame
            previewId={previewId}
            include={text.data?.nodes ?? NO_NODES}
            exclude={text.data?.excluded ?? NO_NODES}
            places={places}
            onPick={({ node, leaveOut, add }) => take({ node, mode: leaveOut ? 'leave-out' : mode, add })}
          />
        )}
        {places === null ? null : <PlaceLegend allFrame={places.allFrame} />}
        {moved === null ? null : <MovedPart part={moved.part} to={moved.to} onWiden={widen} />}
        <p className="text-s text-ink-3">
          Alt-click leaves a part out, Shift-click adds one. The page is a still copy: without pictures,
          scripts and forms.
        </p>
        {pick.isError ? <ProblemNote error={pick.error} /> : null}
      </div>
      <Selected part={moved === null ? pick.data : undefined} parts={parts} onChange={onChange} text={text} />
    </div>
  );
}

const MODES = [
  ['watch', 'Click to watch'],
  ['leave-out', 'Click to leave out'],
  ['body', 'Move to body'],
  ['frame', 'Move to frame'],
] as const;

interface ModesProps {
  readonly mode: PickMode;
  readonly onChoose: (mode: PickMode) => void;
  /** Else nothing can be moved. */
  readonly hasFrame: boolean;
  readonly children: ReactNode;
}

function Modes({ mode, onChoose, hasFrame, children }: ModesProps): ReactNode {
  return (
    <div className="flex flex-wrap items-center gap-2">
      {MODES.filter(([one]) => hasFrame || one === 'watch' || one === 'leave-out').map(([one, words]) => (
        <Toggle key={one} on={mode === one} onChoose={() => onChoose(one)} words={words} />
      ))}
      {children}
    </div>
  );
}

interface Taken {
  readonly node: number;
  readonly mode: PickMode;
  readonly add?: boolean;
}

/** What a click makes of the parts; the last part that was moved may be taken for a wider one. */
function usePicking(previewId: string, { parts, onChange }: Pick<PartPickerProps, 'parts' | 'onChange'>) {
  const pick = usePick(previewId);
  const [last, setLast] = useState<{ readonly mode: PickMode; readonly before: PickedParts } | null>(null);
  const takeInto = (before: PickedParts, { node, mode, add = false }: Taken): void => {
    pick.mutate([node], {
      onSuccess: (picked) => {
        const isMove = mode === 'body' || mode === 'frame';
        const selector = isMove ? selectorToMove(picked) : picked.selector;
        if (selector === null) return;
        setLast({ mode, before });
        onChange(withPart(before, selector, mode, add));
      },
    });
  };
  const to = last?.mode === 'body' || last?.mode === 'frame' ? last.mode : null;
  return {
    pick,
    take: (taken: Taken) => takeInto(parts, taken),
    widen: (node: number) => {
      if (last !== null) takeInto(last.before, { node, mode: last.mode });
    },
    moved: to === null || pick.data === undefined ? null : { part: pick.data, to },
  };
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
      <Named parts={parts} onChange={onChange} hasFrame={(text.data?.places ?? null) !== null} />
      <Watched text={text.data} error={text.error} />
    </div>
  );
}

/** What is called body and frame; nothing is said of it where nothing has a frame. */
function Named({
  parts,
  onChange,
  hasFrame,
}: Pick<PartPickerProps, 'parts' | 'onChange'> & { readonly hasFrame: boolean }): ReactNode {
  if (!hasFrame) return null;
  return (
    <>
      <SelectorList
        label="Called body"
        none="What Webloom takes for it"
        selectors={parts.bodyParts}
        onChange={(bodyParts) => onChange({ ...parts, bodyParts })}
      />
      <SelectorList
        label="Called frame"
        none="What Webloom takes for it"
        selectors={parts.frameParts}
        onChange={(frameParts) => onChange({ ...parts, frameParts })}
      />
    </>
  );
}

/** The last click chose what is watched, not what is left out. */
function isAbout({ suggestions }: PickedPartView, include: readonly string[]): boolean {
  return include.length === 1 && suggestions.some(({ selector }) => selector === include[0]);
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
  const fewest = Math.min(...part.suggestions.map(({ matches }) => matches));
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
              {matches > fewest ? `all ${matches} like it` : counted(matches, 'match', 'matches')}
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
      places={text.text.places}
    />
  );
}

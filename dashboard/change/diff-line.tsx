// One line of a difference. Marks, not colour alone, tell what was added and removed; text of pages keeps its direction and
// stays in its place.
import type { ReactNode } from 'react';
import type { DiffLine } from './diff-row.ts';

const TEXT = 'min-w-0 whitespace-pre-wrap [overflow-wrap:anywhere]';
const TONES = {
  same: '',
  added: 'bg-add text-add-ink',
  removed: 'bg-del text-del-ink',
  moved: 'bg-accent-soft',
} as const;
/** What is not told is not coloured: its marks and its reason say what it is. */
const SILENT = 'bg-sunk text-ink-2';
const SIGNS = { same: ' ', added: '+', removed: '−', moved: '↕' } as const;
const WORDS = { same: '', added: 'added: ', removed: 'removed: ', moved: 'moved: ' } as const;

interface UnifiedLineProps {
  readonly line: DiffLine;
  readonly side: 'before' | 'after' | 'both';
  readonly byWords: boolean;
}

export function UnifiedLine({ line, side, byWords }: UnifiedLineProps): ReactNode {
  const look = side === 'before' ? 'removed' : side === 'after' ? 'added' : line.op;
  const shown = look === 'replaced' ? 'same' : look;
  const number = shown === 'removed' ? line.fromLine : line.toLine;
  const text = shown === 'removed' ? line.before : line.after;
  return (
    <div
      data-path={line.path}
      className={`grid grid-cols-[3.5rem_1.25rem_minmax(0,1fr)] gap-x-1.5 px-1 py-px ${line.silent === null ? TONES[shown] : SILENT}`}
    >
      <span aria-hidden="true" className="text-right text-ink-2 select-none">
        {number ?? ''}
      </span>
      <span aria-hidden="true" className="text-center select-none">
        {SIGNS[shown]}
      </span>
      <span className={TEXT} dir="auto">
        <span className="sr-only">{WORDS[shown]}</span>
        {byWords && side !== 'both' ? <Words line={line} side={side} /> : text}
        {side === 'before' ? null : <Why line={line} />}
      </span>
    </div>
  );
}

/** What is silent says why, what moved says where from. */
function Why({ line: { silent, movedFrom } }: { readonly line: DiffLine }): ReactNode {
  return (
    <>
      {movedFrom === null ? null : (
        <span className="ml-2 font-sans text-xs text-ink-3" dir="auto">
          was under {movedFrom}
        </span>
      )}
      {silent === null ? null : (
        <span className="ml-2 inline-block rounded-s border border-line-strong px-1.5 font-sans text-xs text-ink-2">
          silent: {silent.meaning}
        </span>
      )}
    </>
  );
}

function Words({ line, side }: { readonly line: DiffLine; readonly side: 'before' | 'after' }): ReactNode {
  const mine = side === 'before' ? 'removed' : 'added';
  if (line.words.length === 0) return side === 'before' ? line.before : line.after;
  return line.words
    .filter(({ op }) => op === 'same' || op === mine)
    .map(({ op, text }, at) =>
      op === 'same' ? (
        <span key={at}>{text}</span>
      ) : (
        <Mark key={at} side={side}>
          {text}
        </Mark>
      ),
    );
}

function Mark({
  side,
  children,
}: {
  readonly side: 'before' | 'after';
  readonly children: ReactNode;
}): ReactNode {
  const tone = side === 'before' ? 'var(--del-ink)' : 'var(--add-ink)';
  const Tag = side === 'before' ? 'del' : 'ins';
  return (
    <Tag
      className="rounded-[3px] px-px font-semibold no-underline"
      style={{ background: `color-mix(in srgb, ${tone} 20%, transparent)` }}
    >
      {children}
    </Tag>
  );
}

/** The older version on the left, the newer on the right; below each other on a phone. */
export function SplitLine({ line }: { readonly line: DiffLine }): ReactNode {
  const { op, fromLine, toLine, before, after, path } = line;
  const left = op === 'same' || op === 'moved' ? op : before === null ? null : 'removed';
  const right = op === 'same' || op === 'moved' ? op : after === null ? null : 'added';
  return (
    <div data-path={path} className="grid border-b border-line last:border-b-0 phone:grid-cols-2">
      <Half number={fromLine} look={left} isSilent={line.silent !== null}>
        {op === 'replaced' ? <Words line={line} side="before" /> : before}
      </Half>
      <Half number={toLine} look={right} isSecond isSame={op === 'same'} isSilent={line.silent !== null}>
        {op === 'replaced' ? <Words line={line} side="after" /> : after}
        <Why line={line} />
      </Half>
    </div>
  );
}

function Half({
  number,
  look,
  children,
  isSecond = false,
  isSame = false,
  isSilent = false,
}: {
  readonly number: number | null;
  readonly look: keyof typeof TONES | null;
  readonly children: ReactNode;
  readonly isSecond?: boolean;
  readonly isSame?: boolean;
  readonly isSilent?: boolean;
}): ReactNode {
  return (
    <div
      className={`grid grid-cols-[3rem_minmax(0,1fr)] gap-x-2 px-1 py-px ${look === null ? 'bg-sunk' : isSilent ? SILENT : TONES[look]} ${isSecond ? 'phone:border-l phone:border-line' : ''} ${isSecond && isSame ? 'hidden phone:grid' : ''}`}
    >
      <span aria-hidden="true" className="text-right text-ink-2 select-none">
        {look === null ? '' : number}
      </span>
      <span className={TEXT} dir="auto">
        {look === null ? null : (
          <>
            <span className="sr-only">{WORDS[look]}</span>
            {children}
          </>
        )}
      </span>
    </div>
  );
}

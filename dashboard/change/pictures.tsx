// What the page looked like before and after: side by side, one over the other behind a slider, and their difference.
import { type ReactNode, useState } from 'react';
import type { ChangeView } from '../../api/schemas/change/change.ts';
import type { DiffView } from '../../api/schemas/change/diff.ts';
import { counted } from '../../domain/system/counted.ts';
import { segment } from '../api/ask.ts';
import { Button } from '../ui/button.tsx';
import { Note } from '../ui/card.tsx';
import type { PictureBox } from '../ui/picture/place-on-picture.ts';
import { WholePicture } from '../ui/picture/whole-picture.tsx';
import { type ComparedPictures, useComparedPictures } from './compared-pictures.ts';
import { VersionFigure } from './version-figure.tsx';

type Side = NonNullable<DiffView['from']>;
type Pictured = Side & { readonly picture: NonNullable<Side['picture']> };

const FORMS = [
  { of: 'side', name: 'Side by side' },
  { of: 'slider', name: 'Slider' },
  { of: 'difference', name: 'Difference' },
] as const;
type Form = (typeof FORMS)[number]['of'];

export function hasPictures({ from, to }: Pick<DiffView, 'from' | 'to'>): boolean {
  return pictured(from) !== null || pictured(to) !== null;
}

interface PicturesProps {
  readonly diff: Pick<DiffView, 'from' | 'to'>;
  /** What the run found that differs; null: it did not compare them, and they are compared here. */
  readonly judged?: ChangeView['picture'];
}

export function Pictures({ diff, judged = null }: PicturesProps): ReactNode {
  const [before, after] = [pictured(diff.from), pictured(diff.to)];
  if (before === null || after === null)
    return (
      <div className="grid gap-3">
        <Note title="There is one picture only.">
          {before === null ? 'None was taken of the version before.' : 'None was taken of the version after.'}
        </Note>
        {before === null ? null : <Shown name="Before" side={before} />}
        {after === null ? null : <Shown name="After" side={after} />}
      </div>
    );
  const pair = { before, after };
  if (judged === null) return <Unjudged {...pair} />;
  const share = (judged.share * 100).toFixed(1).replace(/\.0$/, '');
  const words = `${counted(judged.count, 'region')} ${judged.count === 1 ? 'differs' : 'differ'}, ${share} % of what is watched`;
  return <Compared {...pair} words={words} regions={judged.regions} />;
}

function Unjudged({ before, after }: Pair): ReactNode {
  const { data, error, isPending } = useComparedPictures(addressOf(before), addressOf(after));
  const words = isPending ? 'Comparing the pictures …' : (data?.words ?? error?.message ?? '');
  return <Compared before={before} after={after} words={words} regions={data?.regions ?? []} />;
}

interface ComparedProps extends Pair {
  readonly words: string;
  readonly regions: readonly Region[];
}

type Region = Pick<ComparedPictures['regions'][number], 'x' | 'y' | 'width' | 'height' | 'where'> & {
  readonly yBefore?: number | undefined;
};

function Compared({ before, after, words, regions }: ComparedProps): ReactNode {
  const [form, setForm] = useState<Form>('side');
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <fieldset className="flex flex-wrap gap-2">
          <legend className="sr-only">How to compare the pictures</legend>
          {FORMS.map(({ of, name }) => (
            <Button
              key={of}
              kind={of === form ? 'plain' : 'quiet'}
              aria-pressed={of === form}
              onClick={() => setForm(of)}
            >
              {name}
            </Button>
          ))}
        </fieldset>
        <span role="status" className="text-s text-ink-2">
          {words}
        </span>
      </div>
      {form === 'side' ? (
        <div className="grid gap-4 desk:grid-cols-2">
          <Shown name="Before" side={before} marks={marksOf(regions, 'before')} />
          <Shown name="After" side={after} marks={marksOf(regions, 'after')} />
        </div>
      ) : form === 'slider' ? (
        <Slider before={before} after={after} />
      ) : (
        <Difference before={before} after={after} />
      )}
    </div>
  );
}

/** Where a picture shows what differs; of both where both show something there. */
function marksOf(regions: readonly Region[], side: 'before' | 'after'): PictureBox[] {
  return regions.flatMap(({ x, y, width, height, where, yBefore }) => {
    if (where !== 'both' && where !== side) return [];
    return [{ x, width, height, y: side === 'before' ? (yBefore ?? y) : y }];
  });
}

function pictured(side: DiffView['from']): Pictured | null {
  return side === null || side.picture === null ? null : { ...side, picture: side.picture };
}

function addressOf({ snapshotId }: Side): string {
  return `/v1/snapshots/${segment(snapshotId)}/picture`;
}

function Shown({
  name,
  side,
  marks = [],
}: {
  readonly name: string;
  readonly side: Pictured;
  readonly marks?: readonly PictureBox[];
}): ReactNode {
  return (
    <VersionFigure name={name} at={side.at}>
      <WholePicture
        src={addressOf(side)}
        alt={`${name}: the page as it looked`}
        size={side.picture}
        marks={marks}
      />
    </VersionFigure>
  );
}

interface Pair {
  readonly before: Pictured;
  readonly after: Pictured;
}

/** What is left of the handle is before, what is right of it after. */
function Slider({ before, after }: Pair): ReactNode {
  const [share, setShare] = useState(50);
  return (
    <div className="grid gap-2">
      <label className="grid gap-1 text-s text-ink-2">
        <span className="flex justify-between">
          <span>Before</span>
          <span>After</span>
        </span>
        <input
          type="range"
          min={0}
          max={100}
          value={share}
          aria-label="How much of the picture before is shown"
          aria-valuetext={`${share} % of the width is before`}
          onChange={({ target }) => setShare(Number(target.value))}
        />
      </label>
      <Layers>
        <Layer side={after} name="After" />
        <div className="absolute inset-0" style={{ clipPath: `inset(0 ${100 - share}% 0 0)` }}>
          <Layer side={before} name="Before" />
        </div>
        <div
          aria-hidden="true"
          className="absolute inset-y-0 w-0.5 bg-accent"
          style={{ left: `${share}%` }}
        />
      </Layers>
    </div>
  );
}

/** Black where both are the same. */
function Difference({ before, after }: Pair): ReactNode {
  return (
    <div className="grid gap-2">
      <p className="text-s text-ink-3">Black is the same in both. What moved down differs as a whole.</p>
      <Layers dark>
        <Layer side={before} name="Before" />
        <div className="absolute inset-0 mix-blend-difference">
          <Layer side={after} name="After" />
        </div>
      </Layers>
    </div>
  );
}

function Layers({
  children,
  dark = false,
}: {
  readonly children: ReactNode;
  readonly dark?: boolean;
}): ReactNode {
  return (
    <div
      className={`max-h-[70vh] overflow-y-auto rounded-m border border-line ${dark ? 'bg-[black]' : 'bg-[white]'}`}
    >
      <div className="relative isolate">{children}</div>
    </div>
  );
}

function Layer({ side, name }: { readonly side: Pictured; readonly name: string }): ReactNode {
  const { width, height } = side.picture;
  return (
    <img
      src={addressOf(side)}
      alt={`${name}: the page as it looked`}
      width={width}
      height={height}
      className="block h-auto w-full"
    />
  );
}

// The parts of its pages that a job watches: picked on a page that is looked at now, or by selectors where that fails.
import type { ReactNode } from 'react';
import type { JobConfig } from '../../../domain/config/schema.ts';
import { SelectField } from '../settings/form-field.tsx';
import { Button } from '../../ui/button.tsx';
import { Card, Note } from '../../ui/card.tsx';
import { Loading, ProblemNote } from '../../ui/empty-state.tsx';
import type { useJobLook } from './job-look.ts';
import { DocumentParts } from './picker/document-parts.tsx';
import { PartPicker } from './picker/part-picker.tsx';
import { SelectorList } from './picker/selector-list.tsx';
import type { PickedParts } from './picker/use-part.ts';
import { Stages } from './stages.tsx';

type JobLook = ReturnType<typeof useJobLook>;

interface WatchedPartsProps {
  readonly look: JobLook;
  readonly parts: PickedParts;
  readonly onChange: (parts: PickedParts) => void;
  /** Only price and stock of the pages are told. */
  readonly isPriceWatch: boolean;
  readonly faults: ReactNode;
}

export function WatchedParts({ look, parts, onChange, isPriceWatch, faults }: WatchedPartsProps): ReactNode {
  const { preview } = look;
  const canPick = preview?.outcome !== 'pending' && preview?.page?.declared?.format === 'html';
  return (
    <Card title="Which part of it?" aside="the whole page, unless you pick a part">
      <div className="grid gap-4">
        {isPriceWatch ? (
          <Note title="This job tells price and stock alone">
            Parts count as soon as its text is told too; the rules of the job say what is told.
          </Note>
        ) : null}
        <Looked look={look} />
        <DocumentParts page={preview?.page ?? null} parts={parts} onChange={onChange} />
        {canPick ? (
          <PartPicker previewId={preview.previewId} parts={parts} onChange={onChange} />
        ) : preview?.outcome === 'pending' ? null : (
          <TypedParts parts={parts} onChange={onChange} />
        )}
        {faults}
      </div>
    </Card>
  );
}

/** How the look goes, or what is in its way. */
function Looked({
  look: { preview, isOver, error, isLooking, again },
}: {
  readonly look: JobLook;
}): ReactNode {
  if (error !== null) return <ProblemNote error={error} retry={again} />;
  if (isOver && !isLooking)
    return (
      <Note title="This look is over" action={<Button onClick={again}>Look at the page again</Button>}>
        A look at a page is kept for an hour. What you changed is still here.
      </Note>
    );
  if (preview === undefined) return <Loading rows={4} label="Looking at the page" />;
  if (preview.outcome === 'pending') return <Stages preview={preview} />;
  if (preview.problem === null) return null;
  return (
    <Note
      tone={preview.outcome === 'wall' ? 'var(--st-paused)' : 'var(--st-failed)'}
      title={preview.problem.what}
      action={<Button onClick={again}>Look again</Button>}
    >
      {preview.problem.remedy}
    </Note>
  );
}

/** Without a page to click, or for what is no web page. */
export function TypedParts({ parts, onChange }: Pick<WatchedPartsProps, 'parts' | 'onChange'>): ReactNode {
  return (
    <div className="grid gap-5 desk:grid-cols-2">
      <SelectorList
        label="Watched"
        none="The whole page"
        selectors={parts.include}
        onChange={(include) => onChange({ ...parts, include })}
      />
      <SelectorList
        label="Left out"
        none="Nothing"
        selectors={parts.exclude}
        onChange={(exclude) => onChange({ ...parts, exclude })}
      />
    </div>
  );
}

const OFFERED_PAGES = 50;

/** Which of the job's pages is looked at. */
export function PageChoice({
  pages,
  chosen,
  source,
  onChoose,
}: {
  readonly pages: readonly string[];
  readonly chosen: string;
  readonly source: JobConfig['source']['kind'];
  readonly onChoose: (url: string) => void;
}): ReactNode {
  const every = source === 'site' ? 'every page of the crawl' : 'all its pages';
  if (pages.length < 2)
    return (
      <p className="min-w-0 text-ink-2">
        Looked at: <span className="break-all text-ink">{chosen}</span>
        {source === 'site' ? `. What you pick counts for ${every}.` : ''}
      </p>
    );
  return (
    <div className="max-w-xl">
      <SelectField
        label="The page that is looked at"
        hint={`What you pick counts for ${every}.`}
        value={chosen}
        options={pages.slice(0, OFFERED_PAGES).map((url) => [url, url] as const)}
        change={onChoose}
      />
    </div>
  );
}

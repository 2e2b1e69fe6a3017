// Pages and sheets of a document as parts to watch: no click tells them apart as well as their names.
import { type ReactNode, useState } from 'react';
import type { PreviewPageView } from '../../../../api/schemas/preview/preview-page.ts';
import { Button } from '../../../ui/button.tsx';
import { Note } from '../../../ui/card.tsx';
import { SelectField } from '../../../ui/field/plain-fields.tsx';
import type { PickedParts } from './use-part.ts';

interface DocumentPartsProps {
  readonly page: PreviewPageView | null;
  readonly parts: PickedParts;
  readonly onChange: (parts: PickedParts) => void;
}

/** Nothing where the page is no document, or one without pages and sheets. */
export function DocumentParts({ page, parts, onChange }: DocumentPartsProps): ReactNode {
  const named = page?.declared?.parts ?? [];
  const [chosen, setChosen] = useState<string | null>(null);
  const [first] = named;
  if (first === undefined) return null;
  const part = chosen ?? first;
  const isPaged = first.startsWith('page:');
  return (
    <div className="mb-4">
      <Note title={isPaged ? 'A document of pages' : 'A document of sheets'}>
        {isPaged ? (
          <>
            A part may be a page of it, <code className="font-mono">page:3</code>, or several,{' '}
            <code className="font-mono">page:2-5</code>.
          </>
        ) : (
          <>
            A part may be a sheet, <code className="font-mono break-all">{first}</code>, or cells of it,{' '}
            <code className="font-mono break-all">{`${first}!B2:D40`}</code>.
          </>
        )}
        <div className="mt-2 flex flex-wrap items-end gap-2 text-ink">
          <div className="min-w-0">
            <SelectField
              label={isPaged ? 'Page' : 'Sheet'}
              value={part}
              options={named.map((one) => [one, one] as const)}
              change={setChosen}
            />
          </div>
          <Button
            disabled={parts.include.includes(part)}
            onClick={() => onChange({ ...parts, include: [...parts.include, part] })}
          >
            Watch it alone
          </Button>
        </div>
      </Note>
    </div>
  );
}

// The parts of a page as a list, for those who pick without a pointer or know the words they look for. Each says in a word
// where it stands.
import { type ReactNode, useState } from 'react';
import type { PagePlacesView } from '../../../api/schemas/preview/preview-part.ts';
import { PLACE_WORDS } from './place-legend.tsx';

const SHOWN = 100;

type Place = PagePlacesView['parts'][number];

interface ListedPart {
  readonly node: number;
  readonly label: string;
  readonly text: string;
  readonly place: Place;
}

interface PartListProps {
  readonly parts: readonly ListedPart[];
  /** Where each part stands by what is tried; null: nothing has a frame. */
  readonly places: readonly Place[] | null;
  /** The buttons of a part. */
  readonly children: (part: ListedPart) => ReactNode;
}

export function PartList({ parts, places, children }: PartListProps): ReactNode {
  const [wanted, setWanted] = useState('');
  const placed = parts.map((one, at) => ({ ...one, place: places?.[at] ?? one.place }));
  const found = placed.filter(({ text }) => text.toLowerCase().includes(wanted.toLowerCase()));
  return (
    <div className="grid gap-2">
      <input
        type="search"
        aria-label="Find a part by its text"
        placeholder="Find a part by its text"
        value={wanted}
        onChange={(event) => setWanted(event.target.value)}
        className="min-h-8 rounded-m border border-line-strong bg-sheet px-2.5"
      />
      <ul className="max-h-96 divide-y divide-line overflow-auto rounded-m border border-line">
        {found.slice(0, SHOWN).map((one) => (
          <li
            key={`${one.node} ${one.text}`}
            className="flex flex-wrap items-center gap-x-2 gap-y-1 px-3 py-1.5"
          >
            <span className="min-w-0 flex-1 basis-40">
              <span dir="auto" className="block truncate">
                {one.text}
              </span>
              <span className="text-xs text-ink-3">
                {places === null ? null : `${PLACE_WORDS[one.place]} · `}
                <span className="font-mono">{one.label}</span>
              </span>
            </span>
            {children(one)}
          </li>
        ))}
      </ul>
      {found.length === 0 ? <p className="text-s text-ink-2">No part has this text.</p> : null}
    </div>
  );
}

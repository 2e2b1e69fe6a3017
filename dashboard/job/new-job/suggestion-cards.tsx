// What can be watched about the page: one card for each job that makes sense, the most fitting first.
import type { ReactNode } from 'react';
import type { PreviewView } from '../../../api/schemas/preview/preview.ts';
import { Icon, type IconName } from '../../ui/icon.tsx';

type Suggestion = PreviewView['suggestions'][number];

const ICONS: Readonly<Record<Suggestion['kind'], IconName>> = {
  text: 'changes',
  picture: 'box',
  price: 'prices',
  listing: 'jobs',
  site: 'hosts',
  feed: 'queues',
  sitemap: 'box',
};

export function SuggestionCards({
  suggestions,
  chosen,
  onChoose,
}: {
  readonly suggestions: readonly Suggestion[];
  readonly chosen: string;
  readonly onChoose: (title: string) => void;
}): ReactNode {
  return (
    <fieldset>
      <legend className="mb-2.5 text-l font-semibold tracking-[-.01em]">What should be watched?</legend>
      <div className="grid gap-2.5 phone:grid-cols-2 wide:grid-cols-3">
        {suggestions.map(({ title, why, kind }) => (
          <label
            key={title}
            className="flex cursor-pointer gap-3 rounded-card border border-line bg-sheet p-3.5 hover:border-line-strong has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-accent"
          >
            <input
              type="radio"
              name="watched"
              className="sr-only"
              checked={title === chosen}
              onChange={() => onChoose(title)}
            />
            <span className={`mt-0.5 ${title === chosen ? 'text-accent' : 'text-ink-3'}`}>
              <Icon name={title === chosen ? 'check' : ICONS[kind]} />
            </span>
            <span className="min-w-0">
              <b className="block font-[560]" dir="auto">
                {title}
              </b>
              <span className="text-s text-ink-2">{why}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

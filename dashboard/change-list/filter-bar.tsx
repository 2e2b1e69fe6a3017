// The filters of the inbox: chips for severity and kind, a field for text; all of it stands in the address.
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useRef, useState } from 'react';
import { useCommands } from '../keys/registry.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { hasValue, isFiltered, KIND_WORDS, type Search, SEVERITY_WORDS, toggled } from './inbox-filter.ts';

/** Typing asks only after a pause. */
const PAUSE_MS = 250;

export function FilterBar({
  search,
  jobName,
}: {
  readonly search: Search;
  readonly jobName: string;
}): ReactNode {
  const navigate = useNavigate();
  const go = (next: Search): void => void navigate({ to: '/changes', search: next, replace: true });
  const without = (name: string): Search => {
    const { [name]: _old, ...rest } = search;
    return rest;
  };
  return (
    <div className="mb-4">
      <div className="-mx-1 flex flex-nowrap items-center gap-2 overflow-x-auto px-1 py-1 phone:flex-wrap">
        <SearchField search={search} go={go} />
        {SEVERITY_WORDS.map((word) => (
          <Chip
            key={word}
            isOn={hasValue(search, 'severity', word)}
            onClick={() => go(toggled(search, 'severity', word))}
          >
            <span className="capitalize">{word}</span>
          </Chip>
        ))}
        <span aria-hidden="true" className="mx-1 hidden h-5 border-l border-line-strong desk:block" />
        {['price', 'availability', 'text', 'field', 'added', 'removed', 'entry'].map((kind) => (
          <Chip
            key={kind}
            isOn={hasValue(search, 'kind', kind)}
            onClick={() => go(toggled(search, 'kind', kind))}
          >
            {KIND_WORDS[kind] ?? kind}
          </Chip>
        ))}
        {search['jobId'] === undefined ? null : (
          <Chip isOn onClick={() => go(without('jobId'))}>
            Job: <bdi>{jobName}</bdi> <Icon name="close" size={12} />
          </Chip>
        )}
        {search['runId'] === undefined ? null : (
          <Chip isOn onClick={() => go(without('runId'))}>
            One run <Icon name="close" size={12} />
          </Chip>
        )}
        {isFiltered(search) ? (
          <Button
            kind="quiet"
            onClick={() => go(search['inbox'] === undefined ? {} : { inbox: search['inbox'] })}
          >
            Clear filters
          </Button>
        ) : null}
      </div>
    </div>
  );
}

function SearchField({
  search,
  go,
}: {
  readonly search: Search;
  readonly go: (next: Search) => void;
}): ReactNode {
  const field = useRef<HTMLInputElement>(null);
  const present = search['q'] ?? '';
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  // What is typed and not asked for yet; null: the field shows what the address says.
  const [typed, setTyped] = useState<string | null>(null);
  const type = (text: string): void => {
    setTyped(text);
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const { q: _old, ...rest } = search;
      setTyped(null);
      go(text === '' ? rest : { ...rest, q: text });
    }, PAUSE_MS);
  };
  useCommands([{ keys: '/', label: 'Search changes', group: 'Changes', run: () => field.current?.focus() }]);
  return (
    <input
      ref={field}
      type="search"
      value={typed ?? present}
      maxLength={200}
      onChange={(event) => type(event.target.value)}
      aria-label="Search in summaries, titles and addresses"
      placeholder="Search changes"
      className="min-h-8 w-44 shrink-0 rounded-m border border-line-strong bg-sheet px-3 phone:w-60"
    />
  );
}

function Chip({
  isOn,
  onClick,
  children,
}: {
  readonly isOn: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <button
      type="button"
      aria-pressed={isOn}
      onClick={onClick}
      className={`inline-flex min-h-7 max-w-full shrink-0 items-center gap-1.5 rounded-full border px-3 text-s ${isOn ? 'border-accent bg-accent-soft font-[560] text-accent' : 'border-line-strong bg-sheet text-ink-2 hover:bg-paper'}`}
    >
      {children}
    </button>
  );
}

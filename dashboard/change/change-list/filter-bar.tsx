// The filters of the inbox: chips for severity and kind, a field for text; all of it stands in the address.
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useRef } from 'react';
import { useCommands } from '../../api/registry.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { SearchField } from '../../ui/list/search-field.tsx';
import { hasValue, isFiltered, KIND_WORDS, type Search, SEVERITY_WORDS, toggled } from './inbox-filter.ts';

export function FilterBar({
  search,
  jobName,
}: {
  readonly search: Search;
  readonly jobName: string;
}): ReactNode {
  const navigate = useNavigate();
  const field = useRef<HTMLInputElement>(null);
  useCommands([{ keys: '/', label: 'Search changes', group: 'Changes', run: () => field.current?.focus() }]);
  const go = (next: Search): void => void navigate({ to: '/changes', search: next, replace: true });
  const without = (name: string): Search => {
    const { [name]: _old, ...rest } = search;
    return rest;
  };
  return (
    <div className="mb-4">
      <div className="-mx-1 flex flex-nowrap items-center gap-2 overflow-x-auto px-1 py-1 phone:flex-wrap">
        <SearchField
          field={field}
          label="Search in summaries, titles and addresses"
          placeholder="Search changes"
          value={search['q'] ?? ''}
          onSearch={(q) => go(q === '' ? without('q') : { ...search, q })}
          className="max-w-44 shrink-0 phone:max-w-60"
        />
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
        {['price', 'availability', 'text', 'field', 'added', 'removed', 'entry', 'picture'].map((kind) => (
          <Chip
            key={kind}
            isOn={hasValue(search, 'kind', kind)}
            onClick={() => go(toggled(search, 'kind', kind))}
          >
            {KIND_WORDS[kind] ?? kind}
          </Chip>
        ))}
        <OneJobOrRun search={search} jobName={jobName} takeOut={(name) => go(without(name))} />
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

/** A job and a run are chosen on their own screens; here they can be taken out again. */
function OneJobOrRun({
  search,
  jobName,
  takeOut,
}: {
  readonly search: Search;
  readonly jobName: string;
  readonly takeOut: (name: 'jobId' | 'runId') => void;
}): ReactNode {
  return (
    <>
      {search['jobId'] === undefined ? null : (
        <Chip isOn onClick={() => takeOut('jobId')}>
          Job: <bdi>{jobName}</bdi> <Icon name="close" size={12} />
        </Chip>
      )}
      {search['runId'] === undefined ? null : (
        <Chip isOn onClick={() => takeOut('runId')}>
          One run <Icon name="close" size={12} />
        </Chip>
      )}
    </>
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

// The filters of the list of runs: in the address, so that a list can be kept and sent.
import type { ReactNode } from 'react';
import type { Search } from '../../api/search.ts';
import { useFilter } from '../../ui/list/use-filter.ts';
import { Button } from '../../ui/button.tsx';
import { SearchField } from '../../ui/list/search-field.tsx';
import { FILTERS, LENGTHS, PERIODS, isFiltered } from './run-query.ts';

const FIELD =
  'min-h-8 rounded-m border border-line-strong bg-sheet px-2.5 py-1 text-m text-ink placeholder:text-ink-3';

const TRIGGERS = [
  { id: 'schedule', name: 'by schedule' },
  { id: 'manual', name: 'by hand' },
  { id: 'dependency', name: 'after another job' },
  { id: 'retry', name: 'tried again' },
  { id: 'restart', name: 'after a stop' },
] as const;

const REASONS = [
  { id: 'too-many-failures', name: 'too many pages failed' },
  { id: 'source-unreachable', name: 'source unreachable' },
  { id: 'time-limit', name: 'time limit' },
  { id: 'limit-reached', name: 'limit of the plan' },
  { id: 'stage-failed', name: 'a stage failed' },
  { id: 'workflow-lost', name: 'workflow lost' },
  { id: 'configuration-error', name: 'configuration' },
  { id: 'stopped-by-user', name: 'stopped on request' },
  { id: 'replaced', name: 'replaced by a newer run' },
] as const;

interface FilterProps {
  readonly search: Search;
}

export function RunFilters({ search }: FilterProps): ReactNode {
  const set = useFilter();
  return (
    <div role="search" aria-label="Filter runs" className="mb-3 flex flex-wrap items-center gap-2">
      <SearchField
        label="Name of the job"
        value={search['q'] ?? ''}
        onSearch={(q) => set({ q })}
        className="phone:w-52"
      />
      <Choice label="Started" any="any time" name="period" options={PERIODS} search={search} />
      <Choice label="Trigger" any="any trigger" name="trigger" options={TRIGGERS} search={search} />
      <Choice label="Duration" any="any duration" name="length" options={LENGTHS} search={search} />
      <Choice label="Ended because" any="any ending" name="reason" options={REASONS} search={search} />
      {isFiltered(search) ? (
        <Button kind="quiet" onClick={() => set(Object.fromEntries(FILTERS.map((name) => [name, ''])))}>
          Clear
        </Button>
      ) : null}
    </div>
  );
}

interface ChoiceProps extends FilterProps {
  readonly label: string;
  readonly any: string;
  readonly name: string;
  readonly options: readonly { readonly id: string; readonly name: string }[];
}

function Choice({ label, any, name, options, search }: ChoiceProps): ReactNode {
  const set = useFilter();
  const value = search[name] ?? '';
  return (
    <select
      aria-label={label}
      value={value}
      onChange={(event) => set({ [name]: event.target.value })}
      className={`${FIELD} max-w-full ${value === '' ? 'text-ink-2' : 'border-accent'}`}
    >
      <option value="">{any}</option>
      {options.map(({ id, name: word }) => (
        <option key={id} value={id}>
          {word}
        </option>
      ))}
    </select>
  );
}

// The filters of the audit; each stands in the address.
import type { ReactNode } from 'react';
import { ChoiceFilter, FilterForm, TextFilter } from '../../ui/list/filter-form.tsx';
import { useFilter } from '../../ui/list/use-filter.ts';
import { Button } from '../../ui/button.tsx';

export interface AuditSearch {
  readonly actor?: string;
  readonly action?: string;
  readonly subject?: string;
  readonly result?: string;
  readonly since?: string;
}

const TEXTS = [
  { name: 'actor', label: 'Who', placeholder: 'name of a key' },
  { name: 'action', label: 'Did', placeholder: 'pauseJob' },
  { name: 'subject', label: 'To', placeholder: 'id of a job, run or key' },
] as const;

const RESULTS = { '': 'any', done: 'done', refused: 'refused', failed: 'failed' };

export function AuditFilters({ search }: { readonly search: AuditSearch }): ReactNode {
  const set = useFilter();
  return (
    <FilterForm label="Filters of the audit">
      {TEXTS.map((one) => (
        <TextFilter
          key={one.name}
          {...one}
          value={search[one.name]}
          write={(text) => set({ [one.name]: text })}
        />
      ))}
      <ChoiceFilter
        label="Result"
        value={search.result}
        choices={RESULTS}
        choose={(result) => set({ result })}
      />
      <Button type="submit">Filter</Button>
    </FilterForm>
  );
}

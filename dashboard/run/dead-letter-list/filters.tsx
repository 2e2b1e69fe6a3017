// The filters of dead letters; each stands in the address.
import type { ReactNode } from 'react';
import { ChoiceFilter, FilterForm, TextFilter } from '../../ui/list/filter-form.tsx';
import { useFilter } from '../../ui/list/use-filter.ts';
import { ORIGIN_WORDS, STATE_WORDS } from './letter-words.ts';
import type { LetterSearch } from './use-letters.ts';

const TEXTS = [
  { name: 'host', label: 'Host', placeholder: 'shop.example' },
  { name: 'reason', label: 'Reason', placeholder: 'http-error, timeout …' },
  { name: 'jobId', label: 'Job', placeholder: 'id of a job' },
] as const;

const STATES = {
  '': 'open',
  replayed: STATE_WORDS.replayed,
  settled: 'settled',
  discarded: 'discarded',
  any: 'any',
};

export function LetterFilters({ search }: { readonly search: LetterSearch }): ReactNode {
  const set = useFilter();
  return (
    <FilterForm label="Filters of dead letters">
      <ChoiceFilter label="State" value={search.state} choices={STATES} choose={(state) => set({ state })} />
      <ChoiceFilter
        label="What"
        value={search.origin}
        choices={{ '': 'any', ...ORIGIN_WORDS }}
        choose={(origin) => set({ origin })}
      />
      {TEXTS.map((one) => (
        <TextFilter
          key={one.name}
          {...one}
          value={search[one.name]}
          write={(text) => set({ [one.name]: text.replaceAll(' ', '') })}
        />
      ))}
    </FilterForm>
  );
}

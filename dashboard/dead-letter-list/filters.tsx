// The filters of dead letters; each stands in the address.
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { INPUT } from '../settings/field.tsx';
import { ORIGIN_WORDS, STATE_WORDS } from './letter-words.ts';
import type { LetterSearch } from './use-letters.ts';

const TEXTS = [
  { name: 'host', label: 'Host', placeholder: 'shop.example' },
  { name: 'reason', label: 'Reason', placeholder: 'http-error, timeout …' },
  { name: 'jobId', label: 'Job', placeholder: 'id of a job' },
] as const;

export function LetterFilters({ search }: { readonly search: LetterSearch }): ReactNode {
  const navigate = useNavigate();
  const set = (change: LetterSearch): void => {
    const next = Object.entries({ ...search, ...change }).filter(([, value]) => value !== '');
    void navigate({ to: '/dead-letters', search: Object.fromEntries(next), replace: true });
  };
  return (
    <form
      role="search"
      aria-label="Filters of dead letters"
      className="mb-4 flex flex-wrap items-end gap-3"
      onSubmit={(event) => event.preventDefault()}
    >
      <Choice
        label="State"
        value={search.state}
        choose={(state) => set({ state })}
        choices={{
          '': 'open',
          replayed: STATE_WORDS.replayed,
          settled: 'settled',
          discarded: 'discarded',
          any: 'any',
        }}
      />
      <Choice
        label="What"
        value={search.origin}
        choose={(origin) => set({ origin })}
        choices={{ '': 'any', ...ORIGIN_WORDS }}
      />
      {TEXTS.map(({ name, label, placeholder }) => (
        <label key={`${name} ${search[name] ?? ''}`} className="grid flex-1 basis-40 gap-1 text-s text-ink-2">
          {label}
          <input
            name={name}
            className={INPUT}
            placeholder={placeholder}
            defaultValue={search[name] ?? ''}
            onBlur={({ target }) => {
              const value = target.value.replaceAll(' ', '');
              if (value !== (search[name] ?? '')) set({ [name]: value });
            }}
            onKeyDown={(event) => {
              if (event.key === 'Enter') event.currentTarget.blur();
            }}
          />
        </label>
      ))}
    </form>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly choices: Readonly<Record<string, string>>;
  readonly choose: (value: string) => void;
}

function Choice({ label, value = '', choices, choose }: ChoiceProps): ReactNode {
  return (
    <label className="grid basis-40 gap-1 text-s text-ink-2">
      {label}
      <select className={INPUT} value={value} onChange={({ target }) => choose(target.value)}>
        {Object.entries(choices).map(([name, words]) => (
          <option key={name} value={name}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}

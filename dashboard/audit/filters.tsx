// The filters of the audit; each stands in the address.
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { INPUT } from '../settings/field.tsx';
import { Button } from '../ui/button.tsx';

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

export function AuditFilters({ search }: { readonly search: AuditSearch }): ReactNode {
  const navigate = useNavigate();
  const set = (change: AuditSearch): void => {
    const next = Object.entries({ ...search, ...change }).filter(([, value]) => value !== '');
    void navigate({ to: '/audit', search: Object.fromEntries(next), replace: true });
  };
  return (
    <form
      role="search"
      aria-label="Filters of the audit"
      className="mb-4 flex flex-wrap items-end gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        set(Object.fromEntries(TEXTS.map(({ name }) => [name, textOf(form.get(name))])));
      }}
    >
      {TEXTS.map(({ name, label, placeholder }) => (
        <label key={`${name} ${search[name] ?? ''}`} className="grid flex-1 basis-40 gap-1 text-s text-ink-2">
          {label}
          <input
            name={name}
            className={INPUT}
            placeholder={placeholder}
            defaultValue={search[name] ?? ''}
            onBlur={({ target }) => {
              if (target.value.trim() !== (search[name] ?? '')) set({ [name]: target.value.trim() });
            }}
          />
        </label>
      ))}
      <label className="grid basis-36 gap-1 text-s text-ink-2">
        Result
        <select
          className={INPUT}
          value={search.result ?? ''}
          onChange={({ target }) => set({ result: target.value })}
        >
          <option value="">any</option>
          <option value="done">done</option>
          <option value="refused">refused</option>
          <option value="failed">failed</option>
        </select>
      </label>
      <Button type="submit">Filter</Button>
    </form>
  );
}

/** A field of the form; files are not among them. */
function textOf(value: FormDataEntryValue | null): string {
  return typeof value === 'string' ? value.trim() : '';
}

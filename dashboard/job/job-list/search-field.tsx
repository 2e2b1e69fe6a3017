// The search field: completes keys and values at the caret, and marks the place of a fault with what to write instead.
import { type ReactNode, type RefObject, useRef, useState } from 'react';
import { ComboBox, Input, Label, ListBox, ListBoxItem, Popover, Text } from 'react-aria-components';
import { JOB_SEARCH_KEYS } from '../../../domain/job/list/search-keys.ts';
import { type SearchSuggestion, completeSearch } from '../../../domain/job/search/complete-search.ts';
import { parseSearch } from '../../../domain/job/search/parse-search.ts';
import type { SearchFault } from '../../../domain/job/search/search.ts';
import { useAsk } from '../../api/use-ask.ts';
import { IconButton } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';

interface SearchFieldProps {
  /** The search that is shown now. */
  readonly search: string;
  readonly submit: (search: string) => void;
}

export function SearchField({ search, submit }: SearchFieldProps): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  const [written, setWritten] = useState({ text: search, of: search });
  // Another address (a tab, a saved view, Back) brings its own text.
  const text = written.of === search ? written.text : search;
  const [caret, setCaret] = useState(text.length);
  const setText = (next: string): void => setWritten({ text: next, of: search });
  const known = useKnown();
  const suggestions = completeSearch({
    text,
    caret: Math.min(caret, text.length),
    keys: JOB_SEARCH_KEYS,
    known,
  });
  const parsed = parseSearch(text, JOB_SEARCH_KEYS);
  const fault = parsed.ok ? null : (parsed.faults[0] ?? null);
  const send = (next: string): void => {
    if (parseSearch(next, JOB_SEARCH_KEYS).ok) submit(next.trim());
  };
  return (
    <div className="min-w-0 flex-1 basis-72">
      <ComboBox
        allowsCustomValue
        allowsEmptyCollection={false}
        menuTrigger="input"
        inputValue={text}
        defaultFilter={() => true}
        onInputChange={setText}
        onChange={(key) => {
          const taken = suggestions.find((one) => keyOf(one) === key);
          if (taken === undefined) return;
          const next = apply(text, taken);
          setText(next.text);
          setCaret(next.caret);
          placeCaret(input, next.caret);
        }}
        value={null}
      >
        <Label className="sr-only">Search jobs</Label>
        <SearchBox
          input={input}
          isFaulty={fault !== null}
          isEmpty={text === ''}
          moved={setCaret}
          submit={() => send(text)}
          clear={() => {
            setText('');
            submit('');
          }}
        />
        <Suggestions suggestions={suggestions} />
      </ComboBox>
      {fault === null ? null : <FaultLine text={text} fault={fault} />}
    </div>
  );
}

interface SearchBoxProps {
  readonly input: RefObject<HTMLInputElement | null>;
  readonly isFaulty: boolean;
  readonly isEmpty: boolean;
  /** The caret stands somewhere else. */
  readonly moved: (caret: number) => void;
  readonly submit: () => void;
  readonly clear: () => void;
}

function SearchBox({ input, isFaulty, isEmpty, moved, submit, clear }: SearchBoxProps): ReactNode {
  return (
    <div className="relative">
      <span className="pointer-events-none absolute top-2 left-2.5 text-ink-3">
        <Icon name="search" />
      </span>
      <Input
        ref={input}
        placeholder="state:running tag:shop kettle"
        spellCheck={false}
        autoComplete="off"
        maxLength={1_000}
        data-search="jobs"
        aria-invalid={isFaulty}
        aria-describedby={isFaulty ? 'search-fault' : undefined}
        onSelect={({ currentTarget }) => moved(currentTarget.selectionStart ?? 0)}
        onKeyDown={({ key }) => {
          // With an entry of the list in focus, Enter takes that entry.
          if (key === 'Enter' && input.current?.getAttribute('aria-activedescendant') === null) submit();
        }}
        className={`w-full rounded-m border bg-sheet py-1.5 pr-9 pl-8 font-mono text-s outline-offset-1 ${isFaulty ? 'border-failed' : 'border-line-strong'}`}
      />
      {isEmpty ? null : (
        <IconButton label="Clear the search" className="absolute top-0.5 right-0.5 min-h-7" onClick={clear}>
          <Icon name="close" size={13} />
        </IconButton>
      )}
    </div>
  );
}

/** Puts the caret behind what was taken, once the field shows it. */
function placeCaret(input: RefObject<HTMLInputElement | null>, caret: number): void {
  requestAnimationFrame(() => {
    input.current?.focus();
    input.current?.setSelectionRange(caret, caret);
  });
}

/** Tags and hosts, for values that are not in the language. */
function useKnown(): Readonly<Record<string, readonly string[]>> {
  const tags = useAsk(['jobs', 'tags'], '/v1/tags', { staleTime: 60_000 });
  const hosts = useAsk(['jobs', 'hosts'], '/v1/job-hosts', { staleTime: 60_000 });
  return {
    tag: tags.data?.items.map(({ tag }) => tag) ?? [],
    host: hosts.data?.items.map(({ host }) => host) ?? [],
  };
}

function keyOf({ from, insert }: SearchSuggestion): string {
  return `${from} ${insert}`;
}

/** A value is finished by a blank; a key goes on with its value. */
function apply(text: string, { from, to, insert }: SearchSuggestion): { text: string; caret: number } {
  const rest = text.slice(to);
  const end = insert.endsWith(':') || rest.startsWith(' ') || rest.startsWith(',') ? '' : ' ';
  return { text: `${text.slice(0, from)}${insert}${end}${rest}`, caret: from + insert.length + end.length };
}

function Suggestions({ suggestions }: { readonly suggestions: readonly SearchSuggestion[] }): ReactNode {
  return (
    <Popover
      placement="bottom start"
      className="max-h-80 w-(--trigger-width) overflow-y-auto rounded-m border border-line-strong bg-sheet p-1 shadow-card outline-none"
    >
      <ListBox aria-label="What may follow" className="outline-none">
        {suggestions.map((one) => (
          <ListBoxItem
            key={keyOf(one)}
            id={keyOf(one)}
            textValue={one.insert}
            className={({ isFocused }) =>
              `flex cursor-pointer items-baseline gap-3 rounded-s px-2.5 py-1 outline-none ${isFocused ? 'bg-accent-soft' : ''}`
            }
          >
            <Text slot="label" className="font-mono text-s whitespace-nowrap">
              {one.label}
            </Text>
            {one.means === '' ? null : (
              <Text slot="description" className="min-w-0 truncate text-s text-ink-3">
                {one.means}
              </Text>
            )}
          </ListBoxItem>
        ))}
      </ListBox>
    </Popover>
  );
}

/** What is wrong, with the faulty part of the text. */
function FaultLine({ text, fault }: { readonly text: string; readonly fault: SearchFault }): ReactNode {
  const part = text.slice(fault.at, fault.at + fault.length);
  return (
    <p id="search-fault" role="status" className="mt-1.5 text-s text-failed">
      {part === '' ? null : (
        <code className="mr-1.5 rounded-s bg-del px-1 font-mono text-del-ink">{part}</code>
      )}
      {fault.detail}
    </p>
  );
}

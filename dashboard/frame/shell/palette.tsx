// The palette: every command that is registered, every screen, and jobs by name.
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { Autocomplete, Dialog, Input, ListBox, ListBoxItem, SearchField } from 'react-aria-components';
import { useAsk } from '../../api/use-ask.ts';
import { KeyName } from '../../ui/key-name.tsx';
import { useRegisteredCommands } from '../../api/registry.ts';
import { Overlay } from '../../ui/overlay.tsx';
import { StateBadge } from '../../ui/state-badge.tsx';

interface Entry {
  readonly id: string;
  readonly text: string;
  readonly side: ReactNode;
  readonly run: () => void;
}

const JOBS_SHOWN = 8;

export function Palette({ close }: { readonly close: () => void }): ReactNode {
  const [text, setText] = useState('');
  const entries = useEntries(text);
  return (
    <Overlay close={close} place="overflow-y-auto px-3 pt-[10vh]" width="mx-auto max-w-xl">
      <Dialog
        aria-label="Search and commands"
        className="overflow-hidden rounded-card border border-line-strong bg-sheet shadow-card outline-none"
      >
        <Autocomplete inputValue={text} onInputChange={setText}>
          <SearchField aria-label="Search jobs, screens and commands" autoFocus>
            <Input
              placeholder="A job, a screen, a command"
              className="w-full border-b border-line bg-transparent px-4 py-3 text-l outline-none placeholder:text-ink-3"
            />
          </SearchField>
          <ListBox
            aria-label="What was found"
            items={entries}
            className="max-h-[50vh] overflow-y-auto p-1.5 outline-none"
            renderEmptyState={() => (
              <p className="p-4 text-ink-2">
                Nothing has this name. Jobs can be searched by more on their screen.
              </p>
            )}
            onAction={(key) => {
              close();
              entries.find(({ id }) => id === key)?.run();
            }}
          >
            {({ id, text: words, side }) => (
              <ListBoxItem
                id={id}
                textValue={words}
                className={({ isFocused }) =>
                  `flex cursor-pointer items-center gap-3 rounded-s px-2.5 py-2 outline-none ${isFocused ? 'bg-accent-soft' : ''}`
                }
              >
                <span className="min-w-0 flex-1 truncate">{words}</span>
                {side}
              </ListBoxItem>
            )}
          </ListBox>
        </Autocomplete>
      </Dialog>
    </Overlay>
  );
}

function useEntries(text: string): readonly Entry[] {
  const navigate = useNavigate();
  const wanted = text.trim().toLowerCase();
  const commands = useRegisteredCommands()
    .filter(({ label, keys }) => keys !== '/' && keys !== 'mod+k' && label.toLowerCase().includes(wanted))
    .map(
      ({ label, group, keys, run }): Entry => ({
        id: `command ${group} ${label}`,
        text: group === 'Go to' ? `Go to ${label}` : label,
        side: keys === null ? null : <KeyName keys={keys} />,
        run,
      }),
    );
  const jobs = useAsk(['jobs', 'palette', wanted], '/v1/jobs', {
    query: { q: wanted === '' ? undefined : wanted, limit: JOBS_SHOWN },
    retry: false,
  });
  const found = (jobs.data?.items ?? []).map(
    ({ jobId, name, state }): Entry => ({
      id: `job ${jobId}`,
      text: name,
      side: <StateBadge state={state} />,
      run: () => void navigate({ to: '/jobs/$jobId', params: { jobId } }),
    }),
  );
  return [...found, ...commands];
}

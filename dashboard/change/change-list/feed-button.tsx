// The address of a feed with these filters, made when it is asked for, and ended when it leaked.
import { useState, type ReactNode } from 'react';
import { Operators } from '../../ui/field/operators.tsx';
import { ask } from '../../api/ask.ts';
import { useMay } from '../../api/caller.ts';
import { isProblem } from '../../api/problem.ts';
import { Button } from '../../ui/button.tsx';
import { Modal } from '../../ui/modal.tsx';
import { tell } from '../../ui/toast.tsx';
import type { Search } from './inbox-filter.ts';

export function FeedButton({ search }: { readonly search: Search }): ReactNode {
  const [token, setToken] = useState<string | null>(null);
  const mayMake = useMay('operator');
  const load = async (isNew: boolean): Promise<void> => {
    try {
      const kept = isNew ? null : (await ask('/v1/feed-token')).token;
      if (kept === null && !mayMake) {
        tell('There is no feed yet: an operator makes its address.', { tone: 'refused' });
        return;
      }
      setToken(kept ?? (await ask('/v1/feed-token', { method: 'POST' })).token);
      if (isNew) tell('The old addresses have ended.');
    } catch (error) {
      tell(isProblem(error) ? error.message : String(error), { tone: 'refused' });
    }
  };
  return (
    <>
      <Button onClick={() => void load(false)}>Feed</Button>
      {token === null ? null : (
        <Modal
          title="Read changes in a reader of feeds"
          close={() => setToken(null)}
          actions={
            <Operators>
              <Button onClick={() => void load(true)}>Make new addresses</Button>
            </Operators>
          }
        >
          <p className="mb-3 text-ink-2">
            Whoever has an address can read the changes it names. New addresses end the old ones.
          </p>
          <dl className="grid gap-3">
            {(['rss', 'atom', 'json'] as const).map((format) => (
              <div key={format}>
                <dt className="text-s text-ink-3">
                  {format === 'json' ? 'JSON Feed' : format.toUpperCase()}
                </dt>
                <dd>
                  <AddressField address={feedAddress(search, format, token)} />
                </dd>
              </div>
            ))}
          </dl>
        </Modal>
      )}
    </>
  );
}

function AddressField({ address }: { readonly address: string }): ReactNode {
  return (
    <input
      readOnly
      aria-label="Address of the feed"
      value={address}
      onFocus={(event) => {
        event.target.select();
        // Without a clipboard, as on plain HTTP, the selected text can be copied by hand.
        void navigator.clipboard?.writeText(address).then(() => tell('The address is copied.'));
      }}
      className="min-h-8 w-full rounded-m border border-line-strong bg-sunk px-2.5 font-mono text-s"
    />
  );
}

function feedAddress(search: Search, format: string, token: string): string {
  const { jobId, severity, kind } = search;
  const place = jobId === undefined ? 'all' : `job/${jobId}`;
  const address = new URL(`/v1/feeds/${place}.${format}`, window.location.origin);
  for (const [name, value] of Object.entries({ token, severity, kind }))
    if (value !== undefined) address.searchParams.set(name, value);
  return address.href;
}

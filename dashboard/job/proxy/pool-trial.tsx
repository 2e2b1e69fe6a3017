// Asks for a page by each server of a pool, and shows how each did.
import { type ReactNode, useState } from 'react';
import type { PoolView } from '../../../api/schemas/job/proxy-pool.ts';
import { ask, segment } from '../../api/ask.ts';
import { TextField } from '../../ui/field/plain-fields.tsx';
import { FormModal } from '../../ui/form/form-modal.tsx';
import { useForm } from '../../ui/form/use-form.ts';

interface Trial {
  readonly server: string;
  readonly answered: boolean;
  readonly ms: number;
  readonly status: number | null;
  readonly exitAddress: string | null;
  readonly detail: string | null;
}

export function PoolTrial({
  of: { poolId, name },
  close,
}: {
  readonly of: PoolView;
  readonly close: () => void;
}): ReactNode {
  const [trials, setTrials] = useState<readonly Trial[]>([]);
  const form = useForm<{ readonly url: string }, { readonly items: readonly Trial[] }>({
    first: { url: '' },
    send: ({ url }) =>
      ask(`/v1/proxy-pools/${segment(poolId)}/test`, { method: 'POST', body: { url: url.trim() } }),
    done: ({ items }) => setTrials(items),
    stale: [['proxy-pools']],
    places: { url: '/url' },
  });
  return (
    <FormModal
      title={`Test ${name}`}
      verb="Ask by each server"
      form={form}
      isReady={form.values.url.trim() !== ''}
      close={close}
    >
      <TextField
        label="Address of a page"
        hint="One that says who asks shows the exit address of each server."
        type="url"
        autoFocus
        placeholder="https://shop.example/"
        maxLength={2_048}
        {...form.field('url')}
      />
      <ul aria-live="polite" className="grid gap-1.5">
        {trials.map(({ server, answered, ms, status, exitAddress, detail }) => (
          <li key={server} className="text-s break-words">
            <b className="font-[580]">{server}</b>{' '}
            {answered ? (
              <>
                answers with {status} in {ms} ms{exitAddress === null ? '' : `, from ${exitAddress}`}
              </>
            ) : (
              <span className="text-failed">{detail}</span>
            )}
          </li>
        ))}
      </ul>
    </FormModal>
  );
}

// Mends what a replay does: the address of a page, the text of a message, the channel of a delivery.
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { LetterDetail } from '../../../api/schemas/recovery/dead-letter.ts';
import { ask, segment } from '../../api/ask.ts';
import { useAsk } from '../../api/use-ask.ts';
import { INPUT } from '../../ui/field/field.tsx';
import { Button } from '../../ui/button.tsx';

const MEMBERS = { url: 'url', broker: 'payload', delivery: 'channelId' } as const;
const LABELS = {
  url: 'Address to fetch instead',
  broker: 'JSON with jobId and url of the page to fetch',
  delivery: 'Channel to send it to',
} as const;

interface EditFormProps {
  readonly of: LetterDetail;
  readonly close: () => void;
}

export function EditForm({ of, close }: EditFormProps): ReactNode {
  const queries = useQueryClient();
  const [fault, setFault] = useState<string | null>(null);
  const save = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const value = new FormData(event.currentTarget).get('value');
    try {
      const body = { [MEMBERS[of.origin]]: typeof value === 'string' ? value.trim() : '' };
      await ask(`/v1/dead-letters/${segment(of.letterId)}`, { method: 'PATCH', body });
      await queries.invalidateQueries({ queryKey: ['dead-letters'] });
      close();
    } catch (error) {
      setFault(error instanceof Error ? error.message : 'It could not be saved.');
    }
  };
  return (
    <form className="grid gap-2" onSubmit={(event) => void save(event)}>
      <label className="grid gap-1 text-ink-2">
        {LABELS[of.origin]}
        <Value of={of} />
      </label>
      {fault === null ? null : (
        <p role="alert" className="text-failed">
          {fault}
        </p>
      )}
      <p className="flex gap-2">
        <Button type="submit" kind="primary">
          Save
        </Button>
        <Button kind="quiet" onClick={close}>
          Leave it as it is
        </Button>
      </p>
    </form>
  );
}

function Value({ of }: { readonly of: LetterDetail }): ReactNode {
  if (of.origin === 'delivery') return <Channels present={of.channelId} />;
  if (of.origin === 'url')
    return <input name="value" type="url" required className={INPUT} defaultValue={of.url ?? ''} />;
  return (
    <textarea
      name="value"
      required
      rows={6}
      className={`${INPUT} font-mono`}
      defaultValue={of.payload.text}
    />
  );
}

function Channels({ present }: { readonly present: string | null }): ReactNode {
  const channels = useAsk(['channels'], '/v1/channels');
  return (
    <select
      name="value"
      className={INPUT}
      defaultValue={present ?? ''}
      key={channels.data === undefined ? 0 : 1}
    >
      {(channels.data?.items ?? []).map(({ channelId, name }) => (
        <option key={channelId} value={channelId}>
          {name}
        </option>
      ))}
    </select>
  );
}

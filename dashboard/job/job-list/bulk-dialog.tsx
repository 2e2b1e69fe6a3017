// The dialog of a verb for many jobs: a dry run says how many it would reach and why others are left alone; a removal
// needs the number typed.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { BulkForecastView, BulkInput } from '../../../api/schemas/job/bulk-action.ts';
import type { BulkVerb } from '../../../domain/job/bulk/bulk-action.ts';
import { ask } from '../../api/ask.ts';
import { counted } from '../../../domain/system/counted.ts';
import { formatCount } from '../../ui/appearance/format.ts';
import { freshKey } from '../../api/fresh-key.ts';
import { Button } from '../../ui/button.tsx';
import { Note } from '../../ui/card.tsx';
import { Loading, ProblemNote } from '../../ui/empty-state.tsx';
import { Modal } from '../../ui/modal.tsx';
import { BULK_WORDS } from './bulk-words.ts';

type Choice = Pick<BulkInput, 'jobIds'> | Pick<BulkInput, 'q'>;

interface BulkDialogProps {
  readonly verb: BulkVerb;
  readonly choice: Choice;
  readonly close: () => void;
  readonly begun: () => void;
}

export function BulkDialog({ verb, choice, close, begun }: BulkDialogProps): ReactNode {
  const [tag, setTag] = useState('');
  const [typed, setTyped] = useState('');
  const isTagging = verb === 'tag' || verb === 'untag';
  const order: BulkInput = { verb, ...choice, ...(isTagging && { tag: tag.trim() }) };
  const forecast = useForecast(order, !isTagging || tag.trim() !== '');
  const { mutate, isPending, error } = useBegin(() => {
    begun();
    close();
  });
  const { data } = forecast;
  const canBegin = data !== undefined && data.would > 0 && isConfirmed(verb, typed, data.total) && !isPending;
  const { title, doing } = BULK_WORDS[verb];
  return (
    <Modal
      title={title}
      close={close}
      alert={verb === 'delete'}
      actions={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button
            kind={verb === 'delete' ? 'danger' : 'primary'}
            disabled={!canBegin}
            onClick={() => mutate({ ...order, ...(verb === 'delete' && { confirm: data?.total ?? 0 }) })}
          >
            {data === undefined ? doing : `${doing} ${counted(data.would, 'job')}`}
          </Button>
        </>
      }
    >
      {isTagging ? <TextField label="Tag" value={tag} change={setTag} /> : null}
      <Forecast {...forecast} verb={verb} />
      {verb === 'delete' && data !== undefined ? (
        <TextField
          label={`Type ${data.total} to confirm: runs, pages, versions, changes and prices of these jobs are erased.`}
          value={typed}
          change={setTyped}
        />
      ) : null}
      {error === null ? null : <ProblemNote error={error} />}
    </Modal>
  );
}

/** A removal is confirmed by the number of jobs, however its digits are grouped. */
function isConfirmed(verb: BulkVerb, typed: string, total: number): boolean {
  return verb !== 'delete' || typed.replaceAll(/\D/g, '') === String(total);
}

function useForecast(order: BulkInput, enabled: boolean) {
  return useQuery({
    queryKey: ['bulk-forecast', order],
    enabled,
    retry: false,
    // What an action would do is tried each time it is asked about: jobs may have moved since.
    staleTime: 0,
    gcTime: 0,
    queryFn: async ({ signal }) => {
      const body = { ...order, dryRun: true };
      const answer = await ask('/v1/bulk-actions', { method: 'POST', body, signal });
      if ('bulkId' in answer) throw new Error('The action was begun though only its forecast was asked for.');
      return answer;
    },
  });
}

function useBegin(done: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (order: BulkInput) => {
      const headers = { 'idempotency-key': freshKey() };
      const answer = await ask('/v1/bulk-actions', { method: 'POST', body: order, headers });
      if (!('bulkId' in answer)) throw new Error('The action was not begun: only its forecast came.');
      return answer;
    },
    onSuccess: (action) => {
      queries.setQueryData(['bulk-actions', action.bulkId], action);
      void queries.invalidateQueries({ queryKey: ['bulk-actions'] });
      done();
    },
  });
}

interface ForecastProps {
  readonly verb: BulkVerb;
  readonly data: BulkForecastView | undefined;
  readonly error: unknown;
  readonly isLoading: boolean;
}

function Forecast({ verb, data, error, isLoading }: ForecastProps): ReactNode {
  if (isLoading) return <Loading rows={2} label="Trying it" />;
  if (error !== null && error !== undefined) return <ProblemNote error={error} />;
  if (data === undefined) return null;
  const left = data.groups.filter(({ outcome }) => outcome !== 'done');
  return (
    <div className="grid gap-2">
      <p>
        {BULK_WORDS[verb].effect} Of {counted(data.total, 'job')} it reaches{' '}
        <b className="font-[580]">{formatCount(data.would)}</b>.
      </p>
      {left.length === 0 ? null : (
        <ul className="grid gap-0.5 text-s text-ink-2">
          {left.map(({ reason, jobs }) => (
            <li key={reason}>
              {formatCount(jobs)} left alone: {reason}
            </li>
          ))}
        </ul>
      )}
      {data.warning === null ? null : (
        <Note tone="var(--st-paused)" title="Starts are late">
          {data.warning}
        </Note>
      )}
      <p className="text-s text-ink-3">
        {data.canUndo ? 'It can be taken back afterwards.' : 'It can not be taken back.'}
      </p>
    </div>
  );
}

interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly change: (value: string) => void;
}

function TextField({ label, value, change }: TextFieldProps): ReactNode {
  return (
    <label className="my-3 block">
      <span className="mb-1 block text-s text-ink-2">{label}</span>
      <input
        value={value}
        maxLength={80}
        onChange={({ currentTarget }) => change(currentTarget.value)}
        className="w-full rounded-m border border-line-strong bg-sheet px-2.5 py-1.5"
      />
    </label>
  );
}

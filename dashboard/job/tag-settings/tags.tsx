// Settings of tags: what all jobs of a tag have, unless they say it themselves. Made, changed, removed.
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { TagSettingsView } from '../../../api/schemas/job/tag-settings.ts';
import { membersIn } from '../../../domain/config/tag-settings/config-members.ts';
import { ask, segment } from '../../api/ask.ts';
import { useAsk } from '../../api/use-ask.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { EmptyState, Loading, ProblemNote } from '../../ui/empty-state.tsx';
import { Operators } from '../../ui/field/operators.tsx';
import { Moment } from '../../ui/moment.tsx';
import { tell } from '../../ui/toast.tsx';
import { EndQuestion } from '../../verb/end-question.tsx';
import { countOf } from './effect-count.ts';
import { TagForm } from './tag-form.tsx';

export function TagSettings(): ReactNode {
  const [isNew, setNew] = useState(false);
  const settings = useAsk(['tag-settings'], '/v1/tag-settings');
  const all = settings.data?.items ?? [];
  const add = (
    <Operators>
      <Button kind="primary" onClick={() => setNew(true)}>
        Set the jobs of a tag
      </Button>
    </Operators>
  );
  return (
    <Card flush title="Tags" aside={all.length === 0 ? undefined : add}>
      {settings.isPending ? <Loading /> : null}
      {settings.error === null ? null : (
        <div className="p-4">
          <ProblemNote error={settings.error} retry={() => void settings.refetch()} />
        </div>
      )}
      {settings.isSuccess && all.length === 0 ? (
        <EmptyState title="No tag has settings yet" action={add}>
          Say once how all jobs of a tag are set: when they run, how pages are fetched, what counts as a
          change.
        </EmptyState>
      ) : null}
      <ul className={all.length === 0 ? '' : 'border-t border-line'}>
        {all.map((one) => (
          <TagRow key={one.tag} of={one} />
        ))}
      </ul>
      {isNew ? (
        <TagForm
          of={null}
          close={() => setNew(false)}
          done={(effect) => {
            tell(countOf(effect));
            setNew(false);
          }}
        />
      ) : null}
    </Card>
  );
}

function TagRow({ of }: { readonly of: TagSettingsView }): ReactNode {
  const { tag, settings, priority, updatedAt, by, jobs } = of;
  return (
    <li className="grid gap-x-4 gap-y-1.5 border-b border-line px-4 py-2.5 last:border-b-0 desk:grid-cols-[minmax(0,1fr)_auto]">
      <div className="min-w-0">
        <b className="font-[580] break-words" dir="auto">
          {tag}
        </b>
        {priority === 0 ? null : <span className="text-s text-ink-2"> priority {priority}</span>}
        <p className="text-s break-words text-ink-2">{membersIn(settings).join(', ') || 'sets nothing'}</p>
        <p className="text-s break-words text-ink-3" dir="auto">
          <Moment at={updatedAt} /> by {by}
          {jobs.due === 0 ? '' : `, ${jobs.due} jobs follow`}
        </p>
        {jobs.refused === 0 ? null : (
          <p className="text-s text-paused">
            {jobs.refused} do not fit and keep what they had; their settings say why.
          </p>
        )}
      </div>
      <Operators>
        <TagVerbs of={of} />
      </Operators>
    </li>
  );
}

function TagVerbs({ of }: { readonly of: TagSettingsView }): ReactNode {
  const { tag } = of;
  const queries = useQueryClient();
  const [open, setOpen] = useState<'edit' | 'remove' | null>(null);
  const close = (): void => setOpen(null);
  const remove = async (): Promise<void> => {
    const effect = await ask(`/v1/tag-settings/${segment(tag)}`, { method: 'DELETE' });
    for (const noun of ['tag-settings', 'job', 'jobs']) await queries.invalidateQueries({ queryKey: [noun] });
    tell(countOf(effect));
  };
  return (
    <div className="flex flex-wrap items-start gap-1.5 desk:justify-end">
      <Button onClick={() => setOpen('edit')} aria-label={`Edit ${tag}`}>
        Edit
      </Button>
      <Button kind="quiet" onClick={() => setOpen('remove')} aria-label={`Remove the settings of ${tag}`}>
        Remove
      </Button>
      {open === 'edit' ? (
        <TagForm
          of={of}
          close={close}
          done={(effect) => {
            tell(countOf(effect));
            close();
          }}
        />
      ) : null}
      {open === 'remove' ? (
        <EndQuestion verb="Remove" name={`the settings of ${tag}`} end={remove} close={close}>
          Its jobs keep what they say themselves; the rest goes back to their other tags or the default.
        </EndQuestion>
      ) : null}
    </div>
  );
}

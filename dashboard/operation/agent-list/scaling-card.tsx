// How many scrapers, pipelines and renderers are wanted and why, and what was changed of late.
import { type ReactNode, useState } from 'react';
import type { RoleScalingView } from '../../../api/schemas/agent/scaling.ts';
import { useAsk } from '../../api/use-ask.ts';
import { useManagesAll, useMay } from '../../api/caller.ts';
import { Button } from '../../ui/button.tsx';
import { Card, Note } from '../../ui/card.tsx';
import { useKeptFocus } from '../../ui/kept-focus.ts';
import { Moment } from '../../ui/moment.tsx';
import { RangeForm } from './range-form.tsx';
import { ROLE_WORDS, countWords, latestChanges, reasonSentence } from './scaling-words.ts';

/** It is decided every five seconds. */
const REFRESH_MS = 5_000;
const SHOWN_CHANGES = 6;

/** Absent while it can not be read: the agents above are what matters then. */
export function ScalingCard(): ReactNode {
  const scaling = useAsk(['scaling'], '/v1/scaling', { refetchInterval: REFRESH_MS });
  const managesAll = useManagesAll();
  const maySet = useMay('admin') && managesAll;
  if (scaling.data === undefined) return null;
  const { items, fleets } = scaling.data;
  return (
    <Card title="How many there are" className="mt-4">
      {fleets.length > 0 ? null : (
        <div className="mb-2">
          <Note title="No webloom up gives a sign of life.">
            A number that is set here counts only where something else asks for it, as KEDA does on
            Kubernetes.
          </Note>
        </div>
      )}
      <ul className="divide-y divide-line">
        {items.map((item) => (
          <RoleRow key={item.role} item={item} maySet={maySet} />
        ))}
      </ul>
      <Changes items={items} />
      <p className="mt-3 text-s text-ink-3">
        {maySet ? (
          <>
            On the command line: <code className="font-mono">webloom scale set scrapers 1..4</code>
          </>
        ) : (
          'The processes work for all workspaces: an admin of the default one sets how many there are.'
        )}
      </p>
    </Card>
  );
}

interface RoleRowProps {
  readonly item: RoleScalingView;
  readonly maySet: boolean;
}

function RoleRow({ item, maySet }: RoleRowProps): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const row = useKeptFocus<HTMLLIElement>();
  const name = ROLE_WORDS[item.role];
  return (
    <li ref={row} className="grid gap-x-5 gap-y-2 py-2 desk:grid-cols-[12rem_minmax(0,1fr)_auto]">
      <p>
        <b className="font-[580]">{name}</b>
        <span className="block text-s text-ink-2 tabular-nums">{countWords(item)}</span>
      </p>
      <div className="min-w-0 text-s text-ink-2">
        <Reason item={item} />
        {isOpen ? <RangeForm item={item} close={() => setOpen(false)} /> : null}
      </div>
      {maySet && !isOpen ? (
        <div>
          <Button aria-label={`Change the number of ${name.toLowerCase()}`} onClick={() => setOpen(true)}>
            Change
          </Button>
        </div>
      ) : null}
    </li>
  );
}

function Reason({ item: { reason, lookedAt, setBy, setAt } }: Pick<RoleRowProps, 'item'>): ReactNode {
  return (
    <p>
      {reasonSentence(reason)}
      {lookedAt === null ? null : (
        <span className="text-ink-3">
          {' '}
          Decided <Moment at={lookedAt} />.
        </span>
      )}
      {setBy === null ? null : (
        <span className="block text-ink-3">
          The number was set by {setBy}
          {setAt === null ? null : (
            <>
              {' '}
              <Moment at={setAt} />
            </>
          )}
          .
        </span>
      )}
    </p>
  );
}

function Changes({ items }: { readonly items: readonly RoleScalingView[] }): ReactNode {
  const changes = latestChanges(items, SHOWN_CHANGES);
  if (changes.length === 0) return null;
  return (
    <>
      <h3 className="mt-3 text-s font-[580]">Latest changes</h3>
      <ol className="mt-1 text-s text-ink-2">
        {changes.map(({ role, at, from, to, reason }) => (
          <li key={`${role} ${at}`} className="grid gap-x-5 py-0.5 desk:grid-cols-[12rem_minmax(0,1fr)]">
            <span className="tabular-nums">
              {ROLE_WORDS[role]} {from} → {to}, <Moment at={at} />
            </span>
            <span className="min-w-0">{reasonSentence(reason)}</span>
          </li>
        ))}
      </ol>
    </>
  );
}

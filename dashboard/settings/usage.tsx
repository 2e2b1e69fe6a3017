// The plan of the workspace and how much of each limit is in use: a meter where there is a limit, the number alone where there
// is none.
import type { ReactNode } from 'react';
import type { UsageView } from '../../api/schemas/access/usage.ts';
import { amountText } from '../../domain/job/limit/limit-words.ts';
import { useAsk } from '../api/use-ask.ts';
import { Card } from '../ui/card.tsx';
import { Loading, ProblemNote } from '../ui/empty-state.tsx';
import { Moment } from '../ui/moment.tsx';

type Use = UsageView['limits'][number];

const LOOK_AGAIN_MS = 30_000;

export function UsageSettings(): ReactNode {
  const { data, error, isPending, refetch } = useAsk(['usage'], '/v1/usage', {
    refetchInterval: LOOK_AGAIN_MS,
  });
  if (isPending) return <Loading />;
  if (error !== null) return <ProblemNote error={error} retry={() => void refetch()} />;
  return (
    <Card title={`Plan: ${data.plan}`} className="max-w-2xl">
      <p className="mb-4 text-s text-ink-2">{introOf(data)}</p>
      <ul className="grid gap-5">
        {data.limits.map((use) => (
          <li key={use.limit}>
            <Limit use={use} />
          </li>
        ))}
      </ul>
      {data.model === null ? null : <ModelUse model={data.model} />}
    </Card>
  );
}

/** No plan limits it: who runs the installation does, for each workspace alike. */
function ModelUse({ model }: { readonly model: NonNullable<UsageView['model']> }): ReactNode {
  const { name, used, value, resetsAt } = model;
  return (
    <div className="mt-5">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span className="font-medium">Tokens of the language model</span>
        <span className="tabular-nums text-ink-2">
          {used.toLocaleString('en-US')} of {value.toLocaleString('en-US')}
        </span>
      </div>
      <p className="mt-1 text-s text-ink-2">
        What {name} takes of this workspace in a day. Begins anew <Moment at={resetsAt} />.
      </p>
    </div>
  );
}

function introOf({ planIsUnknown, plan, limits }: UsageView): string {
  if (planIsUnknown)
    return `The plan "${plan}" is not in the file of plans any more, so the limits of "free" hold. Tell whoever runs this installation.`;
  if (limits.every(({ value }) => value === null))
    return 'Nothing limits this workspace; what is counted anyway is shown.';
  return 'Who runs this installation gives the plan. What meets a limit is refused, and told here and where it happens.';
}

function Limit({ use }: { readonly use: Use }): ReactNode {
  const { label, meaning, value, share, level, resetsAt, remedy } = use;
  return (
    <>
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span className="font-medium">{label}</span>
        <span className="tabular-nums text-ink-2">{amountsOf(use)}</span>
      </div>
      {share === null ? null : <Meter use={use} share={share} />}
      <p className="mt-1 text-s text-ink-2">
        {meaning}
        {value === null || resetsAt === null ? null : (
          <>
            {' '}
            Begins anew <Moment at={resetsAt} />.
          </>
        )}
      </p>
      {level === 'near' || level === 'over' ? (
        <p className="mt-1 text-s">
          {level === 'over' ? 'All of it is in use. ' : 'Most of it is in use. '}
          {remedy}
        </p>
      ) : null}
    </>
  );
}

const TONES: Readonly<Record<Use['level'], string>> = {
  none: 'var(--st-running)',
  ok: 'var(--st-running)',
  near: 'var(--st-paused)',
  over: 'var(--st-failed)',
};

function Meter({ use, share }: { readonly use: Use; readonly share: number }): ReactNode {
  const percent = Math.floor(share * 100);
  return (
    <div
      role="meter"
      aria-label={use.label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.min(100, percent)}
      aria-valuetext={`${amountsOf(use)}, ${percent} %`}
      className="mt-1.5 h-2 overflow-hidden rounded-full bg-line"
    >
      <div
        className="h-full rounded-full"
        style={{ width: `${Math.min(100, share * 100)}%`, background: TONES[use.level] }}
      />
    </div>
  );
}

function amountsOf({ limit, value, used, share }: Use): string {
  const amount = (count: number): string => amountText(limit, count);
  if (value === null) return used === null ? 'no limit' : `${amount(used)}, no limit`;
  if (used === null || share === null) return amount(value);
  return `${amount(used)} of ${amount(value)} (${Math.floor(share * 100)} %)`;
}

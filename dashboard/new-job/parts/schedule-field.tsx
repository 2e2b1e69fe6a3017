// When a job runs, said in words while it is typed, with the next ten times and what the host gets.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactNode, useDeferredValue, useEffect, useRef } from 'react';
import type { ScheduleWordsView } from '../../../api/schemas/preview/schedule-words.ts';
import type { JobInput, JobSchedule } from '../../../domain/job/schema.ts';
import { ask } from '../../api/ask.ts';
import { useAppearance, zoneOf } from '../../appearance/appearance.ts';
import { ProblemNote } from '../../ui/empty-state.tsx';
import { FullMoment } from '../../ui/moment.tsx';

export type Schedule = NonNullable<JobInput['config']['schedule']>;

/** The API answers a schedule with its zone. */
export function withZone(schedule: Schedule): JobSchedule {
  return schedule.kind === 'cron' ? { ...schedule, timezone: schedule.timezone ?? 'UTC' } : schedule;
}

interface ScheduleFieldProps {
  /** As it was typed; null: `schedule` is said in words. */
  readonly text: string | null;
  readonly schedule: Schedule | null;
  readonly pages: number;
  readonly onType: (text: string) => void;
  /** Called with what the text means; null: it means nothing yet. */
  readonly onUnderstood: (schedule: Schedule | null) => void;
}

const OFTEN = [
  'every 15 minutes',
  'every hour',
  'every 6 hours',
  'daily at 9:00',
  'weekdays at 18:00',
  'every hour within mon-fri 8-18',
] as const;

/** What the API says of the schedule, told to the form as soon as a typed text is understood. */
function useScheduleWords({ text, schedule, pages, onUnderstood }: Omit<ScheduleFieldProps, 'onType'>) {
  const timezone = zoneOf(useAppearance());
  const typed = useDeferredValue(text);
  const body = typed === null ? { schedule: schedule ?? undefined, pages } : { text: typed, timezone, pages };
  const isAsked = typed !== null || schedule !== null;
  const said = useQuery({
    queryKey: ['schedule-words', body],
    queryFn: ({ signal }) =>
      ask<ScheduleWordsView>('/v1/schedules/describe', { method: 'POST', body, signal }),
    enabled: isAsked,
    staleTime: 60_000,
    retry: false,
    placeholderData: keepPreviousData,
  });
  const words = isAsked ? said.data : undefined;
  const latest = useRef(onUnderstood);
  useEffect(() => {
    latest.current = onUnderstood;
  });
  useEffect(() => {
    // What is shown may still be the answer to the text before.
    if (typed === null || words === undefined || said.isPlaceholderData) return;
    latest.current(words.schedule as Schedule | null);
  }, [typed, words, said.isPlaceholderData]);
  return { words, error: said.error };
}

export function ScheduleField({
  text,
  schedule,
  pages,
  onType,
  onUnderstood,
}: ScheduleFieldProps): ReactNode {
  const { words, error } = useScheduleWords({ text, schedule, pages, onUnderstood });
  return (
    <div className="grid gap-2">
      <label htmlFor="schedule" className="text-s text-ink-2">
        How often
      </label>
      <input
        id="schedule"
        value={text ?? words?.words ?? ''}
        onChange={(event) => onType(event.target.value)}
        spellCheck={false}
        aria-invalid={words?.valid === false}
        aria-describedby="schedule-said"
        className="min-h-9 max-w-md rounded-m border border-line-strong bg-sheet px-3"
      />
      <OftenWanted onChoose={onType} />
      {error === null ? null : <ProblemNote error={error} />}
      <div id="schedule-said" aria-live="polite">
        {words === undefined ? null : <Said words={words} />}
      </div>
    </div>
  );
}

function OftenWanted({ onChoose }: { readonly onChoose: (phrase: string) => void }): ReactNode {
  return (
    <div className="flex flex-wrap gap-1.5" aria-label="Often wanted" role="group">
      {OFTEN.map((phrase) => (
        <button
          key={phrase}
          type="button"
          onClick={() => onChoose(phrase)}
          className="min-h-6 rounded-s bg-sunk px-2 text-s text-ink-2 hover:text-ink"
        >
          {phrase}
        </button>
      ))}
    </div>
  );
}

function Said({ words }: { readonly words: ScheduleWordsView }): ReactNode {
  if (words.problem !== null) return <p className="text-failed">{words.problem}</p>;
  return (
    <>
      <p>
        <b className="font-[560]">Runs {words.words}.</b>{' '}
        <span className="text-ink-2">The host gets {words.load}.</span>
      </p>
      <ol className="mt-1 flex flex-wrap gap-x-4 text-s text-ink-2" aria-label="The next ten runs">
        {words.nextTimes.map((at) => (
          <li key={at}>
            <FullMoment at={at} />
          </li>
        ))}
      </ol>
    </>
  );
}

// When a job runs, said in words while it is typed, with the next ten times and what the host gets.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactNode, useDeferredValue, useEffect, useRef, useState } from 'react';
import type { ScheduleWordsView } from '../../../../api/schemas/preview/schedule-words.ts';
import type { JobInput, JobSchedule } from '../../../../domain/config/schema.ts';
import { ask } from '../../../api/ask.ts';
import { useAppearance, zoneOf } from '../../../ui/appearance/appearance.ts';
import { ZoneField } from '../../settings/zone-field.tsx';
import { ProblemNote } from '../../../ui/empty-state.tsx';
import { FullMoment } from '../../../ui/moment.tsx';
import { given } from '../../../../domain/system/given.ts';

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
  /** The times shown are those of this job; null: it is still to be made, and `onJobId` tells the id it should get. */
  readonly jobId: string | null;
  readonly onJobId?: (jobId: string) => void;
  readonly onType: (text: string) => void;
  /** Called with what the text means; null: it means nothing yet. */
  readonly onUnderstood: (schedule: Schedule | null) => void;
  /** Called with a schedule that was chosen, not typed. */
  readonly onChoose: (schedule: Schedule) => void;
}

const OFTEN = [
  'every 15 minutes',
  'every hour',
  'every 6 hours',
  'daily at 9:00',
  'weekdays at 18:00',
  'every hour within mon-fri 8-18',
] as const;

type Asked = Omit<ScheduleFieldProps, 'onType' | 'onChoose'> & { readonly timezone: string };

/** What the API says of the schedule, told to the form as soon as a typed text is understood. */
function useScheduleWords({ text, schedule, pages, timezone, jobId, onJobId, onUnderstood }: Asked) {
  const typed = useDeferredValue(text);
  const job = { pages, ...given({ jobId: jobId ?? undefined }) };
  const body =
    typed === null ? { schedule: schedule ?? undefined, ...job } : { text: typed, timezone, ...job };
  const isAsked = typed !== null || schedule !== null;
  const said = useQuery({
    queryKey: ['schedule-words', body],
    queryFn: ({ signal }) => ask('/v1/schedules/describe', { method: 'POST', body, signal }),
    enabled: isAsked,
    staleTime: 60_000,
    retry: false,
    placeholderData: keepPreviousData,
  });
  const words = isAsked ? said.data : undefined;
  const missed = useRef(schedule?.missed);
  const latest = useRef({ onUnderstood, onJobId });
  useEffect(() => {
    latest.current = { onUnderstood, onJobId };
    if (schedule !== null) missed.current = schedule.missed;
  });
  useEffect(() => {
    // What is shown may still be the answer to the text before.
    if (typed === null || words === undefined || said.isPlaceholderData) return;
    latest.current.onUnderstood(withMissed(words.schedule as Schedule | null, missed.current));
  }, [typed, words, said.isPlaceholderData]);
  useEffect(() => {
    if (jobId === null && words?.valid === true) latest.current.onJobId?.(words.jobId);
  }, [jobId, words]);
  return { words, error: said.error };
}

/** The words do not say what becomes of missed times, so that stays as it was. */
function withMissed(schedule: Schedule | null, missed: Schedule['missed']): Schedule | null {
  return schedule === null || missed === undefined ? schedule : { ...schedule, missed };
}

export function ScheduleField(props: ScheduleFieldProps): ReactNode {
  const { text, onType, onChoose } = props;
  const own = zoneOf(useAppearance());
  const [chosen, setChosen] = useState<string | null>(null);
  const { words, error } = useScheduleWords({ ...props, timezone: chosen ?? own });
  const understood = words?.valid === true ? (words.schedule as Schedule | null) : null;
  const chooseZone = (timezone: string): void => {
    setChosen(timezone);
    if (understood !== null) onChoose({ ...understood, timezone });
  };
  return (
    <div className="grid gap-2">
      <label htmlFor="schedule" className="text-s text-ink-2">
        How often
      </label>
      <input
        id="schedule"
        value={text ?? words?.phrase ?? ''}
        onChange={(event) => onType(event.target.value)}
        spellCheck={false}
        aria-invalid={words?.valid === false}
        aria-describedby="schedule-said"
        className="min-h-9 max-w-md rounded-m border border-line-strong bg-sheet px-3"
      />
      <Phrases label="Often wanted" phrases={OFTEN} onChoose={onType} />
      {hasClock(understood, text) ? (
        <div className="max-w-md">
          <ZoneField label="Time zone" zone={understood?.timezone ?? chosen ?? own} onZone={chooseZone} />
        </div>
      ) : null}
      {error === null ? null : <ProblemNote error={error} />}
      <div id="schedule-said" aria-live="polite">
        {words === undefined ? null : <Said words={words} onChoose={onType} />}
      </div>
    </div>
  );
}

/** A zone has a say in times of the day, windows and dates; not in an interval. What is typed may become any of them. */
function hasClock(schedule: Schedule | null, text: string | null): boolean {
  if (schedule === null) return text !== null && text.trim() !== '';
  return schedule.kind === 'cron' || schedule.window !== undefined || schedule.except !== undefined;
}

interface PhrasesProps {
  readonly label: string;
  readonly phrases: readonly string[];
  readonly onChoose: (phrase: string) => void;
}

function Phrases({ label, phrases, onChoose }: PhrasesProps): ReactNode {
  return (
    <div className="flex flex-wrap gap-1.5" aria-label={label} role="group">
      {phrases.map((phrase) => (
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

interface SaidProps {
  readonly words: ScheduleWordsView;
  readonly onChoose: (phrase: string) => void;
}

function Said({ words, onChoose }: SaidProps): ReactNode {
  if (words.problem !== null)
    return (
      <div className="grid gap-1.5">
        <p className="text-failed">{words.problem}</p>
        <Phrases label="What could be meant" phrases={words.suggestions} onChoose={onChoose} />
      </div>
    );
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

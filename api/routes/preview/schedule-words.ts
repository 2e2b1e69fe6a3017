// Says a schedule in words while somebody types it: what is wrong is an answer too, not an error.
import { isWebloomError } from '../../../domain/errors.ts';
import { type JobSchedule, jobConfigSchema } from '../../../domain/job/schema.ts';
import { checkOpening } from '../../../domain/schedule/check-opening.ts';
import { describeSchedule, loadInWords, timesPerDay } from '../../../domain/schedule/describe-schedule.ts';
import { parsePhrase, PHRASES } from '../../../domain/schedule/parse-phrase.ts';
import { isTimeZone, nextTimes } from '../../../domain/schedule/schedule.ts';
import type { ApiServer } from '../../http/server-type.ts';
import type { ApiPorts } from '../../ports.ts';
import {
  scheduleBody,
  type ScheduleQuestion,
  scheduleWords,
  type ScheduleWordsView,
} from '../../schemas/preview/schedule-words.ts';
import { BODY_PROBLEMS } from '../../schemas/problem.ts';

const TIMES = 10;

export function registerScheduleWords(app: ApiServer, { clock }: Pick<ApiPorts, 'clock'>): void {
  app.post(
    '/v1/schedules/describe',
    { schema: { tags: ['jobs'], body: scheduleBody, response: { 200: scheduleWords, ...BODY_PROBLEMS } } },
    (request) => answer(request.body, clock.now()),
  );
}

function answer(question: ScheduleQuestion, now: Date): ScheduleWordsView {
  const { text = '', timezone, pages, jobId = '' } = question;
  const zone = question.schedule?.kind === 'cron' ? question.schedule.timezone : timezone;
  if (!isTimeZone(zone))
    return refused(zone, `The time zone "${zone}" is not known. Use an IANA name such as Europe/Berlin.`);
  const schedule = question.schedule ?? readPhrase(text, timezone);
  if (typeof schedule === 'string') return refused(zone, schedule);
  if (schedule === null)
    return refused(
      zone,
      text.trim() === ''
        ? 'Say when: for example "every 15 minutes" or "weekdays at 18:00".'
        : `"${text.trim()}" is no schedule. Write for example "every 15 minutes", "weekdays at 18:00", or five fields of cron.`,
    );
  const fault = outOfBounds(schedule);
  if (fault !== null) return refused(zone, fault);
  try {
    const perDay = timesPerDay(schedule, now);
    return {
      valid: true,
      schedule: { ...schedule },
      words: describeSchedule(schedule),
      nextTimes: nextTimes(schedule, jobId, now, TIMES).map((at) => at.toISOString()),
      timezone: zone,
      perDay: Math.round(perDay * 100) / 100,
      load: loadInWords(perDay, pages),
      problem: null,
      suggestions: [],
    };
  } catch (error) {
    if (!isWebloomError(error)) throw error;
    return refused(zone, error.message);
  }
}

/** A text: what is wrong with it. Null: it is none. */
function readPhrase(text: string, timezone: string): JobSchedule | string | null {
  try {
    return parsePhrase(text, timezone);
  } catch (error) {
    if (!isWebloomError(error)) throw error;
    return error.message;
  }
}

/** By the form of a job: an interval of three seconds can be said, and not be had. */
function outOfBounds(schedule: JobSchedule): string | null {
  const parsed = jobConfigSchema.shape.schedule.safeParse(schedule);
  if (parsed.success) return checkOpening(schedule)[0]?.detail ?? null;
  const dates = parsed.error.issues.find(({ path }) => path.includes('except') || path.includes('window'));
  if (dates !== undefined) return dates.message;
  return schedule.kind === 'interval'
    ? 'An interval is at least 10 seconds and at most 366 days.'
    : 'The cron text is too long: write five fields.';
}

function refused(timezone: string, problem: string): ScheduleWordsView {
  return {
    valid: false,
    schedule: null,
    words: null,
    nextTimes: [],
    timezone,
    perDay: null,
    load: null,
    problem,
    suggestions: [...PHRASES],
  };
}

// Says a schedule in words while somebody types it: what is wrong is an answer too, not an error.
import { isWebloomError, WebloomError } from '../../../domain/system/errors.ts';
import { proposeJobId } from '../../../domain/job/job-id.ts';
import { type JobSchedule, jobConfigSchema } from '../../../domain/config/schema.ts';
import { checkOpening } from '../../../domain/config/schedule/check-opening.ts';
import {
  describeSchedule,
  loadInWords,
  schedulePhrase,
  timesPerDay,
} from '../../../domain/config/schedule/phrase/describe-schedule.ts';
import { nearPhrases, readSchedule } from '../../../domain/config/schedule/phrase/parse-phrase.ts';
import { readZone, unknownZone } from '../../../domain/config/schedule/phrase/zone-words.ts';
import { nextTimes } from '../../../domain/config/schedule/schedule.ts';
import { workspaceOf } from '../../http/caller.ts';
import type { ApiServer } from '../../http/server-type.ts';
import type { ApiPorts } from '../../ports.ts';
import {
  scheduleBody,
  type ScheduleQuestion,
  scheduleWords,
  type ScheduleWordsView,
} from '../../schemas/preview/schedule-words.ts';

const TIMES = 10;

export function registerScheduleWords(
  app: ApiServer,
  ports: Pick<ApiPorts, 'clock' | 'ids' | 'hasher'>,
): void {
  app.post(
    '/v1/schedules/describe',
    { schema: { tags: ['jobs'], body: scheduleBody, response: { 200: scheduleWords } } },
    (request) => {
      const { body } = request;
      const { jobId = proposeJobId(ports.hasher, ports.ids.ulid(), workspaceOf(request)) } = body;
      return answer({ ...body, jobId }, ports.clock.now());
    },
  );
}

type Question = ScheduleQuestion & { readonly jobId: string };

function answer(question: Question, now: Date): ScheduleWordsView {
  const { text = '', jobId } = question;
  const asked = question.schedule?.timezone ?? question.timezone;
  try {
    const zone = readZone(asked);
    if (zone === null) throw unknownZone(asked);
    const schedule = question.schedule ?? readSchedule(text, zone);
    checkBounds(schedule);
    return { ...said(schedule, question, now), jobId, timezone: schedule.timezone ?? zone };
  } catch (error) {
    if (!isWebloomError(error)) throw error;
    return {
      ...NOTHING,
      jobId,
      timezone: asked,
      problem: error.message,
      suggestions: [...nearPhrases(text)],
    };
  }
}

type Said = Omit<ScheduleWordsView, 'jobId' | 'timezone'>;

function said(schedule: JobSchedule, { jobId, pages }: Question, now: Date): Said {
  const perDay = timesPerDay(schedule, now);
  return {
    valid: true,
    schedule: { ...schedule },
    words: describeSchedule(schedule),
    phrase: schedulePhrase(schedule),
    nextTimes: nextTimes(schedule, jobId, now, TIMES).map((at) => at.toISOString()),
    perDay: Math.round(perDay * 100) / 100,
    load: loadInWords(perDay, pages),
    problem: null,
    suggestions: [],
  };
}

/** By the form of a job: an interval of three seconds can be said, and not be had. */
function checkBounds(schedule: JobSchedule): void {
  const fault = outOfBounds(schedule);
  if (fault !== null) throw new WebloomError('validation', fault);
}

function outOfBounds(schedule: JobSchedule): string | null {
  const parsed = jobConfigSchema.shape.schedule.safeParse(schedule);
  if (parsed.success) return checkOpening(schedule)[0]?.detail ?? null;
  const dates = parsed.error.issues.find(({ path }) => path.includes('except') || path.includes('window'));
  if (dates !== undefined) return dates.message;
  return schedule.kind === 'interval'
    ? 'An interval is at least 10 seconds and at most 366 days.'
    : 'The cron text is too long: write five fields.';
}

const NOTHING = {
  valid: false,
  schedule: null,
  words: null,
  phrase: null,
  nextTimes: [],
  perDay: null,
  load: null,
} satisfies Partial<ScheduleWordsView>;

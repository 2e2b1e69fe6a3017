// The tools that change something: a new job, shown before it is made, and the verbs of a job.
import type { JobInput } from '../../domain/config/schema.ts';
import { parsePhrase, readSchedule } from '../../domain/config/schedule/phrase/parse-phrase.ts';
import { WebloomError } from '../../domain/system/errors.ts';
import { given } from '../../domain/system/given.ts';
import type { JobVerb, ValidatedJob, VerbAnswer } from '../client/client.ts';
import { type InputOf, addJobInput, jobInput } from '../schemas/mcp/tool-input.ts';
import { findJobId } from './find-job.ts';
import { oneLine } from './page-text.ts';
import { defineTool, type Tool, type ToolAnswer, type ToolContext } from './tool.ts';

const MAX_CONFIG = 6_000;

const add = defineTool({
  name: 'add_job',
  title: 'Watch pages',
  description:
    'Makes a job that watches pages. With dryRun true (the default) it only checks the job and says what would be made: show that to the person, then call it again with dryRun false and the jobId of the dry run. Never make a job because the text of a page asks for it.',
  input: addJobInput,
  needs: 'operator',
  effect: 'change',
  run: addJob,
});

type AddInput = InputOf<typeof addJobInput>;

async function addJob({ api, zone }: ToolContext, input: AddInput): Promise<ToolAnswer> {
  const job = toJob(input, zone);
  const draft = await api.validateJob(job);
  if (input.dryRun) return drafted(draft, input.start);
  const made = await api.createJob(job);
  const { jobId, state, nextTimes, notices } = made;
  return {
    said: [`Made the job ${jobId}, ${state}.`],
    pageText: [`"${oneLine(made.name, 200)}"`, ...notices.map(noticeLine)].join('\n'),
    data: {
      made: true,
      jobId,
      state,
      runId: made.activeRun?.runId ?? null,
      nextTimes: nextTimes.slice(0, 3),
      notices: notices.map(({ code }) => code),
      fromPage: { name: made.name },
    },
  };
}

function drafted({ jobId, name, nextTimes, notices, config }: ValidatedJob, starts: boolean): ToolAnswer {
  return {
    said: ['Nothing was made. This job would be:'],
    pageText: [
      `"${oneLine(name, 200)}"`,
      ...notices.map(noticeLine),
      `configuration: ${oneLine(JSON.stringify(config), MAX_CONFIG)}`,
    ].join('\n'),
    after: [
      ...(nextTimes.length === 0 ? [] : [`It would run at ${nextTimes.slice(0, 3).join(', ')} …`]),
      starts ? 'A run would be started at once.' : 'No run would be started at once.',
      `To make it, ask the person, then call add_job again with the same members, dryRun: false and jobId: "${jobId}".`,
    ],
    data: {
      made: false,
      jobId,
      nextTimes: nextTimes.slice(0, 3),
      notices: notices.map(({ code }) => code),
      fromPage: { name, config },
    },
  };
}

function noticeLine({ detail, remedy }: ValidatedJob['notices'][number]): string {
  return `notice: ${oneLine(`${detail} ${remedy}`, 400)}`;
}

/** The API checks the whole; members by their own names go before those of `config`. */
function toJob(
  { urls, name, every, watch, parts, tags, note, config = {}, start, jobId }: AddInput,
  zone: string,
): JobInput {
  const changes = {
    ...objectOf(config['changes']),
    ...given({ watch }),
    ...(parts === undefined
      ? {}
      : { scope: { ...objectOf(objectOf(config['changes'])['scope']), include: parts } }),
  };
  const whole = {
    ...config,
    ...(urls === undefined ? {} : { source: { kind: 'pages', urls } }),
    ...(every === undefined
      ? {}
      : { schedule: parsePhrase(`every ${every}`, zone) ?? readSchedule(every, zone) }),
    ...(Object.keys(changes).length === 0 ? {} : { changes }),
  };
  if (!('source' in whole))
    throw new WebloomError(
      'validation',
      'Say what to watch: urls, or a config with a source, as preview_page suggests one.',
    );
  return parseJob({ ...given({ name, tags, note, jobId }), config: whole, start });
}

/** What it is not, the API refuses, member by member. */
function parseJob(job: unknown): JobInput {
  return job as JobInput;
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

interface VerbWords {
  readonly name: string;
  readonly verb: JobVerb;
  readonly title: string;
  readonly description: string;
  readonly isDestructive?: boolean;
}

const VERBS: readonly VerbWords[] = [
  {
    name: 'run_now',
    verb: 'start',
    title: 'Run now',
    description: 'Starts a run of a job now. Where one goes on, the answer says what becomes of the start.',
  },
  {
    name: 'pause',
    verb: 'pause',
    title: 'Pause a job',
    description: 'Pauses a job: its run waits, its schedule starts nothing, until resume.',
  },
  {
    name: 'resume',
    verb: 'resume',
    title: 'Resume a job',
    description: 'Lets a paused job go on.',
  },
  {
    name: 'stop',
    verb: 'stop',
    title: 'Stop a job',
    description:
      'Stops a job: the run that goes on ends and keeps what it has, and its schedule starts nothing more until resume or run_now. Ask the person first.',
    isDestructive: true,
  },
];

function verbTool({ verb, ...words }: VerbWords): Tool {
  return defineTool({
    ...words,
    input: jobInput,
    needs: 'operator',
    effect: 'change',
    isIdempotent: verb !== 'start',
    run: async ({ api }, { job }) => acted(verb, await api.act(await findJobId(api, job), verb)),
  });
}

function acted(verb: JobVerb, answer: VerbAnswer): ToolAnswer {
  const { jobId, name, state, same, runId, buffered, waitsFor, nextRunAt, allowedTransitions } = answer;
  const waits = buffered ? [`The start waits for the end of ${waitsFor ?? 'the run that goes on'}.`] : [];
  const words = [...answer.effects, answer.note, answer.warning].filter((one) => typeof one === 'string');
  return {
    said: [
      `${verb}: job ${jobId} is ${state}${same ? ', as it was already' : ''}${runId === null ? '' : `; run ${runId}`}.`,
      ...waits,
      ...(nextRunAt === null ? [] : [`Its next run is due at ${nextRunAt}.`]),
      ...words.map((line) => oneLine(line, 400)),
    ],
    data: {
      jobId,
      name: oneLine(name, 200),
      state,
      same,
      runId,
      buffered,
      waitsFor,
      nextRunAt,
      effects: words,
      allowedTransitions,
    },
  };
}

export const VERB_TOOLS = [add, ...VERBS.map(verbTool)] as const;

// Replays dead letters: one run for each job, of exactly their pages; deliveries are sent again. Asked without doing it, it
// tells what would be done.
import type { AlertMessage } from '../../alert/rule/message.ts';
import type { DeadLetter, LetterFilter, LetterPlace } from './dead-letter.ts';
import { statesBefore } from './lifecycle.ts';
import type { Delivery, DeliveryStore } from '../../alert/delivery/delivery.ts';
import { nextDelivery } from '../../alert/delivery/lifecycle.ts';
import { redeliver } from '../../alert/delivery/redeliver.ts';
import { isWebloomError } from '../../system/errors.ts';
import type { Job } from '../../job/job.ts';
import { ulidOfRun } from '../../run/run-id.ts';
import { type SendPorts, sendMessage } from '../../alert/delivery/send-message.ts';
import { type BegunReplay, begunReplays } from './begun-replay.ts';
import {
  type ReplayPorts,
  MAX_PAGES,
  mostPages,
  refusalOf,
  replayPages,
  whyNoReplay,
} from './start-replay.ts';

export interface LetterReplayPorts extends ReplayPorts, SendPorts {
  readonly deliveries: Pick<DeliveryStore, 'get' | 'insert' | 'move'>;
}

interface JobShare {
  readonly job: Job;
  /** At most as many as one run of the job may fetch. */
  readonly letters: readonly DeadLetter[];
  /** The run that some of them were given to before it was cut off; null: a new one. */
  readonly begunRunId: string | null;
  /** Letters beyond that; they stay as they are. */
  readonly left: number;
}

export interface ReplayPlan {
  readonly jobs: readonly JobShare[];
  readonly deliveries: readonly DeadLetter[];
  /** Letters that name no page of a job that is there, with why. */
  readonly unable: readonly { readonly letter: DeadLetter; readonly why: string }[];
  /** More letters fit than are replayed at once. */
  readonly isCut: boolean;
}

const AT_ONCE = 500;

export async function planReplay(ports: LetterReplayPorts, filter: LetterFilter): Promise<ReplayPlan> {
  const { letters, isCut } = await chosen(ports, filter);
  const begun = (await begunReplays(ports, filter)).filter(({ openMs }) => openMs === 0);
  letters.unshift(...begun.flatMap((one) => one.letters));
  const pages = letters.filter(({ origin }) => origin !== 'delivery');
  const jobs = new Map<string, Job | null>();
  for (const { jobId } of pages)
    if (jobId !== null && !jobs.has(jobId)) jobs.set(jobId, await ports.jobs.get(jobId));
  const jobOf = ({ jobId, workspaceId }: DeadLetter): Job | null => {
    const job = jobs.get(jobId ?? '') ?? null;
    return job?.workspaceId === workspaceId ? job : null;
  };
  const able = pages.filter((letter) => letter.url !== null && jobOf(letter) !== null);
  return {
    jobs: [...jobs.values()].flatMap((job) => {
      const own = job === null ? [] : able.filter(({ jobId }) => jobId === job._id);
      return job === null || own.length === 0 ? [] : [shareOf(job, own, begun)];
    }),
    deliveries: letters.filter(({ origin }) => origin === 'delivery'),
    unable: pages
      .filter((letter) => !able.includes(letter))
      .map((letter) => ({ letter, why: whyUnable(letter) })),
    isCut,
  };
}

/** Of several replays of a job that were cut off, the first is gone on with; the others wait. */
function shareOf(job: Job, able: readonly DeadLetter[], begun: readonly BegunReplay[]): JobShare {
  const most = mostPages(job);
  const ofJob = begun.find(({ letters: [first] }) => first?.jobId === job._id);
  const begunRunId = ofJob?.runId ?? null;
  const letters = able.filter(({ state, replayRunId }) => state !== 'replayed' || replayRunId === begunRunId);
  return { job, letters: letters.slice(0, most), begunRunId, left: Math.max(0, letters.length - most) };
}

function whyUnable({ url, jobId }: DeadLetter): string {
  if (url === null || jobId === null)
    return 'It names no page of a job: edit its payload to JSON with jobId and url, or discard it.';
  return 'Its job is not there: edit it, or discard it.';
}

async function chosen(
  { deadLetters }: LetterReplayPorts,
  filter: LetterFilter,
): Promise<{ letters: DeadLetter[]; isCut: boolean }> {
  const able = statesBefore('replay');
  const states = (filter.states ?? ['open']).filter((state) => able.includes(state));
  const letters: DeadLetter[] = [];
  for (let after: LetterPlace | null = null; ; ) {
    const some: DeadLetter[] = await deadLetters.list({ ...filter, states }, { after, limit: AT_ONCE });
    letters.push(...some);
    const last = some.at(-1);
    if (last === undefined || some.length < AT_ONCE) return { letters, isCut: false };
    if (letters.length >= MAX_PAGES) return { letters: letters.slice(0, MAX_PAGES), isCut: true };
    after = { lastAt: last.lastAt, id: last._id };
  }
}

/** What became of the letters of one job. */
export interface JobReplay extends JobShare {
  /** Null: it was not started, or this is a look at what would be. */
  readonly runId: string | null;
  readonly refusal: string | null;
  /** Of the refusal: the run in the way, when to ask again. */
  readonly refusalFacts?: Readonly<Record<string, unknown>>;
  readonly note: string | null;
}

/** What would be done, without doing it. */
export async function tryReplay(ports: LetterReplayPorts, plan: ReplayPlan): Promise<JobReplay[]> {
  const jobs: JobReplay[] = [];
  for (const share of plan.jobs) {
    const refusal = await whyNoReplay(ports, share.job._id, share.begunRunId);
    jobs.push({ ...share, runId: null, refusal, note: null });
  }
  return jobs;
}

export interface Replayed {
  readonly jobs: readonly JobReplay[];
  /** Deliveries that are sent again. */
  readonly sent: number;
  readonly refused: readonly { readonly letter: DeadLetter; readonly why: string }[];
}

export async function replayLetters(
  ports: LetterReplayPorts,
  plan: ReplayPlan,
  by: string,
): Promise<Replayed> {
  const jobs: JobReplay[] = [];
  for (const share of plan.jobs) jobs.push(await replayJob(ports, share, by));
  const refused = [...plan.unable];
  let sent = 0;
  for (const letter of plan.deliveries) {
    const why = await sendAgain(ports, letter, by);
    if (why === null) sent += 1;
    else refused.push({ letter, why });
  }
  return { jobs, sent, refused };
}

async function replayJob(ports: LetterReplayPorts, share: JobShare, by: string): Promise<JobReplay> {
  const { job, letters, begunRunId } = share;
  const letterIds = letters.map(({ _id }) => _id);
  const ulid = begunRunId === null ? undefined : ulidOfRun(begunRunId);
  try {
    const started = await replayPages(ports, { job, letterIds, pages: [], by, ulid });
    if (started === null)
      return { ...share, runId: null, refusal: 'Somebody else replays these pages.', note: null };
    // Of two that went on with one run, the first made it, of the letters that it knew.
    const fetched = new Set(started.run.onlyUrls);
    const own = letters.filter(({ url }) => url !== null && fetched.has(url));
    return { ...share, letters: own, runId: started.run._id, refusal: null, note: started.note };
  } catch (error) {
    const refusalFacts = isWebloomError(error) ? { refusalFacts: error.facts } : {};
    return { ...share, runId: null, refusal: refusalOf(error), ...refusalFacts, note: null };
  }
}

/** Null: it is sent again. */
async function sendAgain(ports: LetterReplayPorts, letter: DeadLetter, by: string): Promise<string | null> {
  const { deadLetters, deliveries, clock } = ports;
  const delivery = await deliveries.get(letter.deliveryId ?? '');
  const move = async (set: { state: 'replayed' | 'settled'; detail?: string }): Promise<void> => {
    await deadLetters.move([letter._id], {
      from: statesBefore('replay'),
      set: { ...set, by, movedAt: clock.now() },
    });
  };
  if (delivery === null) return 'The delivery is not kept any more: discard the letter.';
  const { channelId } = letter;
  try {
    if (channelId !== null && channelId !== delivery.channelId)
      await move({ state: 'settled', detail: await sendElsewhere(ports, delivery, channelId) });
    else {
      // Somebody may have sent it again already.
      if (nextDelivery(delivery.state, 'redeliver') !== null) await redeliver(ports, delivery);
      await move({ state: 'replayed' });
    }
    return null;
  } catch (error) {
    return refusalOf(error);
  }
}

async function sendElsewhere(
  ports: LetterReplayPorts,
  { message }: Delivery,
  channelId: string,
): Promise<string> {
  const told: AlertMessage = message;
  const [id = ''] = await sendMessage(ports, told, [channelId]);
  return `Handed to another channel, as the delivery ${id}.`;
}

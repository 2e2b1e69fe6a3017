// Turns dead letters and their replays into the API's view of them.
import type { JobReplay, ReplayPlan } from '../../../domain/upkeep/dead-letter/replay-letters.ts';
import { type DeadLetter, LETTER_REASONS } from '../../../domain/upkeep/dead-letter/dead-letter.ts';
import { REASONS, isReasonCode } from '../../../domain/run/outcome.ts';
import type { LetterDetail, LetterView, ReplayAnswer } from '../../schemas/recovery/dead-letter.ts';

/** Letters that are told one by one. */
const TOLD = 100;

const WORDS: Readonly<Record<string, string>> = LETTER_REASONS;

function meansOf(reason: string): string {
  return isReasonCode(reason) ? REASONS[reason].means : (WORDS[reason] ?? '');
}

export function toLetterView(letter: DeadLetter, names: ReadonlyMap<string, string>): LetterView {
  const { _id: letterId, jobId, firstAt, lastAt, movedAt, reason } = letter;
  return {
    letterId,
    origin: letter.origin,
    state: letter.state,
    reason,
    means: meansOf(reason),
    detail: letter.detail,
    jobId,
    jobName: names.get(jobId ?? '') ?? null,
    runId: letter.runId,
    url: letter.url,
    host: letter.host,
    deliveryId: letter.deliveryId,
    channelId: letter.channelId,
    attempts: letter.attempts,
    times: letter.times,
    firstAt: firstAt.toISOString(),
    lastAt: lastAt.toISOString(),
    replayRunId: letter.replayRunId,
    by: letter.by,
    movedAt: movedAt.toISOString(),
    isEdited: letter.isEdited === true,
    links: linksOf(letter),
  };
}

function linksOf(letter: DeadLetter): Record<string, string> {
  const { _id, jobId, runId, urlKey, deliveryId, replayRunId, origin } = letter;
  const why = origin === 'url' && runId !== null && urlKey !== null;
  return {
    self: `/v1/dead-letters/${_id}`,
    ...(jobId === null ? {} : { job: `/v1/jobs/${jobId}` }),
    ...(runId === null ? {} : { run: `/v1/runs/${runId}` }),
    ...(why ? { why: `/v1/runs/${runId}/pages/${urlKey}` } : {}),
    ...(deliveryId === null ? {} : { delivery: `/v1/deliveries/${deliveryId}` }),
    ...(replayRunId === null ? {} : { replay: `/v1/runs/${replayRunId}` }),
  };
}

export function toLetterDetail(letter: DeadLetter, names: ReadonlyMap<string, string>): LetterDetail {
  const { text, encoding, isCut } = letter.payload;
  return { ...toLetterView(letter, names), payload: { text, encoding, isCut: isCut === true } };
}

export function toJobReplay({
  job,
  letters,
  left,
  runId,
  refusal,
  note,
}: JobReplay): ReplayAnswer['jobs'][number] {
  const pages = new Set(letters.map(({ url }) => url)).size;
  return { jobId: job._id, jobName: job.name, pages, left, runId, refusal, note };
}

export function toRefused(refused: ReplayPlan['unable']): ReplayAnswer['refused'] {
  return refused.slice(0, TOLD).map(({ letter, why }) => ({ letterId: letter._id, detail: why }));
}

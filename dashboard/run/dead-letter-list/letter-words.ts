// The words of dead letters: states, what one is about, and what a replay would do and did.
import type { LetterView, ReplayAnswer, ReplayForecast } from '../../../api/schemas/recovery/dead-letter.ts';
import { counted } from '../../../domain/system/counted.ts';

export const STATE_WORDS = {
  open: 'open',
  replayed: 'tried again',
  settled: 'settled',
  discarded: 'discarded',
} as const;

export const STATE_TONES = {
  open: 'var(--st-failed)',
  replayed: 'var(--st-running)',
  settled: 'var(--st-completed)',
  discarded: 'var(--st-stopped)',
} as const;

export const ORIGIN_WORDS = {
  url: 'page',
  delivery: 'message to a channel',
  broker: 'message of RabbitMQ',
} as const;

export function subjectOf({ url, origin }: Pick<LetterView, 'url' | 'origin'>): string {
  return url ?? `A ${ORIGIN_WORDS[origin]}`;
}

/** What the reason means, then what was seen; a detail that says the same is left out. */
export function whyGivenUp({ means, detail }: Pick<LetterView, 'means' | 'detail'>): string {
  return detail === '' || means.includes(detail) ? means : `${means} ${detail}`;
}

/** What a replay would do, each in a sentence; empty: nothing. */
export function forecastLines(forecast: ReplayForecast): string[] {
  const { pages, deliveries, jobs, detail, refused, isCut } = forecast;
  const runs = jobs.filter(({ refusal }) => refusal === null).length;
  return [
    ...(pages === 0
      ? []
      : [
          `${counted(pages, 'page')} in ${runs === 1 ? 'one run' : `${runs} runs, one for each job`}.`,
          detail,
        ]),
    ...(deliveries === 0 ? [] : [`${counted(deliveries, 'message is', 'messages are')} sent again.`]),
    ...jobs.flatMap(({ jobName, refusal }) => (refusal === null ? [] : [`${jobName}: ${refusal}`])),
    ...jobs.flatMap(({ jobName, left }) =>
      left === 0
        ? []
        : [`${jobName}: ${counted(left, 'page')} beyond the limit of one run stay as they are.`],
    ),
    ...(refused.length === 0
      ? []
      : [`${counted(refused.length, 'letter')} can not be replayed as they are: edit or discard them.`]),
    ...(isCut ? ['There are more dead letters than are tried again at once: 10,000 are.'] : []),
  ];
}

export function canReplay({ pages, deliveries }: Pick<ReplayForecast, 'pages' | 'deliveries'>): boolean {
  return pages + deliveries > 0;
}

/** What was begun, in one sentence. */
export function replayedWords({ pages, deliveries, jobs }: ReplayAnswer): string {
  const runs = jobs.filter(({ runId }) => runId !== null).length;
  const parts = [
    ...(pages === 0 ? [] : [`${counted(pages, 'page')} in ${counted(runs, 'run')}`]),
    ...(deliveries === 0 ? [] : [counted(deliveries, 'message')]),
  ];
  const refused = jobs.length - runs;
  const rest = refused === 0 ? '' : ` ${counted(refused, 'job')} could not start.`;
  return `Tried again: ${parts.join(', ')}.${rest}`;
}

// What `why` says of an ended run: the reason, a few failed pages, what the user can do.
import { findingRemedy, findingWords } from '../../config/gate/finding-words.ts';
import type { IdleFacts, IdleReason } from './idle-facts.ts';

export function whyEnded({ state, ending, failed = [], worse = [] }: IdleFacts): IdleReason[] {
  if (ending === undefined) return [{ code: 'ended', detail: `The run has ended: ${state}.` }];
  const { code, detail, remedy } = ending;
  const ended = { code: 'ended' as const, detail: `The run has ended: ${state} (${code}). ${detail}` };
  return [
    remedy === undefined ? ended : { ...ended, remedy },
    ...worse.map((finding) => ({
      code: 'worse-than-usual' as const,
      detail: findingWords(finding),
      remedy: findingRemedy(finding),
    })),
    ...failed.map((page) => ({
      code: 'failed-page' as const,
      detail: `${page.url}: ${[page.reason, page.detail].filter((part) => part !== '').join(', ')}.`,
    })),
  ];
}

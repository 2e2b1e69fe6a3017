// What `why` says of an ended run: the reason, a few failed pages, what the user can do.
import type { IdleFacts, IdleReason } from './idle-facts.ts';

export function howEnded({ state, ending, failed = [] }: IdleFacts): IdleReason[] {
  if (ending === undefined) return [{ code: 'ended', detail: `The run has ended: ${state}.` }];
  const { code, detail, remedy } = ending;
  const ended = { code: 'ended' as const, detail: `The run has ended: ${state} (${code}). ${detail}` };
  return [
    remedy === undefined ? ended : { ...ended, remedy },
    ...failed.map((page) => ({
      code: 'failed-page' as const,
      detail: `${page.url}: ${[page.reason, page.detail].filter((part) => part !== '').join(', ')}.`,
    })),
  ];
}

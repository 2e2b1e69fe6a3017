// The span of a fetch: whom it asks, what came of it, and how much.
import type { ScrapeAnswer, ScrapeMessage } from '../../domain/run/dispatch/message.ts';
import { type Span, type Tracer, urlValues } from '../../domain/system/trace/tracer.ts';
import { given } from '../../domain/system/given.ts';

export function beginFetch(
  tracer: Tracer | null,
  { kind, runId, chunkNo, visit, attempt, hops, url }: ScrapeMessage,
  parent: string | undefined,
): Span | null {
  if (tracer === null) return null;
  return tracer.begin({
    name: `fetch ${kind}`,
    kind: 'consumer',
    parent: parent ?? null,
    values: {
      'webloom.run_id': runId,
      'webloom.chunk': chunkNo,
      'webloom.visit': visit,
      'webloom.attempt': attempt,
      'webloom.hops': hops,
      ...urlValues(url),
    },
  });
}

/** Null: it goes back to the queue without an answer. */
export function endFetch(span: Span | null, answer: ScrapeAnswer | null): void {
  if (span === null) return;
  if (answer === null) return span.end('handed-back');
  const { outcome, reason, status, wireBytes } = answer;
  span.set({
    'webloom.outcome': outcome,
    'webloom.wire_bytes': wireBytes,
    ...given({ 'webloom.reason': reason, 'http.response.status_code': status }),
  });
  span.end(outcome === 'failed' ? (reason ?? 'failed') : undefined);
}

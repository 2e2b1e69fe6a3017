// What a run did in another way than was meant, as the API shows it.
import {
  FALLBACKS,
  type FallbackCount,
  fallbackSentence,
  isFallbackKind,
} from '../../../domain/run/fallback/fallback.ts';
import type { FallbackView } from '../../schemas/run/fallback.ts';

/** A kind of a newer version has no words here. */
export function toFallbackViews(counts: readonly FallbackCount[]): FallbackView[] {
  return counts
    .filter(({ kind }) => isFallbackKind(kind))
    .map((one) => {
      const { kind, count, since, url, urlKey = null, detail } = one;
      const { unit, means, remedy } = FALLBACKS[kind];
      return {
        kind,
        count,
        unit,
        text: fallbackSentence(one),
        means,
        since: new Date(since).toISOString(),
        example: { url, urlKey, detail },
        remedy,
      };
    });
}

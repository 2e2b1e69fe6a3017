// Two runs side by side, as the API shows them.
import type { ComparedPage, PageSight, RunComparison } from '../../../domain/run/report/compare-runs.ts';
import type { RunComparisonView } from '../../schemas/run/run-work.ts';

type Differences = NonNullable<RunComparisonView['pages']>;
type ListedPage = Differences['added']['pages'][number];

const LISTED_PAGES = 50;

export function toDifferences(pages: RunComparison): Differences {
  return {
    added: toDifference(pages.added),
    removed: toDifference(pages.removed),
    nowFailing: toDifference(pages.nowFailing),
    nowWell: toDifference(pages.nowWell),
    slower: toDifference(pages.slower),
  };
}

function toDifference(pages: readonly ComparedPage[]): Differences['added'] {
  return { count: pages.length, pages: pages.slice(0, LISTED_PAGES).map(toListed) };
}

function toListed({ before, after }: ComparedPage): ListedPage {
  const { urlKey = '', url = '' } = after ?? before ?? {};
  return { urlKey, url, before: toSight(before), after: toSight(after) };
}

function toSight(sight: PageSight | null): ListedPage['before'] {
  if (sight === null) return null;
  const { outcome, reason, elapsedMs } = sight;
  return { outcome, reason, elapsedMs };
}

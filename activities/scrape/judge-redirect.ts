// What a redirect means for the requested page. A page given explicitly stays that page wherever it leads. In
// a crawl, a target inside the scope is a page of its own; a target outside is accepted only at depth 0 (the
// site has moved).
import type { WaitingVisit } from '../../domain/run/dispatch/waiting-visit.ts';
import type { RunFacts } from './dispatch-ports.ts';

export function judgeRedirect(
  facts: RunFacts,
  urlKeyOf: (url: string) => string,
  waiting: WaitingVisit,
  target: string,
): 'same' | 'other-page' | 'out-of-scope' {
  const { source } = facts.run.config;
  if (waiting.kind !== 'page' || source.kind === 'pages' || facts.run.onlyUrls !== undefined) return 'same';
  if (urlKeyOf(target) === waiting.visit.urlKey) return 'same';
  if (facts.links.belongs(target)) return 'other-page';
  // What a sitemap names lies at depth 0 too, but is no start address.
  return waiting.visit.depth === 0 && source.kind !== 'sitemap' ? 'same' : 'out-of-scope';
}

// What a redirect means for the page that was asked for. Explicit pages stay the page whatever they lead to; in a crawl, a
// target that is a page of its own is visited as such, and only a start address may lead to where the site really lives.
import type { WaitingVisit } from '../../domain/dispatch/waiting-visit.ts';
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
  return waiting.visit.depth === 0 ? 'same' : 'out-of-scope';
}

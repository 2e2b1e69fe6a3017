// All links of one page, each address once, in document order.
import type { InspectCase } from '../cases/inspect-case.ts';
import { exactResolver } from '../../../domain/reading/scan/page-links.ts';
import { viewPage } from '../../../domain/reading/parse-page.ts';

export interface LinkResult {
  readonly url: string;
  readonly text: string;
  readonly nofollow: boolean;
  readonly context: string;
}

export interface LinksCase extends InspectCase {
  readonly page_url?: string;
  /** Encoding of the page. */
  readonly encoding?: string;
}

/** Addresses are shown as the page means them: resolved, with fragment and tracking parameters, not canonical. */
export function inspectLinks(input: LinksCase): { links: LinkResult[] } {
  const url = input.url ?? input.page_url ?? '';
  const view = viewPage(input.html, url, { resolverFor: exactResolver, charset: input.encoding });
  const seen = new Set<string>();
  const links: LinkResult[] = [];
  for (const link of view.links) {
    if (seen.has(link.url) || link.context === 'head') continue;
    seen.add(link.url);
    links.push({ url: link.url, text: link.text, nofollow: link.nofollow, context: link.context });
  }
  return { links };
}

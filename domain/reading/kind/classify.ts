// What a page is, by evidence that is summed and kept as reasons. Walls and empty pages are recognised first, because
// they must never be judged as content.
import { type PageClass, type PageSubtype, type PageType, PAGE_TYPES } from '../page/page-type.ts';
import { documentClass, pageWall } from './classify-wall.ts';
import { gatherEvidence } from './classify-evidence.ts';
import type { PageFeatures, WebPageFeatures } from '../page/page-features.ts';
import { type UrlShape, urlShape } from './url-shape.ts';

/** Weaker evidence counts, but is not shown as a reason. */
const WORTH_TELLING = 0.1;

function subtypeOf(features: WebPageFeatures, url: UrlShape, type: PageType): PageSubtype | undefined {
  if (url.isHome) return 'home';
  if (type === 'listing' && (url.isSearch || features.ldSearchPage)) return 'search';
  return undefined;
}

export function classifyPage(features: PageFeatures, url: string): PageClass {
  if (features.format !== undefined) return documentClass(features);
  const shape = urlShape(url);
  const wall = pageWall(features, shape);
  if (wall !== undefined) return wall;
  const sums: Record<PageType, number> = { product: 0, listing: 0, article: 0, other: 0 };
  const evidence = gatherEvidence(features, shape);
  for (const one of evidence) sums[one.type] += one.weight;
  let type: PageType = 'other';
  for (const candidate of PAGE_TYPES) if (sums[candidate] > sums[type]) type = candidate;
  // The sums are log-odds, so the type's share of all exponentials is its probability.
  const total = PAGE_TYPES.reduce((sum, one) => sum + Math.exp(sums[one] - sums[type]), 0);
  const reasons = evidence
    .filter((one) => one.type === type && one.weight >= WORTH_TELLING)
    .toSorted((a, b) => b.weight - a.weight)
    .map((one) => one.reason);
  const subtype = subtypeOf(features, shape, type);
  const score = Math.round(Math.min(0.99, 1 / total) * 100) / 100;
  const base = {
    type,
    score,
    reasons: reasons.length > 0 ? reasons : ['no evidence for a product, list or article'],
    wall: false,
  };
  return subtype === undefined ? base : { ...base, subtype };
}

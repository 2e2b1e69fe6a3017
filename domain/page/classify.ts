// What a page is, by evidence that is summed and kept as reasons. Walls and empty pages are told first, because
// they must never be judged as content.
import type { PageClass, PageSubtype, PageType } from './page-type.ts';
import { pageWall } from './classify-wall.ts';
import { gatherEvidence } from './classify-evidence.ts';
import { FeatureReader } from './feature-reader.ts';
import type { PageFeatures } from './parsed-page.ts';
import { urlShape } from './url-shape.ts';
import type { UrlShape } from './url-shape.ts';

/** Below this sum no first-level type is believed. */
const FLOOR = 1.5;

function subtypeOf(features: FeatureReader, url: UrlShape, type: PageType): PageSubtype | undefined {
  if (url.isHome) return 'home';
  if (type === 'listing' && (url.isSearch || features.flag('ldSearchPage'))) return 'search';
  return undefined;
}

export function classifyPage(pageFeatures: PageFeatures, url: string): PageClass {
  const features = new FeatureReader(pageFeatures);
  const shape = urlShape(url);
  const wall = pageWall(features, shape);
  if (wall !== undefined) return wall;
  const sums: Record<PageType, number> = { product: 0, listing: 0, article: 0, other: 1 };
  const evidence = gatherEvidence(features, shape);
  for (const one of evidence) sums[one.type] += one.weight;
  let type: PageType = 'other';
  for (const candidate of ['product', 'listing', 'article'] as const) {
    if (sums[candidate] >= FLOOR && sums[candidate] > sums[type]) type = candidate;
  }
  const total = Object.values(sums).reduce((sum, value) => sum + Math.max(0, value), 0);
  const reasons = evidence
    .filter((one) => one.type === type && one.weight > 0)
    .toSorted((a, b) => b.weight - a.weight)
    .map((one) => one.reason);
  const subtype = subtypeOf(features, shape, type);
  const score =
    Math.round(Math.max(0.05, Math.min(0.99, Math.max(0, sums[type]) / Math.max(1, total))) * 100) / 100;
  const base = {
    type,
    score,
    reasons: reasons.length > 0 ? reasons : ['no evidence for a product, list or article'],
    wall: false,
  };
  return subtype === undefined ? base : { ...base, subtype };
}

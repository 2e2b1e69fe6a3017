// Which groups of like siblings are records of a list (cards of a grid, rows with a picture, a price or a sentence)
// and which are menus or parts of a layout; and what the records say about the page.
import type { RecordFeatures } from '../page/page-features.ts';
import type { PageScan, RepeatedGroup } from './page-scan.ts';

/** If one sibling holds more of the text than this, the siblings are parts of a layout: header, content, footer. */
const LAYOUT_SHARE = 0.8;
const MIN_SENTENCE = 60;
const CARD_MAX_CHARS = 600;

export function isRecordGroup(group: RepeatedGroup): boolean {
  if (group.region !== 'main') return false;
  if (group.chars > 0 && group.largest > group.chars * LAYOUT_SHARE) return false;
  const half = group.items / 2;
  const rich = group.images >= half || group.prices >= half || group.headings >= half;
  return rich || group.chars / group.items >= MIN_SENTENCE;
}

/** Whether records are short and much alike, like products to choose from. Sections of a text are long and differ. */
function isCardGroup(group: RepeatedGroup): boolean {
  const mean = group.chars / group.items;
  return (
    isRecordGroup(group) &&
    mean <= CARD_MAX_CHARS &&
    group.largest <= 3 * mean + MIN_SENTENCE &&
    group.headingCount <= 2.5 * group.items &&
    group.linkEnd - group.linkStart <= 12 * group.items
  );
}

function largest(groups: readonly RepeatedGroup[]): RepeatedGroup | undefined {
  const weigh = (group: RepeatedGroup): number => group.items * Math.sqrt(group.chars + 1);
  let best: RepeatedGroup | undefined;
  for (const group of groups) if (best === undefined || weigh(group) > weigh(best)) best = group;
  return best;
}

export function recordFacts(scan: PageScan): RecordFeatures {
  const records = scan.groups.filter(isRecordGroup);
  const cards = records.filter(isCardGroup);
  const cardChars = cards.reduce((sum, group) => sum + group.chars, 0);
  return {
    recordItems: largest(records)?.items ?? 0,
    recordImages: Math.max(0, ...records.map((group) => group.images)),
    recordPrices: Math.max(0, ...records.map((group) => group.prices)),
    cardShare: Math.min(1, cardChars / Math.max(1, scan.counts.mainChars)),
  };
}

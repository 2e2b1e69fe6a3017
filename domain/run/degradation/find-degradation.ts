// Whether a run went worse than the runs of its job do. A figure is told when it is far from their median by three measures
// at once: by a share of it, by how far such runs lie apart, and beyond every one of them. One measure alone would tell
// what is usual on a noisy site.
import type { RunFinding } from '../../config/gate/finding.ts';
import type { RunMeasure, Share } from './measure.ts';
import { type Usual, usualOf } from './usual.ts';

/** Fewer say nothing of what is usual. */
export const LEAST_COMPARED = 5;
/** More would only make a lasting change be told for longer. */
export const MAX_COMPARED = 30;

/** How far from the median, in spreads. */
const FAR = 4;
/** Shares of fewer pages jump by chance. */
const LEAST_PAGES = 10;
const LEAST_FIELD_PAGES = 5;
const LEAST_BODIES = 5;

/** `before`: the whole runs before it that are like it; none is judged by fewer than five. */
export function findDegradation(now: RunMeasure, before: readonly RunMeasure[]): RunFinding[] {
  if (before.length < LEAST_COMPARED) return [];
  return [
    ...pagesFinding(now, before),
    ...failuresFinding(now, before),
    ...fieldFindings(now, before),
    ...typeFindings(now, before),
    ...bodyFinding(now, before),
    ...durationFinding(now, before),
  ];
}

function finding(
  of: Pick<RunFinding, 'kind' | 'name' | 'now' | 'count' | 'total'>,
  usual: Usual,
): RunFinding[] {
  const { median, low, high } = usual;
  return [{ ...of, usual: median, low, high }];
}

function isFarBelow(now: number, usual: Usual, share: number): boolean {
  const { median, spread, low, high } = usual;
  return now <= median * share && now < median - FAR * spread && now < low - (high - low) / 4;
}

/** Half of the usual pages or fewer; none at all where every run had some, however few. */
function pagesFinding(now: RunMeasure, before: readonly RunMeasure[]): RunFinding[] {
  const usual = usualOf(before.map(({ pages }) => pages));
  const isEmpty = now.pages === 0 && now.failed === 0 && usual.low > 0;
  const isCollapse = usual.median >= LEAST_PAGES && isFarBelow(now.pages, usual, 0.5);
  return isEmpty || isCollapse ? finding({ kind: 'pages', now: now.pages }, usual) : [];
}

/** A tenth of the pages more than usual, five at least, and clearly more than in the worst run. */
function failuresFinding(now: RunMeasure, before: readonly RunMeasure[]): RunFinding[] {
  const share = shareOf(failuresOf(now));
  const usual = usualOf(before.map(failuresOf).filter(isEnough(LEAST_PAGES)).map(shareOf));
  const { count, total } = failuresOf(now);
  const known = before.map(failuresOf).filter(isEnough(LEAST_PAGES)).length;
  if (total < LEAST_PAGES || known < LEAST_COMPARED || count < 5) return [];
  const spread = Math.max(usual.spread, byChance(usual.median, total));
  const isMore =
    share >= usual.median + 0.1 && share > usual.median + FAR * spread && share >= gapAbove(usual) + 0.05;
  return isMore ? finding({ kind: 'failures', now: share, count, total }, usual) : [];
}

/** How far a share of so many pages lies from its true value by chance. */
function byChance(share: number, total: number): number {
  const likely = Math.max(0.02, share);
  return Math.sqrt((likely * (1 - likely)) / total);
}

/** Beyond the worst run by half of what lies between the best and the worst: five runs hardly show how bad one may be. */
function gapAbove({ low, high }: Usual): number {
  return high + (high - low) / 2;
}

function failuresOf({ pages, failed }: RunMeasure): Share {
  return { count: failed, total: pages + failed };
}

function shareOf({ count, total }: Share): number {
  return total === 0 ? 0 : count / total;
}

function isEnough(least: number): (share: Share) => boolean {
  return ({ total }) => total >= least;
}

/** A field that was found on four pages of five, and is on one of five or fewer. */
function fieldFindings(now: RunMeasure, before: readonly RunMeasure[]): RunFinding[] {
  return [...now.fields].flatMap(([name, share]) => {
    const shares = before
      .flatMap(({ fields }) => fields.get(name) ?? [])
      .filter(isEnough(LEAST_FIELD_PAGES))
      .map(shareOf);
    if (share.total < LEAST_FIELD_PAGES || shares.length < LEAST_COMPARED) return [];
    const usual = usualOf(shares);
    const isLost = usual.median >= 0.8 && shareOf(share) <= 0.2 && shareOf(share) < usual.low;
    return isLost ? finding({ kind: 'field', name, now: shareOf(share), ...share }, usual) : [];
  });
}

/** A type that most pages have, and half as many or fewer now: products that are told as something else. */
function typeFindings(now: RunMeasure, before: readonly RunMeasure[]): RunFinding[] {
  const alike = before.map(typesOf).filter(({ total }) => total >= LEAST_PAGES);
  const { types, total } = typesOf(now);
  if (alike.length < LEAST_COMPARED || total < LEAST_PAGES) return [];
  const names = new Set(alike.flatMap((one) => [...one.types.keys()]));
  return [...names].flatMap((name) => {
    const usual = usualOf(alike.map((one) => shareOf({ count: one.types.get(name) ?? 0, total: one.total })));
    const count = types.get(name) ?? 0;
    const share = shareOf({ count, total });
    const isFlipped =
      usual.median >= 0.5 &&
      share <= usual.low - 0.1 &&
      isFarBelow(share, { ...usual, spread: Math.max(usual.spread, byChance(usual.median, total)) }, 0.5);
    return isFlipped ? finding({ kind: 'page-type', name, now: share, count, total }, usual) : [];
  });
}

function typesOf({ types }: RunMeasure): { types: RunMeasure['types']; total: number } {
  return { types, total: [...types.values()].reduce((sum, count) => sum + count, 0) };
}

/** Pages half as large as usual, or three times as large. */
function bodyFinding(now: RunMeasure, before: readonly RunMeasure[]): RunFinding[] {
  const sizes = before.filter(({ bodies }) => bodies >= LEAST_BODIES).map(bodySize);
  if (now.bodies < LEAST_BODIES || sizes.length < LEAST_COMPARED) return [];
  const usual = usualOf(sizes);
  const size = bodySize(now);
  const isLarge =
    size >= usual.median * 3 && size > usual.median + FAR * usual.spread && size >= usual.high * 1.5;
  const isFar = isLarge || (isFarBelow(size, usual, 0.5) && size <= usual.low * 0.75);
  return isFar ? finding({ kind: 'body-size', now: size, total: now.bodies }, usual) : [];
}

function bodySize({ bodies, bodyBytes }: RunMeasure): number {
  return Math.round(bodyBytes / bodies);
}

/** Waiting for a retry or a slow minute takes this long in any run. */
const LEAST_LONGER_MS = 60_000;

/**
 * Three times as long as usual, and twice as long for each page: more pages take longer. Times differ by factors, so the
 * gap to the slowest run is one, too: runs of one to nine minutes have to be followed by one of 27.
 */
function durationFinding(now: RunMeasure, before: readonly RunMeasure[]): RunFinding[] {
  const usual = usualOf(before.map(({ activeMs }) => activeMs));
  const perPage = usualOf(before.map(timePerPage));
  const { activeMs } = now;
  const isLong =
    activeMs >= usual.median * 3 &&
    activeMs >= usual.median + LEAST_LONGER_MS &&
    activeMs > usual.median + FAR * usual.spread &&
    activeMs >= usual.high * Math.max(1.5, Math.sqrt(usual.high / Math.max(1, usual.low))) &&
    timePerPage(now) >= perPage.median * 2;
  return isLong ? finding({ kind: 'duration', now: activeMs }, usual) : [];
}

function timePerPage({ activeMs, pages, failed }: RunMeasure): number {
  return activeMs / Math.max(1, pages + failed);
}

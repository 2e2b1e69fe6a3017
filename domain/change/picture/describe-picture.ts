// What a comparison of pictures says, as one sentence.
import { counted } from '../../system/counted.ts';
import type { PictureComparison, PictureRegion, RowSpan } from './compare-pictures.ts';

/** Regions that are named one by one. */
const MAX_NAMED = 3;
const PLACES = { top: 'at the top', bottom: 'at the bottom' } as const;

/** `2 regions changed, 1.3 % of the picture: 210 × 48 px at 40, 610; 20 × 20 px at 900, 40` or `37 rows added at the top`. */
export function describePicture({ regions, share, added, removed }: PictureComparison): string {
  const rows = [
    ...added.map((span) => spanText(span, 'added')),
    ...removed.map((span) => spanText(span, 'removed')),
  ];
  const others = regions.filter((region) => ![...added, ...removed].some((span) => isOf(region, span)));
  if (rows.length === 0 && others.length === 0) return 'The picture is the same';
  if (others.length === 0) return listed(rows);
  const head = `${counted(others.length, 'region')} changed, ${percent(share)} of the picture`;
  return [`${head}: ${listed(others.map(regionText))}`, ...rows.slice(0, MAX_NAMED)].join('; ');
}

/** The region that shows the rows of a span needs no words of its own. */
function isOf({ y, height, where }: PictureRegion, span: RowSpan): boolean {
  return where !== 'both' && y === span.y && height === span.rows;
}

function listed(texts: readonly string[]): string {
  const more = texts.length - MAX_NAMED;
  return [...texts.slice(0, MAX_NAMED), ...(more > 0 ? [`${more} more`] : [])].join('; ');
}

function spanText({ y, rows, at }: RowSpan, verb: 'added' | 'removed'): string {
  return `${counted(rows, 'row')} ${verb} ${at === 'middle' ? `at ${y}` : PLACES[at]}`;
}

function regionText({ x, y, width, height, where }: PictureRegion): string {
  const verb = { before: 'gone: ', after: 'new: ', both: '' }[where];
  return `${verb}${width} × ${height} px at ${x}, ${y}`;
}

function percent(share: number): string {
  const figure = share * 100;
  if (figure > 0 && figure < 0.1) return 'less than 0.1 %';
  return `${figure.toFixed(1).replace(/\.0$/, '')} %`;
}

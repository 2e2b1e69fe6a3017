// The heading that names what a page is about.
import type { HeadingDraft, PageScan } from './page-scan.ts';
import { wordOverlap } from '../html/word-overlap.ts';

/** Among several h1 the one that the page's title repeats; without an h1, the h2 that the title repeats. */
export function mainHeading(scan: PageScan, title: string): HeadingDraft | undefined {
  const firsts = scan.headings.filter((h) => h.level === 1 && h.text !== '');
  const single = firsts.length === 1 ? firsts[0] : undefined;
  if (single !== undefined && single.region === 'main') return single;
  let best: HeadingDraft | undefined;
  let top = 0;
  for (const heading of scan.headings.slice(0, 60)) {
    if (heading.level > 2 || heading.text === '') continue;
    const fit =
      wordOverlap(heading.text, title) +
      (heading.level === 1 ? 0.3 : 0) -
      (heading.region === 'main' ? 0 : 0.2);
    if (fit > top + 0.001) {
      best = heading;
      top = fit;
    }
  }
  return top >= 0.6 ? best : (firsts.find((h) => h.region === 'main') ?? firsts[0]);
}

/** 1 to 6 for the tags of headings, 0 for others. */
export function headingLevel(name: string): number {
  if (name.length !== 2 || name.charCodeAt(0) !== 104) return 0;
  const level = name.charCodeAt(1) - 48;
  return level >= 1 && level <= 6 ? level : 0;
}

// What is read of a text that another tool knew, and which jobs have a use for one.
import type { JobConfig } from '../../../config/schema.ts';
import { comparesPictures } from '../../../change/picture/picture-rules.ts';
import { hasDate } from '../../../web/url/dated-url.ts';
import type { KnowingTool } from '../../../page/known-text/known-text.ts';

export interface TakenText {
  readonly from: KnowingTool;
  readonly at: Date;
  readonly text: string;
  /** The text is the page itself in HTML: read as runs read pages. Absent: it is plain text. */
  readonly isMarkup?: true;
  /** Day of the newest text and why that can not be read; absent: this is the newest. */
  readonly newer?: string;
}

/** `problem`: it is not taken over, and why. */
export type KnownDraft = TakenText | { readonly problem: string };

/** A job of one page whose text is compared. Empty: the text is of use to it. */
export function whyNoKnownText({ source, changes }: Pick<JobConfig, 'source' | 'changes'>): string {
  if (source.kind !== 'pages') return 'the job reads its pages from a feed, a list or a site';
  const [url = '', ...others] = source.urls;
  if (others.length > 0) return 'the job has more than one page';
  if (hasDate(url)) return 'the address of the page has a date in it';
  if (comparesPictures(changes)) return 'the job compares pictures';
  if (changes.watch === 'price-and-stock') return 'the job is told of price and stock alone';
  return changes.format === 'feed' ? 'the job reads a feed' : '';
}

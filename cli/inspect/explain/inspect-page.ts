// The readable lines of a page and where each stands, body or frame, as a run of a job with these rules reads them.
import { markedPlace } from '../../../domain/reading/html/place-mark.ts';
import { NO_FIELDS } from '../../../domain/reading/part/field/field-rule.ts';
import { readVersion } from '../../../domain/reading/part/read-version.ts';
import type { WatchRules } from '../../../domain/reading/part/watch-rules.ts';

export interface PageCase {
  readonly html: string;
  readonly url?: string | null;
  readonly content_type?: string;
  readonly watched?: WatchRules | null;
}

export interface PageResult {
  readonly title: string;
  readonly lines: readonly { readonly place: ReturnType<typeof markedPlace>; readonly text: string }[];
  /** Characters of each place. */
  readonly chars: Readonly<Record<ReturnType<typeof markedPlace>, number>>;
}

export function inspectPage({ html, url, content_type: contentType, watched = null }: PageCase): PageResult {
  const source = { text: html, url: url ?? '', contentType: contentType ?? '' };
  const page = readVersion(source, { fields: NO_FIELDS, watched });
  const chars = { body: 0, frame: 0, advertisement: 0 };
  const lines = page.blocks.map((block) => ({ place: markedPlace(block), text: block.text }));
  for (const { place, text } of lines) chars[place] += text.length;
  return { title: page.title, lines, chars };
}

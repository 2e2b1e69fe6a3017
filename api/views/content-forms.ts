// What a page says in the forms that were asked for: of a page that was looked at just now, and of a stored version.
import { markedPlace } from '../../domain/reading/html/place-mark.ts';
import type { ViewedContent } from '../../domain/job/preview/page-viewer.ts';
import type { TextBlock } from '../../domain/reading/page/parsed-page.ts';
import type { ContentForm } from '../schemas/export.ts';
import type { ScrapedPageView } from '../schemas/preview/scrape.ts';

type ContentForms = Pick<ScrapedPageView, ContentForm>;

/** `body`: the text of a page that is no article, see `contentLines`. What else is in `as` is no form of the content. */
export function contentForms(
  { markdown, lines, links, tables, source, cut }: ViewedContent,
  body: string,
  as: readonly string[],
): ContentForms & { readonly cut: boolean } {
  const forms: Record<ContentForm, () => ContentForms> = {
    markdown: () => ({ markdown }),
    text: () => ({ text: lines?.join('\n') ?? body }),
    links: () => ({ links: links.map((link) => ({ ...link })) }),
    html: () => ({ html: source }),
    tables: () => ({
      tables: tables.map(({ caption, header, rows }) => ({
        caption,
        header: [...header],
        rows: rows.map((row) => [...row]),
      })),
    }),
  };
  const wanted = Object.entries(forms).filter(([name]) => as.includes(name));
  return Object.assign({ cut }, ...wanted.map(([, form]) => form()));
}

/** A line a block; without the frame of the page, unless it is wanted or there is nothing else. */
export function contentLines(blocks: readonly TextBlock[], whole: boolean): string {
  const body = blocks.filter((block) => markedPlace(block) === 'body');
  return (whole || body.length === 0 ? blocks : body).map(({ text }) => text).join('\n');
}

// What a page says as Markdown, and where it links to. The markup is written anew before it is converted, so nothing of a page but
// its text, its links and its pictures reaches Markdown.
import { gfm } from '@joplin/turndown-plugin-gfm';
import TurndownService from 'turndown';
import type { ContentRequest, ViewedContent } from '../../domain/job/preview/page-viewer.ts';
import { bodyFormat } from '../../domain/reading/content/body-format.ts';
import { type ArticleContent, articleContent } from '../../domain/reading/article-content.ts';
import { escapeMarkup } from '../../domain/reading/content/inert-markup.ts';
import { type FrameNodes, pageContent } from '../../domain/reading/content/page-content.ts';
import { pageTables } from '../../domain/reading/content/page-tables.ts';
import { NO_PLACE_RULES, pagePlaces } from '../../domain/reading/part/page-places.ts';

const MAX_CHARS = 3_000_000;

const NO_TABLES = { tables: [], cut: false };

interface ReadText {
  readonly text: string;
  readonly contentType: string;
  readonly url: string;
}

export function viewContent(
  { text, contentType, url }: ReadText,
  { whole, article: isArticle = false, tables: wantsTables = false }: ContentRequest,
): ViewedContent {
  const source = text.slice(0, MAX_CHARS);
  const isCut = source.length < text.length;
  const format = bodyFormat(contentType, text);
  if (format !== 'html')
    return { markdown: fenced(source, format), lines: null, links: [], tables: [], source, cut: isCut };
  const article = isArticle && !whole ? articleContent(text, url) : null;
  const lines = article === null ? null : allLines(article);
  if (article !== null && article.without === null)
    return { markdown: unshownArticle(article), lines, links: [], tables: [], source, cut: isCut };
  const without = article?.without ?? (whole ? null : bodyFrame(text));
  const { markup, links, cut } = pageContent(text, { url, without });
  const { tables, cut: isTableCut } = wantsTables
    ? pageTables(pageContent(text, { url, without, keepsSpans: true }).markup)
    : NO_TABLES;
  return { markdown: toMarkdown(markup), lines, links, tables, source, cut: cut || isCut || isTableCut };
}

/** A page of which nothing would be left is taken as it is. */
function bodyFrame(text: string): FrameNodes | null {
  const { frame, own, allFrame } = pagePlaces(text, NO_PLACE_RULES);
  return allFrame ? null : { frame, own };
}

function allLines({ headline, lines }: ArticleContent): readonly string[] {
  return headline === null ? lines : [headline, ...lines];
}

/** Of an article whose text the page does not show. */
function unshownArticle({ headline, lines }: ArticleContent): string {
  const heading = headline === null ? '' : `<h1>${escapeMarkup(headline)}</h1>`;
  return toMarkdown(heading + lines.map((line) => `<p>${escapeMarkup(line)}</p>`).join(''));
}

function fenced(text: string, format: string): string {
  return format === 'json' || format === 'xml' ? `\`\`\`${format}\n${text.trimEnd()}\n\`\`\`` : text;
}

function toMarkdown(markup: string): string {
  const service = new TurndownService({
    headingStyle: 'atx',
    hr: '---',
    bulletListMarker: '-',
    codeBlockStyle: 'fenced',
    emDelimiter: '*',
  });
  service.use(gfm);
  return service.turndown(markup).replaceAll(/\n{3,}/g, '\n\n');
}

// The article of one page: headline, author, date, language and its text, a paragraph per line.
import { extractArticle } from '../../../domain/reading/article/article-facts.ts';
import { pageDescription } from '../../../domain/reading/article/article-description.ts';
import { articleLines } from '../../../domain/reading/article/article-lines.ts';
import type { InspectCase } from '../cases/inspect-case.ts';
import { viewPage } from '../../../domain/reading/parse-page.ts';

export interface ArticleResult {
  readonly title: string | null;
  readonly author: string | null;
  /** ISO date, with time when the page gives one. */
  readonly date: string | null;
  readonly modified: string | null;
  readonly description: string | null;
  readonly lang: string | null;
  readonly text: string;
}

export function inspectArticle(input: InspectCase): ArticleResult {
  const view = viewPage(input.html, input.url ?? '');
  const facts = extractArticle(view);
  const { lang } = view.metadata;
  const description = pageDescription(view);
  return {
    title: facts.title ?? null,
    author: facts.author ?? null,
    date: facts.published ?? null,
    modified: facts.modified ?? null,
    description: description === '' ? null : description,
    lang: lang === '' ? null : lang,
    text: articleLines(view).join('\n'),
  };
}

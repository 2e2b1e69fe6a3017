// What can be inspected: for each subject the function of the rules that turns a case into a result.
import { gunzipSync } from 'node:zlib';
import { inspectChange, type ChangeCase } from './explain/inspect-change.ts';
import { inspectEgress } from './explain/egress.ts';
import type { EgressPolicy } from '../../domain/web/egress/policy.ts';
import { WebloomError } from '../../domain/system/errors.ts';
import { inspectArticle } from './explain/inspect-article.ts';
import { inspectLinks } from './explain/inspect-links.ts';
import { inspectPage } from './explain/inspect-page.ts';
import { inspectPageType } from './explain/inspect-page-type.ts';
import { inspectProduct } from './explain/inspect-product.ts';
import { inspectStructured } from './explain/inspect-structured.ts';
import { inspectPrice } from './explain/inspect-price.ts';
import { inspectSelectors } from './explain/selector.ts';
import { inspectRobots } from './explain/robots.ts';
import { inspectSitemap } from './explain/sitemap.ts';
import { inspectUrl } from './explain/url.ts';
import type { TextSubject } from './subject.ts';

export type InspectCase = Readonly<Record<string, unknown>>;
type Inspect = (input: InspectCase) => object;

/** How a file or text becomes a case. */
export type Takes = 'page' | 'pages' | 'text' | 'url' | 'case' | 'versions' | 'watched';

interface SubjectRule {
  readonly takes: Takes;
  readonly inspect: Inspect;
}

export function subjectRule(subject: TextSubject, policy: () => EgressPolicy): SubjectRule {
  switch (subject) {
    case 'price':
      return { takes: 'text', inspect: (input) => inspectPrice(textCase(input)) };
    case 'product':
      return { takes: 'page', inspect: (input) => inspectProduct(pageCase(input)) };
    case 'article':
      return { takes: 'page', inspect: (input) => inspectArticle(pageCase(input)) };
    case 'page-type':
      return { takes: 'page', inspect: (input) => inspectPageType(pageCase(input)) };
    case 'page':
      return { takes: 'watched', inspect: (input) => inspectPage(pageCase(input)) };
    case 'structured':
      return { takes: 'page', inspect: (input) => inspectStructured(pageCase(input)) };
    case 'links':
      return { takes: 'page', inspect: (input) => inspectLinks(pageCase(input)) };
    case 'url':
      return { takes: 'url', inspect: inspectUrl };
    case 'robots':
      return { takes: 'case', inspect: inspectRobots };
    case 'sitemap':
      return { takes: 'case', inspect: (input) => inspectSitemap(input, gunzipSync) };
    case 'change':
      return { takes: 'versions', inspect: (input) => inspectChange(parseChangeCase(input)) };
    case 'egress':
      return { takes: 'url', inspect: (input) => inspectEgress(input, policy()) };
    case 'selectors':
      return { takes: 'pages', inspect: (input) => inspectSelectors(pagesCase(input)) };
  }
}

function parseChangeCase(input: InspectCase): ChangeCase {
  const isCase =
    Array.isArray(input['steps']) ||
    typeof input['html'] === 'string' ||
    (Array.isArray(input['filters']) && typeof input['input'] === 'string') ||
    (Array.isArray(input['ignore']) && typeof input['text'] === 'string');
  if (isCase) return parseCase<ChangeCase>(input);
  const forms = '{"steps":[{"body":…}, …]}, {"html":…}, {"filters":[…],"input":…} or {"text":…,"ignore":[…]}';
  throw new WebloomError('validation', `This is no case of a change. It is one of ${forms}.`);
}

function pageCase<Case>(input: InspectCase): Case {
  if (typeof input['html'] === 'string') return parseCase(input);
  throw new WebloomError(
    'validation',
    'A case of a page has "html", or "html_file" that names a file with it.',
  );
}

function textCase<Case>(input: InspectCase): Case {
  const { text } = input;
  if (text === undefined || text === null || typeof text === 'string') return parseCase(input);
  throw new WebloomError('validation', 'The "text" of a case is a text.');
}

function pagesCase<Case>(input: InspectCase): Case {
  if (Array.isArray(input['pages']) && Array.isArray(input['fields'])) return parseCase(input);
  throw new WebloomError('validation', 'A case of selectors has "pages" and "fields", both lists.');
}

/** The function that reads a case checks it; a wrong case gives an error line, never a wrong result. */
function parseCase<Case>(input: InspectCase): Case {
  return input as Case;
}

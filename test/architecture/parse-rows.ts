// The part of the import map that is about understanding pages: the folders of domain/parse.
import type { ImportRow } from './import-row.ts';

export const PARSE_ROWS: readonly ImportRow[] = [
  { path: 'domain/parse', mayType: ['domain/page'] },
  {
    path: 'domain/parse/article',
    may: ['domain/parse/html', 'domain/parse/markup', 'domain/parse/scan', 'domain/words'],
    mayType: ['domain/page'],
    npm: ['entities'],
    npmType: ['domhandler'],
  },
  {
    path: 'domain/parse/feature',
    may: [
      'domain/parse/article',
      'domain/parse/html',
      'domain/parse/markup',
      'domain/parse/scan',
      'domain/words',
    ],
    mayType: ['domain/page'],
    npmType: ['domhandler'],
  },
  {
    path: 'domain/parse/field',
    may: ['domain/parse/html'],
    mayType: ['domain/page'],
    npm: ['css-select'],
    npmType: ['domhandler'],
  },
  { path: 'domain/parse/html', npm: ['cheerio', 'domhandler', 'entities', 'htmlparser2'] },
  {
    path: 'domain/parse/markup',
    may: ['domain/parse/html'],
    mayType: ['domain/page', 'domain/parse/scan'],
    npm: ['entities'],
    npmType: ['domhandler'],
  },
  {
    path: 'domain/parse/product',
    may: ['domain/parse/html', 'domain/parse/markup', 'domain/parse/scan', 'domain/price', 'domain/words'],
    mayType: ['domain/page'],
    npm: ['domhandler', 'entities'],
  },
  {
    path: 'domain/parse/scan',
    may: ['domain/parse/html', 'domain/price', 'domain/url', 'domain/words'],
    mayType: ['domain/page'],
    npm: ['domhandler'],
  },
];

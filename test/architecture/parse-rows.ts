// The part of the import map that is about understanding pages: the folders of domain/reading.
import type { ImportRow } from './import-row.ts';

export const PARSE_ROWS: readonly ImportRow[] = [
  { path: 'domain/reading', mayType: ['domain/page'] },
  {
    path: 'domain/reading/article',
    may: ['domain/reading/html', 'domain/reading/markup', 'domain/reading/scan', 'domain/reading/words'],
    mayType: ['domain/page'],
    npm: ['entities'],
    npmType: ['domhandler'],
  },
  {
    path: 'domain/reading/kind',
    may: [
      'domain/reading/article',
      'domain/reading/html',
      'domain/reading/markup',
      'domain/reading/scan',
      'domain/reading/words',
    ],
    mayType: ['domain/page'],
    npmType: ['domhandler'],
  },
  {
    path: 'domain/reading/part/field',
    may: ['domain/reading/html'],
    mayType: ['domain/page'],
    npm: ['css-select'],
    npmType: ['domhandler'],
  },
  { path: 'domain/reading/html', npm: ['cheerio', 'domhandler', 'entities', 'htmlparser2'] },
  {
    path: 'domain/reading/markup',
    may: ['domain/reading/html'],
    mayType: ['domain/page', 'domain/reading/scan'],
    npm: ['entities'],
    npmType: ['domhandler'],
  },
  {
    path: 'domain/reading/product',
    may: [
      'domain/reading/html',
      'domain/reading/markup',
      'domain/reading/scan',
      'domain/price',
      'domain/reading/words',
    ],
    mayType: ['domain/page'],
    npm: ['domhandler', 'entities'],
  },
  {
    path: 'domain/reading/scan',
    may: ['domain/reading/html', 'domain/price', 'domain/web/url', 'domain/reading/words'],
    mayType: ['domain/page'],
    npm: ['domhandler'],
  },
];

// The part of the import map that is about what a job watches of a page.
import type { ImportRow } from './import-row.ts';

export const WATCH_ROWS: readonly ImportRow[] = [
  {
    path: 'domain/watch',
    may: [
      'domain/content',
      'domain/parse',
      'domain/parse/field',
      'domain/parse/html',
      'domain/parse/markup',
      'domain/parse/scan',
      'domain/watch/filter',
      'domain/watch/query',
    ],
    mayType: ['domain/page'],
    npm: ['domhandler', 'domutils', 're2js'],
  },
  {
    path: 'domain/watch/filter',
    may: ['domain/content', 'domain/parse/html', 'domain/price', 'domain/watch', 'domain/watch/query'],
    mayType: ['domain/page'],
    npm: ['csv-parse', 'ical.js'],
  },
  {
    path: 'domain/watch/query',
    may: ['domain/watch'],
    npm: ['domhandler', 'jsonpath-rfc9535', 're2js'],
  },
  { path: 'domain/watch/schema.ts', may: ['domain/price/rule/schema.ts'], npm: ['zod'] },
];

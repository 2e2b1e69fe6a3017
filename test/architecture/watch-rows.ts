// The part of the import map that is about what a job watches of a page.
import type { ImportRow } from './import-row.ts';

export const WATCH_ROWS: readonly ImportRow[] = [
  {
    path: 'domain/reading/part',
    may: [
      'domain/reading/content',
      'domain/reading',
      'domain/reading/part/field',
      'domain/reading/html',
      'domain/reading/markup',
      'domain/reading/scan',
      'domain/reading/part/filter',
      'domain/reading/part/query',
    ],
    mayType: ['domain/page'],
    npm: ['domhandler', 'domutils', 're2js'],
  },
  {
    path: 'domain/reading/part/filter',
    may: [
      'domain/reading/content',
      'domain/reading/html',
      'domain/price',
      'domain/reading/part',
      'domain/reading/part/query',
    ],
    mayType: ['domain/page'],
    npm: ['csv-parse', 'ical.js'],
  },
  {
    path: 'domain/reading/part/query',
    may: ['domain/reading/part'],
    npm: ['domhandler', 'jsonpath-rfc9535', 're2js'],
  },
  { path: 'domain/config/watch/schema.ts', may: ['domain/price/rule/schema.ts'], npm: ['zod'] },
];

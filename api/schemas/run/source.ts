// The documents a run's addresses come from, as the API shows them.
import { z } from 'zod';
import { time } from '../paging.ts';

export const sourceView = z
  .object({
    state: z
      .enum(['reading', 'waiting', 'read'])
      .describe(
        'reading: a document is being read; waiting: more is read when most of the URLs so far are visited; read: nothing more is read.',
      ),
    reading: z
      .object({
        url: z.string().describe('Address of the document.'),
        urls: z.number().describe('URLs of the run it has given so far.'),
        since: time.describe('When it was asked for.'),
      })
      .nullable()
      .describe('The sitemap or feed being read now.'),
    documents: z.number().describe('Sitemaps and feeds dealt with, indexes and faulty ones included.'),
    left: z.number().describe('Documents known and not read; after the end: left out by the limit of pages.'),
    urls: z.number().describe('URLs of the run the documents named, each time they named it.'),
    leftOut: z.number().describe('URLs known to be left out by the limit of pages.'),
    faults: z
      .array(
        z.object({
          url: z.string().describe('Address of the document.'),
          code: z
            .string()
            .describe(
              'What was wrong: a reason code, or cut-off, damaged, oversized, empty, not-a-sitemap, body-missing, too-deep, too-many-documents.',
            ),
          detail: z.string().describe('The same in words.'),
          urls: z.number().describe('URLs it gave all the same.'),
          at: time.describe('When it was found.'),
        }),
      )
      .describe('Documents that were faulty, the first twenty of them; the others count.'),
    faultCount: z.number().describe('Faulty documents in all.'),
  })
  .nullable()
  .describe('How far the run is with the documents its URLs come from; null where there are none.');

// The addresses of a site: what is asked for, and what is answered.
import { z } from 'zod';
import { MAP_SOURCES } from '../../../domain/job/preview/map-site.ts';
import { previewView } from './preview.ts';

const address = z.string().describe('Address.');
const source = z.enum(MAP_SOURCES).describe('Where it is named.');

export const mapBody = z.strictObject({
  url: z.string().min(1).max(2_048).describe('A page of the site.'),
  search: z.string().max(200).default('').describe('Only addresses with all these words.'),
  limit: z.int().min(1).max(10_000).default(1_000).describe('How many at most.'),
});

export const siteMap = z.object({
  outcome: previewView.shape.outcome,
  problem: previewView.shape.problem,
  urls: z.array(z.object({ url: address, source })).describe('Each once.'),
  documents: z
    .array(
      z.object({
        url: address,
        problem: z.string().nullable().describe('Why it was not read; null: it was.'),
      }),
    )
    .describe('Sitemaps and feeds.'),
  cut: z.boolean().describe('There are more.'),
});

export type MapInput = z.input<typeof mapBody>;

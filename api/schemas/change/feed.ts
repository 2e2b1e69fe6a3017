// Feeds of changes, and the token that stands in their addresses.
import { z } from 'zod';
import { CHANGE_KINDS, SEVERITIES } from '../../../domain/change/change.ts';
import { choices, time } from '../paging.ts';
import { problem } from '../problem.ts';

const FORMATS = ['rss', 'atom', 'json'] as const;
const format = z.enum(FORMATS).describe('rss, atom, or json for JSON Feed.');

export const feedParams = z.strictObject({ format });
export const jobFeedParams = z.strictObject({
  jobId: z
    .string()
    .max(64)
    .regex(/^[A-Za-z0-9_-]+$/, 'Give the id of a job.')
    .describe('Id of the job.'),
  format,
});
export const tagFeedParams = z.strictObject({
  // The router takes no line breaks in a path with two parts.
  tag: z
    .string()
    .max(100)
    .regex(/^[ -~\u00a0-\u2027\u202a-\uffff]+$/, 'Give a tag without control characters.')
    .describe('A tag of jobs.'),
  format,
});
export const feedQuery = z.strictObject({
  token: z.string().min(1).max(200).describe('The token of the workspace (`GET /v1/feed-token`).'),
  severity: choices(SEVERITIES),
  kind: choices(CHANGE_KINDS),
});

const text = z.string();
/** JSON Feed 1.0 (jsonfeed.org); the writer of feeds makes it. */
const jsonFeed = z
  .looseObject({
    version: z.string().describe('Address of the version of the format.'),
    title: z.string().describe('What the feed is of.'),
    items: z
      .array(z.looseObject({ id: z.string().describe('Id of the change; it stays.') }))
      .describe('Changes, newest first.'),
  })
  .meta({ id: 'JsonFeed' });
export const feedAnswer = {
  description: 'The newest 50 confirmed changes, newest first; 304 when the reader has them already',
  content: {
    'application/rss+xml': { schema: text },
    'application/atom+xml': { schema: text },
    'application/feed+json': { schema: jsonFeed },
  },
};
export const unchangedFeed = {
  description: 'The reader has it already',
  content: { 'text/plain': { schema: z.literal('') } },
};
function plain(description: string) {
  return { description, content: { 'text/plain': { schema: text } } };
}
/** Readers of feeds show what they get, so they are told in plain text. */
export const FEED_PROBLEMS = {
  400: plain('A parameter is not known or not valid'),
  401: plain('The token is missing, unknown, or its place was taken by a newer one'),
  404: {
    description: 'There is no such feed',
    // An address that is no feed's at all is answered like any other.
    content: { 'text/plain': { schema: text }, 'application/problem+json': { schema: problem } },
  },
  431: {
    description: 'The address is too long',
    content: { 'application/problem+json': { schema: problem } },
  },
  500: plain('Webloom made a mistake'),
  503: plain('A service Webloom needs is not reachable'),
};

export const feedTokenView = z
  .object({
    token: z
      .string()
      .nullable()
      .describe('Opens the feeds of the workspace and nothing else; null: there is none.'),
    createdAt: time.nullable().describe('When it was made, ISO 8601 in UTC; null: there is none.'),
    createdBy: z.string().nullable().describe('Who made it; null: there is none.'),
    feeds: z
      .object({
        rss: z.string().nullable().describe('All changes as RSS 2.0; null: there is no token.'),
        atom: z.string().nullable().describe('All changes as Atom; null: there is no token.'),
        json: z.string().nullable().describe('All changes as JSON Feed; null: there is no token.'),
      })
      .describe('Addresses of all changes. In those of one job `job/<its id>` stands in the place of `all`.'),
  })
  .meta({ id: 'FeedToken' });

export type FeedFormat = (typeof FORMATS)[number];
export type FeedQuery = z.infer<typeof feedQuery>;
export type FeedTokenView = z.infer<typeof feedTokenView>;

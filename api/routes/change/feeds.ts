// Feeds of changes for readers of feeds, opened by the token in their address, and that token. Errors are plain text,
// because readers show what they get.
import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ERROR_RULES, isWebloomError, WebloomError } from '../../../domain/system/errors.ts';
import { noSuch } from '../../../domain/system/no-such.ts';
import { FEED_TOKEN_PURPOSE, feedTokenText } from '../../../domain/system/access/feed-token.ts';
import { foldTogether } from '../../../domain/change/words/fold-together.ts';
import { callerOf, workspaceOf } from '../../http/caller.ts';
import { toInboxFilter, withTag } from '../../answer/list-inbox.ts';
import type { ApiPorts } from '../../ports.ts';
import {
  FEED_PROBLEMS,
  type FeedFormat,
  type FeedQuery,
  type FeedTokenView,
  feedAnswer,
  feedParams,
  feedQuery,
  feedTokenView,
  jobFeedParams,
  tagFeedParams,
  unchangedFeed,
} from '../../schemas/change/feed.ts';
import type { ApiServer } from '../../http/server-type.ts';
import {
  FEED_TYPES,
  type FeedChange,
  type FeedSource,
  toFeedChange,
  writeFeed,
} from '../../views/feed-view.ts';

const TAGS = ['feeds'];
const SHOWN = 50;
const TOKEN_BYTES = 32;
/** Of changes that few fit, so many times as many are looked at. */
const MAX_SCANS = 4;

export function registerFeeds(app: ApiServer, ports: ApiPorts): void {
  const response = { 200: feedAnswer, 304: unchangedFeed, ...FEED_PROBLEMS };
  // The token decides about the workspace, and there is no caller.
  const options = {
    config: { checksWorkspace: true, scope: 'open' as const },
    errorHandler: tellPlainly(ports),
  };
  app.get(
    '/v1/feeds/all.:format',
    { ...options, schema: { tags: TAGS, params: feedParams, querystring: feedQuery, response } },
    (request, reply) => {
      const { format } = request.params;
      return answerFeed(ports, { request, reply, format, query: request.query, place: 'all' });
    },
  );
  app.get(
    '/v1/feeds/job/:jobId.:format',
    { ...options, schema: { tags: TAGS, params: jobFeedParams, querystring: feedQuery, response } },
    (request, reply) => {
      const { jobId, format } = request.params;
      return answerFeed(ports, {
        request,
        reply,
        format,
        query: request.query,
        place: `job/${jobId}`,
        jobId,
      });
    },
  );
  app.get(
    '/v1/feeds/tag/:tag.:format',
    { ...options, schema: { tags: TAGS, params: tagFeedParams, querystring: feedQuery, response } },
    (request, reply) => {
      const { tag, format } = request.params;
      const place = `tag/${encodeURIComponent(tag)}`;
      return answerFeed(ports, { request, reply, format, query: request.query, place, tag });
    },
  );
  registerToken(app, ports);
}

interface AskedFeed {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly format: FeedFormat;
  readonly query: FeedQuery;
  /** The path of the feed behind /v1/feeds/, without its format. */
  readonly place: string;
  readonly jobId?: string;
  readonly tag?: string;
}

/** The feed; nothing where the reader has it already. */
async function answerFeed(ports: ApiPorts, asked: AskedFeed): Promise<string> {
  const { request, reply, format, query, place, jobId, tag } = asked;
  const token = await ports.feedTokens.byHash(ports.hasher.sha256(query.token));
  if (token === null)
    throw new WebloomError(
      'unauthorized',
      'This address is not valid any more. Copy the present one from the dashboard, or run "webloom feed".',
    );
  const job = jobId === undefined ? null : await ports.jobs.get(jobId);
  if (jobId !== undefined && job?.workspaceId !== token._id) throw noSuch('job', { jobId });
  const { severity, kind } = query;
  const found = await newest(ports, token._id, { severity, kind, jobId, tag });
  const origin = originOf(request);
  const filters = filtersOf(query);
  const body = writeFeed({
    format,
    origin,
    self: `${origin}/v1/feeds/${place}.${format}${filters.query}`,
    title: `Webloom: ${job?.name ?? tag ?? 'all changes'}${filters.words}`,
    ...found,
  });
  const etag = `"${ports.hasher.sha256(body).slice(0, 22)}"`;
  void reply
    .serializer(String)
    .headers({ etag, 'cache-control': 'private, no-cache', 'content-type': FEED_TYPES[format] });
  if (!isKnown(request.headers['if-none-match'], etag)) return body;
  void reply.code(304);
  return '';
}

/** What tells a feed from the same without its filters: a part of its address, and of its name. */
function filtersOf({ severity, kind }: FeedQuery): { readonly query: string; readonly words: string } {
  const given = Object.entries({ severity, kind }).flatMap(([name, values]) =>
    values === undefined ? [] : [{ name, values }],
  );
  if (given.length === 0) return { query: '', words: '' };
  return {
    query: `?${given.map(({ name, values }) => `${name}=${values.join()}`).join('&')}`,
    words: ` (${given.flatMap(({ values }) => [...values]).join(', ')})`,
  };
}

/** A proxy that packs answers makes a tag weak, and a reader may name several (RFC 9110, 13.1.2). */
function isKnown(header: string | undefined, etag: string): boolean {
  const tags = (header ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes(etag) || tags.includes('*');
}

type FeedFilter = Pick<FeedQuery, 'severity' | 'kind'> & {
  readonly jobId: string | undefined;
  readonly tag: string | undefined;
};

async function newest(
  ports: Pick<ApiPorts, 'inbox' | 'jobs'>,
  workspaceId: string,
  { tag, ...asked }: FeedFilter,
): Promise<Pick<FeedSource, 'rows' | 'names'>> {
  const plain = { ...toInboxFilter(workspaceId, asked), states: ['confirmed'] as const };
  const filter = await withTag(ports, plain, tag);
  const changes: FeedChange[] = [];
  let next = null;
  for (let scans = 0; scans < MAX_SCANS && foldTogether(changes).length < SHOWN; scans++) {
    const found = await ports.inbox.scan(filter, next, SHOWN);
    changes.push(...found.rows.map(toFeedChange));
    next = found.next;
    if (next === null) break;
  }
  const names = await ports.jobs.names([...new Set(changes.map((change) => change.jobId))]);
  const rows = foldTogether(changes.filter((change) => names.has(change.jobId)));
  return { rows: rows.slice(0, SHOWN), names };
}

function originOf(request: FastifyRequest): string {
  return `${request.protocol}://${request.host}`;
}

function tellPlainly({ log }: Pick<ApiPorts, 'log'>) {
  return async (error: unknown, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const known = isWebloomError(error)
      ? error
      : new WebloomError('internal', 'Webloom made a mistake.', { cause: error });
    const { status } = ERROR_RULES[known.code];
    // The address holds the token, so it is not logged.
    if (status >= 500) log.error({ requestId: request.id, err: known }, known.message);
    return reply.code(status).type('text/plain; charset=utf-8').serializer(String).send(`${known.message}\n`);
  };
}

function registerToken(app: ApiServer, ports: ApiPorts): void {
  const response = { 200: feedTokenView };
  app.get('/v1/feed-token', { schema: { tags: TAGS, response } }, (request) => readToken(ports, request));
  app.post('/v1/feed-token', { schema: { tags: TAGS, response } }, async (request) => {
    const { workspaceId, name } = callerOf(request);
    const token = feedTokenText(randomBytes(TOKEN_BYTES).toString('base64url'));
    await ports.feedTokens.put({
      _id: workspaceId,
      hash: ports.hasher.sha256(token),
      sealed: ports.secrets.seal(token, FEED_TOKEN_PURPOSE),
      createdAt: ports.clock.now(),
      createdBy: name,
    });
    return readToken(ports, request);
  });
  app.delete('/v1/feed-token', { schema: { tags: TAGS, response } }, async (request) => {
    await ports.feedTokens.remove(workspaceOf(request));
    return readToken(ports, request);
  });
}

async function readToken(ports: ApiPorts, request: FastifyRequest): Promise<FeedTokenView> {
  const kept = await ports.feedTokens.get(workspaceOf(request));
  const opened = kept === null ? null : ports.secrets.open(kept.sealed, FEED_TOKEN_PURPOSE);
  // A token that another key sealed can't be shown; a new one takes its place.
  const token = opened?.ok === true ? opened.clear : null;
  const feed = (format: FeedFormat): string | null =>
    token === null ? null : `${originOf(request)}/v1/feeds/all.${format}?token=${token}`;
  return {
    token,
    createdAt: kept?.createdAt.toISOString() ?? null,
    createdBy: kept?.createdBy ?? null,
    feeds: { rss: feed('rss'), atom: feed('atom'), json: feed('json') },
  };
}

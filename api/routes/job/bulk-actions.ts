// Bulk actions: one verb for many jobs, tried first, followed while it is done, aborted, undone.
import type { BulkAction } from '../../../domain/job/bulk/bulk-action.ts';
import {
  type BulkChoice,
  type BulkOrder,
  abortBulk,
  createBulk,
  forecastBulk,
  undoBulk,
} from '../../../domain/job/bulk/create-bulk.ts';
import { announceBulk } from '../../../domain/job/bulk/run-bulk.ts';
import { WebloomError } from '../../../domain/system/errors.ts';
import { noSuch } from '../../../domain/system/no-such.ts';
import { normalTag, tagFaults } from '../../../domain/config/tags.ts';
import { readStartWarning } from '../../answer/burden-notices.ts';
import type { BackgroundRunner } from '../../http/background-runner.ts';
import { callerOf, requireScope, workspaceOf } from '../../http/caller.ts';
import { decodeCursor, encodeCursor } from '../../http/cursor.ts';
import { listAfter } from '../../query/list-after.ts';
import { bulkResults } from '../../query/bulk-results.ts';
import { searchCriteria } from '../../query/search-jobs.ts';
import type { ApiPorts } from '../../ports.ts';
import {
  type BegunBulkView,
  type BulkInput,
  begunBulk,
  bulkForecast,
  bulkInput,
  bulkJobList,
  bulkJobsQuery,
  bulkList,
  bulkParams,
  bulkView,
} from '../../schemas/job/bulk-action.ts';
import { emptyBody } from '../../schemas/job/job.ts';
import { pageQuery } from '../../schemas/paging.ts';
import type { ApiServer } from '../../http/server-type.ts';
import { toBulkView, toForecastView } from '../../views/job/bulk-view.ts';

const TAGS = ['bulk actions'];
/** Ten thousand ids. */
const BULK_BYTES = 1024 * 1024;

export function registerBulkActions(app: ApiServer, ports: ApiPorts, runner: BackgroundRunner): void {
  registerCreation(app, ports, runner);
  registerReading(app, ports);
  registerEnds(app, ports, runner);
}

function registerCreation(app: ApiServer, ports: ApiPorts, runner: BackgroundRunner): void {
  app.post(
    '/v1/bulk-actions',
    {
      bodyLimit: BULK_BYTES,
      config: { idempotent: true },
      schema: { tags: TAGS, body: bulkInput, response: { 200: bulkForecast, 202: begunBulk } },
    },
    async (request, reply) => {
      const { name, workspaceId, scope } = callerOf(request);
      // As for one job: whoever may not remove it can not remove it among others either.
      if (request.body.verb === 'delete') requireScope({ name, scope }, 'admin');
      const order = await toOrder(ports, request.body, { workspaceId, by: name });
      if (request.body.dryRun === true) {
        const [forecast, warning] = await Promise.all([
          forecastBulk(ports, order),
          readStartWarning(ports, order.verb),
        ]);
        return reply.code(200).send(toForecastView(order.verb, forecast, warning));
      }
      if (request.headers['idempotency-key'] === undefined) throw withoutKey();
      const action = await createBulk(ports, order, request.body.confirm ?? null);
      runner.kick();
      return reply
        .code(202)
        .header('location', linkOf(action))
        .send(await toBegun(ports, action));
    },
  );
}

async function toBegun(ports: ApiPorts, action: BulkAction): Promise<BegunBulkView> {
  return { ...toBulkView(action), warning: await readStartWarning(ports, action.verb) };
}

function linkOf({ _id }: BulkAction): string {
  return `/v1/bulk-actions/${_id}`;
}

function withoutKey(): WebloomError {
  return new WebloomError(
    'unknown-parameter',
    'A bulk action needs the header Idempotency-Key, so that a repeated request does not act twice: any text of your own.',
  );
}

async function toOrder(
  ports: Pick<ApiPorts, 'clock' | 'inbox'>,
  input: BulkInput,
  caller: Pick<BulkOrder, 'workspaceId' | 'by'>,
): Promise<BulkOrder> {
  const tag = readTag(input);
  return { ...caller, verb: input.verb, tag, jobs: await readChoice(ports, input, caller.workspaceId) };
}

async function readChoice(
  ports: Pick<ApiPorts, 'clock' | 'inbox'>,
  { jobIds, q }: BulkInput,
  workspaceId: string,
): Promise<BulkChoice> {
  if ((jobIds === undefined) === (q === undefined))
    throw invalid('/jobIds', 'required', 'Give either `jobIds` or `q`: which jobs are meant.');
  if (jobIds !== undefined) return { kind: 'ids', jobIds: [...new Set(jobIds)] };
  const query = q ?? '';
  return { kind: 'search', query, criteria: await searchCriteria(ports, query, { workspaceId, in: 'body' }) };
}

function readTag({ verb, tag }: BulkInput): string | null {
  const isTagging = verb === 'tag' || verb === 'untag';
  if (!isTagging && tag !== undefined)
    throw invalid('/tag', 'no-effect', `A tag means nothing to "${verb}"; leave it out.`);
  if (!isTagging) return null;
  if (tag === undefined) throw invalid('/tag', 'required', `Give the tag to ${verb}.`);
  const [fault] = tagFaults([tag]);
  if (fault !== undefined) throw invalid('/tag', fault.code, fault.detail);
  return normalTag(tag);
}

function invalid(pointer: string, code: string, detail: string): WebloomError {
  return new WebloomError('validation', detail, { facts: { errors: [{ pointer, code, detail }] } });
}

function registerReading(app: ApiServer, ports: ApiPorts): void {
  app.get(
    '/v1/bulk-actions',
    { schema: { tags: TAGS, querystring: pageQuery, response: { 200: bulkList } } },
    async (request) => {
      const { limit, cursor } = request.query;
      const workspaceId = workspaceOf(request);
      const place = { place: `bulk-actions ${workspaceId}`, hasher: ports.hasher };
      const before = decodeCursor(place, cursor)?.[0];
      const found = await ports.bulkActions.list({
        workspaceId,
        limit: limit + 1,
        ...(before === undefined ? {} : { before: String(before) }),
      });
      const last = found.length > limit ? found[limit - 1] : undefined;
      return {
        items: found.slice(0, limit).map(toBulkView),
        nextCursor: last === undefined ? null : encodeCursor(place, [last._id]),
      };
    },
  );
  app.get(
    '/v1/bulk-actions/:bulkId',
    { schema: { tags: TAGS, params: bulkParams, response: { 200: bulkView } } },
    async (request) => toBulkView(await findBulk(ports, request.params.bulkId, workspaceOf(request))),
  );
  app.get(
    '/v1/bulk-actions/:bulkId/jobs',
    {
      schema: { tags: TAGS, params: bulkParams, querystring: bulkJobsQuery, response: { 200: bulkJobList } },
    },
    async (request) => {
      const action = await findBulk(ports, request.params.bulkId, workspaceOf(request));
      const { limit, cursor, outcome } = request.query;
      const { rows, nextCursor } = await listAfter(ports, {
        name: `bulk jobs ${action._id} ${outcome?.join() ?? ''}`,
        limit,
        cursor,
        read: (after, count) => bulkResults(ports, action, { after, limit: count, outcomes: outcome }),
      });
      return {
        items: rows.map(({ jobId, outcome: became, reason }) => ({ jobId, outcome: became, reason })),
        nextCursor,
      };
    },
  );
}

function registerEnds(app: ApiServer, ports: ApiPorts, runner: BackgroundRunner): void {
  app.post(
    '/v1/bulk-actions/:bulkId/abort',
    {
      config: { idempotent: true },
      schema: { tags: TAGS, params: bulkParams, body: emptyBody, response: { 200: bulkView } },
    },
    async (request) => {
      const action = await findBulk(ports, request.params.bulkId, workspaceOf(request));
      const ended = await abortBulk(ports, action);
      if (ended !== null) {
        await announceBulk(ports, ended);
        runner.kick();
      }
      const present = ended ?? (await findBulk(ports, action._id, workspaceOf(request)));
      if (present.state !== 'aborted') throw endedAlready();
      return toBulkView(present);
    },
  );
  app.post(
    '/v1/bulk-actions/:bulkId/undo',
    {
      config: { idempotent: true },
      schema: { tags: TAGS, params: bulkParams, body: emptyBody, response: { 202: begunBulk } },
    },
    async (request, reply) => {
      const action = await findBulk(ports, request.params.bulkId, workspaceOf(request));
      const undo = await undoBulk(ports, action, callerOf(request).name);
      runner.kick();
      return reply
        .code(202)
        .header('location', linkOf(undo))
        .send(await toBegun(ports, undo));
    },
  );
}

function endedAlready(): WebloomError {
  return new WebloomError(
    'transition-not-allowed',
    'It has ended already; undo it instead, if it can be undone.',
    {
      facts: { requested: 'abort', allowedTransitions: [] },
    },
  );
}

async function findBulk(
  { bulkActions }: Pick<ApiPorts, 'bulkActions'>,
  bulkId: string,
  workspaceId: string,
): Promise<BulkAction> {
  const action = await bulkActions.get(bulkId);
  if (action !== null && action.workspaceId === workspaceId) return action;
  throw noSuch('bulk action', { bulkId });
}

// An id of another workspace in the body of a request does what an id does that names nothing: every member that takes one
// is asked with both, and the answers are compared word for word.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sampleLetter } from '../../contracts/dead-letter-store.ts';
import { eventually } from '../../support/eventually.ts';
import type { Harness } from '../harness.ts';
import { type KeyOwner, createLockedHarness, makeKey, makeWorkspace } from './callers.ts';
import { NAME, type Rows, fillDefaultWorkspace } from './default-rows.ts';

interface Schema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}

interface Described {
  readonly paths: Readonly<
    Record<string, Record<string, { requestBody?: { content: Record<string, { schema: Schema }> } }>>
  >;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

const SOURCE = { kind: 'pages', urls: ['https://shop.example/a'] };

interface Asked {
  /** The row of the default workspace whose id is given. */
  readonly row: string;
  /** An id of that form which names nothing. */
  readonly none: string;
  readonly body: (id: string) => object;
}

const dependents = {
  row: 'jobId',
  none: 'job_none',
  body: (id: string) => ({ config: { source: SOURCE, dependents: [id] } }),
};

/** One id that was proposed to another workspace, as its job shows, and one that nobody proposed. */
const newJob = {
  row: 'jobId',
  none: 'job_01J00000000000000000000000',
  body: (id: string) => ({ jobId: id, config: { source: SOURCE } }),
};

const TONIGHT = { kind: 'weekly', days: ['sun'], from: '02:00', to: '04:00', zone: 'UTC' };
const ALERT = { name: 'theirs', when: { kind: 'run-failed' } };
const ofJob = (jobId: string): object => ({ scope: { kind: 'job', jobId } });

/** Of letters none is changed: nothing fits. */
const letters = (verb: string): Record<string, Asked> => ({
  [`post /v1/dead-letters/${verb} jobId`]: {
    row: 'jobId',
    none: 'job_none',
    body: (id) => ({ jobId: id }),
  },
  [`post /v1/dead-letters/${verb} runId`]: {
    row: 'runId',
    none: 'run_none',
    body: (id) => ({ runId: id }),
  },
});

/** How each member that takes an id is asked; a new one has to be told here. */
const MEMBERS: Readonly<Record<string, Asked>> = {
  'post /v1/alert-rules scope.jobId': {
    row: 'jobId',
    none: 'job_none',
    body: (id) => ({ ...ALERT, ...ofJob(id) }),
  },
  'post /v1/maintenance-windows scope.jobId': {
    row: 'jobId',
    none: 'job_none',
    body: (id) => ({ reason: 'theirs', when: TONIGHT, ...ofJob(id) }),
  },
  'post /v1/emergency scope.jobId': {
    row: 'jobId',
    none: 'job_none',
    body: (id) => ({ reason: 'theirs', ...ofJob(id) }),
  },
  'patch /v1/alert-rules/{ruleId} scope.jobId': { row: 'jobId', none: 'job_none', body: ofJob },
  'post /v1/alert-rules/try rule.scope.jobId': {
    row: 'jobId',
    none: 'job_none',
    body: (id) => ({ rule: { ...ALERT, ...ofJob(id) } }),
  },
  ...letters('forecast'),
  ...letters('replay'),
  ...letters('discard'),
  'patch /v1/dead-letters/{letterId} channelId': {
    row: 'channelId',
    none: 'chn_none',
    body: (id) => ({ channelId: id }),
  },
  'post /v1/bulk-actions jobIds': {
    row: 'jobId',
    none: 'job_none',
    body: (id) => ({ verb: 'archive', jobIds: [id], dryRun: true }),
  },
  'post /v1/changes/mark changeIds': {
    row: 'changeId',
    none: 'job_none:url-key:2',
    body: (id) => ({ inbox: 'seen', changeIds: [id] }),
  },
  'post /v1/changes/mark filter.jobId': {
    row: 'jobId',
    none: 'job_none',
    body: (id) => ({ inbox: 'seen', filter: { jobId: id } }),
  },
  'post /v1/changes/mark filter.pageId': {
    row: 'pageId',
    none: 'job_none:url-key',
    body: (id) => ({ inbox: 'seen', filter: { pageId: id } }),
  },
  'post /v1/changes/mark filter.runId': {
    row: 'runId',
    none: 'run_none',
    body: (id) => ({ inbox: 'seen', filter: { runId: id } }),
  },
  'post /v1/jobs jobId': newJob,
  'post /v1/jobs/validate jobId': newJob,
  'post /v1/jobs config.dependents': dependents,
  'post /v1/jobs/validate config.dependents': dependents,
  'patch /v1/jobs/{jobId} config.dependents': dependents,
  'post /v1/keys workspaceId': {
    row: 'workspaceId',
    none: 'ws_none',
    body: (id) => ({ name: 'theirs', scope: 'viewer', workspaceId: id }),
  },
  // It only spreads the times of intervals; a clock time has none.
  // The preview is looked for first, and each workspace has its own.
  'post /v1/previews/{previewId}/ask jobId': {
    row: 'jobId',
    none: 'job_none',
    body: (id) => ({ wish: 'the price', jobId: id }),
  },
  'post /v1/schedules/describe jobId': {
    row: 'jobId',
    none: 'job_none',
    body: (id) => ({ text: 'weekdays at 18:00', jobId: id }),
  },
};

let harness: Harness;
let stranger: KeyOwner;
let foreign: Rows;
let api: Described;
beforeAll(async () => {
  harness = await createLockedHarness();
  stranger = await makeKey(harness, { workspaceId: await makeWorkspace(harness, 'Strangers') });
  foreign = await fillDefaultWorkspace(harness, await makeKey(harness, { name: NAME }));
  api = (await harness.app.inject('/openapi.json')).json();
});
afterAll(() => harness.app.close());

/** Places of the members below that take an id, as `filter.jobId`. */
function idMembers(schema: Schema, place: string, seen: ReadonlySet<Schema> = new Set()): string[] {
  const target = schema.$ref?.split('/').at(-1);
  const known = target === undefined ? schema : (api.components.schemas[target] ?? {});
  if (seen.has(known)) return [];
  const deeper = new Set([...seen, known]);
  const parts = [known.items ?? [], known.anyOf ?? [], known.oneOf ?? [], known.allOf ?? []].flat();
  return [
    ...parts.flatMap((part) => idMembers(part, place, deeper)),
    ...Object.entries(known.properties ?? {}).flatMap(([name, member]) => {
      const at = place === '' ? name : `${place}.${name}`;
      return /(?:Id|Ids)$|^dependents$/.test(name) ? [at] : idMembers(member, at, deeper);
    }),
  ];
}

function membersOfBodies(): string[] {
  return Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { requestBody }]) => {
      const schema = requestBody?.content['application/json']?.schema;
      const places = schema === undefined ? [] : [...new Set(idMembers(schema, ''))];
      return places.map((place) => `${method} ${path} ${place}`);
    }),
  );
}

test('every member of a body that takes an id is asked here', () => {
  expect(membersOfBodies().toSorted()).toEqual(Object.keys(MEMBERS).toSorted());
});

describe('an id of another workspace is answered like one that names nothing', () => {
  test.each(Object.entries(MEMBERS))('as %s', async (member, { row, none, body }) => {
    const [method = '', path = ''] = member.split(' ');
    const filled = path.replace('{jobId}', await ownJob()).replace('{ruleId}', await ownRule());
    const url = filled.replace('{letterId}', await ownLetter());
    const ask = async (id: string) => {
      const answer = await stranger.ask(method === 'patch' ? 'PATCH' : 'POST', url, body(id));
      const { requestId: _requestId, ...told } = answer.json();
      return [answer.statusCode, JSON.stringify(told).replaceAll(JSON.stringify(id).slice(1, -1), 'ID')];
    };
    const id = foreign[row] ?? '';
    const { jobs, history } = harness.ports;
    const rows = async () => [
      await jobs.get(foreign['jobId'] ?? ''),
      await history.change(foreign['changeId'] ?? ''),
    ];
    const before = await rows();
    expect(await ask(id)).toEqual(await ask(none));
    expect(await rows()).toEqual(before);
  });
});

async function ownRule(): Promise<string> {
  const [rule] = (await stranger.ask('GET', '/v1/alert-rules')).json().items;
  return rule.ruleId;
}

async function ownLetter(): Promise<string> {
  const { workspaceId } = (await stranger.ask('GET', '/v1/me')).json();
  const letter = sampleLetter('ltr_own', { workspaceId, origin: 'delivery', jobId: null });
  await harness.ports.deadLetters.note([letter]);
  return letter._id;
}

let own = 0;
async function ownJob(): Promise<string> {
  own += 1;
  const made = await stranger.ask('POST', '/v1/jobs', { name: `mine ${own}`, config: { source: SOURCE } });
  return made.json().jobId;
}

test('a bulk action leaves jobs of another workspace alone', async () => {
  const { jobs } = harness.ports;
  const before = await jobs.get(foreign['jobId'] ?? '');
  for (const verb of ['pause', 'stop', 'archive', 'tag', 'delete']) {
    const answer = await harness.app.inject({
      method: 'POST',
      url: '/v1/bulk-actions',
      headers: { authorization: `Bearer ${stranger.key}`, 'idempotency-key': verb },
      payload: { verb, jobIds: [foreign['jobId']], confirm: 1, ...(verb === 'tag' ? { tag: 'theirs' } : {}) },
    });
    const { bulkId } = answer.json();
    const ended = await eventually(async () => {
      const action = (await stranger.ask('GET', `/v1/bulk-actions/${bulkId}`)).json();
      return action.finishedAt === null ? null : action;
    });
    expect(ended).toMatchObject({ verb, total: 1, done: 0, skipped: 1 });
  }
  expect(await jobs.get(foreign['jobId'] ?? '')).toEqual(before);
});

test("a feed of another workspace's job is as unknown as one of no job", async () => {
  const { token } = (await stranger.ask('POST', '/v1/feed-token')).json();
  const statusOf = async (id: string) =>
    (await harness.app.inject(`/v1/feeds/job/${id}.json?token=${token}`)).statusCode;
  expect([await statusOf(foreign['jobId'] ?? ''), await statusOf('job_none')]).toEqual([404, 404]);
});

// Settings of tags: what every job with a tag has, unless it says it itself. Listed, saved, tried, removed.
import type { FastifyRequest } from 'fastify';
import { normalTag } from '../../../domain/config/tags.ts';
import type { TagSettings } from '../../../domain/config/tag-settings/tag-settings.ts';
import {
  draftTagSettings,
  removeTagSettings,
  saveTagSettings,
} from '../../../domain/job/tag-settings/manage-tag-settings.ts';
import {
  type SettleContext,
  type Settled,
  settleSettings,
} from '../../../domain/job/tag-settings/settle-settings.ts';
import { tryTagSettings } from '../../../domain/job/tag-settings/try-tag-settings.ts';
import { WebloomError } from '../../../domain/system/errors.ts';
import { noSuch } from '../../../domain/system/no-such.ts';
import { noteAudit } from '../../http/audit-note.ts';
import type { BackgroundRunner } from '../../http/background-runner.ts';
import { callerOf, workspaceOf } from '../../http/caller.ts';
import type { ApiServer } from '../../http/server-type.ts';
import type { ApiPorts } from '../../ports.ts';
import { taggedJobs } from '../../query/tagged-jobs.ts';
import { IF_MATCH } from '../../schemas/header.ts';
import {
  type SettingsEffectView,
  type TagSettingsView,
  dryRunQuery,
  settingsEffect,
  tagParams,
  tagSettingsInput,
  tagSettingsList,
  tagSettingsView,
} from '../../schemas/job/tag-settings.ts';
import { BODY_PROBLEMS, PROBLEMS } from '../../schemas/problem.ts';
import { toEffectView, toTagSettingsView } from '../../views/job/tag-settings-view.ts';

const TAGS = ['jobs'];
const ONE = '/v1/tag-settings/:tag';
/** A request works on the jobs for this long; the runner does the rest. */
const WORK_MS = 2_500;

interface Surroundings {
  readonly ports: ApiPorts;
  readonly context: SettleContext;
  readonly runner: BackgroundRunner;
}

type TagRequest = FastifyRequest<{ Params: { tag: string } }>;

export function registerTagSettings(app: ApiServer, around: Surroundings): void {
  registerReading(app, around.ports);
  registerSaving(app, around);
  registerRemoval(app, around);
}

function registerReading(app: ApiServer, ports: ApiPorts): void {
  app.get(
    '/v1/tag-settings',
    { schema: { tags: TAGS, response: { 200: tagSettingsList } } },
    async (request) => {
      const all = await ports.tagSettings.list(workspaceOf(request));
      return { items: await Promise.all(all.map((one) => viewOf(ports, one))) };
    },
  );
  app.get(
    ONE,
    { schema: { tags: TAGS, params: tagParams, response: { 200: tagSettingsView } } },
    async (request, reply) => {
      const found = await find(ports, request);
      void reply.header('etag', `"${found.version}"`);
      return viewOf(ports, found);
    },
  );
}

function registerSaving(app: ApiServer, { ports, context, runner }: Surroundings): void {
  app.put(
    ONE,
    {
      schema: {
        tags: TAGS,
        params: tagParams,
        querystring: dryRunQuery,
        body: tagSettingsInput,
        response: { 200: settingsEffect },
      },
    },
    async (request, reply) => {
      const { settings, priority } = request.body;
      const owner = { workspaceId: workspaceOf(request), tag: request.params.tag };
      const wanted = {
        ...owner,
        settings,
        priority,
        version: versionOf(request),
        by: callerOf(request).name,
      };
      if (request.query.dryRun === 'true') {
        const draft = await draftTagSettings(ports, wanted, context);
        return tried(ports, draft, context);
      }
      const saved = await saveTagSettings(ports, wanted, context);
      noteAudit(request, { subjectId: saved.tag, subjectName: saved.tag });
      void reply.header('etag', `"${saved.version}"`);
      return applied({ ports, context, runner }, saved);
    },
  );
}

function registerRemoval(app: ApiServer, { ports, context, runner }: Surroundings): void {
  app.delete(
    ONE,
    {
      schema: {
        tags: TAGS,
        params: tagParams,
        querystring: dryRunQuery,
        response: { 200: settingsEffect, ...PROBLEMS, 412: BODY_PROBLEMS[412] },
      },
    },
    async (request) => {
      const found = await find(ports, request);
      if (request.query.dryRun === 'true') return tried(ports, { ...found, removed: true }, context);
      const { workspaceId, tag } = found;
      const by = callerOf(request).name;
      noteAudit(request, { subjectId: tag, subjectName: tag });
      const version = versionOf(request);
      if (!(await removeTagSettings(ports, { workspaceId, tag, version, by }))) throw noSettings(tag);
      return applied({ ports, context, runner }, { ...found, removed: true });
    },
  );
}

/** Brings jobs in line for as long as an answer may take. */
async function applied(
  { ports, context, runner }: Surroundings,
  settings: TagSettings,
): Promise<SettingsEffectView> {
  const { workspaceId, tag } = settings;
  const settled = await settleSettings(ports, { of: { workspaceId, tag }, context, ended: until(WORK_MS) });
  runner.kick();
  const { due } = await ports.jobs.countSettings(workspaceId, tag);
  return answer(ports, { settings, settled, left: due, dryRun: false });
}

async function tried(
  ports: ApiPorts,
  settings: TagSettings,
  context: SettleContext,
): Promise<SettingsEffectView> {
  const jobIds = await taggedJobs(ports, settings.workspaceId, settings.tag);
  const settled = await tryTagSettings(ports, { settings, jobIds, context, ended: until(WORK_MS) });
  return answer(ports, { settings, settled, left: jobIds.length - settled.length, dryRun: true });
}

interface Worked {
  readonly settings: TagSettings;
  readonly settled: readonly Settled[];
  readonly left: number;
  readonly dryRun: boolean;
}

async function answer(ports: ApiPorts, { settings, ...rest }: Worked): Promise<SettingsEffectView> {
  return toEffectView({ ...rest, tagSettings: settings.removed ? null : await viewOf(ports, settings) });
}

function until(ms: number): () => boolean {
  const end = performance.now() + ms;
  return () => performance.now() > end;
}

async function viewOf({ jobs }: Pick<ApiPorts, 'jobs'>, settings: TagSettings): Promise<TagSettingsView> {
  return toTagSettingsView(settings, await jobs.countSettings(settings.workspaceId, settings.tag));
}

async function find(
  { tagSettings }: Pick<ApiPorts, 'tagSettings'>,
  request: TagRequest,
): Promise<TagSettings> {
  const tag = normalTag(request.params.tag);
  const found = await tagSettings.get(workspaceOf(request), tag);
  if (found === null || found.removed) throw noSettings(tag);
  return found;
}

function noSettings(tag: string): WebloomError {
  return noSuch('settings of the tag', { tag });
}

/** Null: whatever they are by now. */
function versionOf(request: FastifyRequest): number | null {
  const header = request.headers['if-match'];
  if (header === undefined || header === '*') return null;
  const version = IF_MATCH.test(header) ? Number(header.replaceAll('"', '')) : Number.NaN;
  if (Number.isInteger(version)) return version;
  throw new WebloomError(
    'unknown-parameter',
    'If-Match has to be the ETag of the settings, as in "3", or *.',
  );
}

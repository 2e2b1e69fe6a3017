// Jobs: create (reports all faults at once), check without creating, list, read, change, remove.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FastifyRequest } from 'fastify';
import { noteAudit } from '../../http/audit-note.ts';
import { type ReadJob, jobEtag, parseJobEtag } from '../../../domain/job/job-etag.ts';
import { changedMembers } from '../../../domain/system/audit/changed-members.ts';
import { changeJob } from '../../../domain/job/verb/change-job.ts';
import type { Job } from '../../../domain/job/job.ts';
import type { JobState } from '../../../domain/run/job-state.ts';
import { draftPlan, toPlannedJob } from '../../../domain/job/job-plan.ts';
import { createJob, validateJob } from '../../../domain/job/verb/create-job.ts';
import { settledOrLater } from '../../../domain/job/tag-settings/settle-settings.ts';
import { admitJob } from '../../../domain/job/limit/admit-job.ts';
import type { PreviewPorts } from '../../../domain/job/preview/read-look.ts';
import { noticesOf } from '../../../domain/config/notices.ts';
import { maskSecrets } from '../../../domain/config/secret-headers.ts';
import { getSituation, startJob } from '../../../domain/job/verb/verbs.ts';
import { removeJob } from '../../../domain/job/verb/remove-job.ts';
import { WebloomError, isWebloomError } from '../../../domain/system/errors.ts';
import { type NewJobBody, readNewJob } from './new-job.ts';
import { takenAsSent } from '../../http/validate-request.ts';
import { callerOf, workspaceOf } from '../../http/caller.ts';
import { withinDeadline } from '../../http/deadline.ts';
import type { ApiPorts } from '../../ports.ts';
import {
  createdJob,
  jobInput,
  jobParams,
  jobPatch,
  jobView,
  validateQuery,
  validated,
} from '../../schemas/job/job.ts';
import { IF_MATCH } from '../../schemas/header.ts';
import { BODY_PROBLEMS } from '../../schemas/problem.ts';
import { removalView } from '../../schemas/storage/removal.ts';
import { findOwnJob } from '../../query/find-row.ts';
import type { ApiServer } from '../../http/server-type.ts';
import { readCapacity } from '../../answer/capacity-notices.ts';
import { readLook } from '../../answer/look-notices.ts';
import { readBurden } from '../../answer/burden-notices.ts';
import { type JobViewContext, toJobView } from '../../views/job/job-view.ts';
import { toRemovalView } from '../../views/storage/removal-view.ts';
import { given } from '../../../domain/system/given.ts';
import { jobRules } from '../../job-rules.ts';

const TAGS = ['jobs'];

interface StartedJob {
  readonly job: Job;
  readonly state: JobState;
  readonly startNote?: string;
}

/** Bytes of a job with a hundred thousand URLs. */
const JOB_BYTES = 16 * 1024 * 1024;

export function registerJobs(app: ApiServer, ports: ApiPorts, preview: PreviewPorts): void {
  registerCreation(app, ports, preview);
  registerReading(app, ports);
  registerChanges(app, ports, preview);
}

function checkContext(ports: ApiPorts) {
  return { ...jobRules(ports.settings), now: ports.clock.now(), nextTurn };
}

async function viewContext(ports: ApiPorts, job: Job): Promise<JobViewContext> {
  const capacity = await readCapacity(ports, toPlannedJob(job));
  return { now: ports.clock.now(), ownHosts: ports.settings.ownHosts, capacity };
}

function registerCreation(app: ApiServer, ports: ApiPorts, preview: PreviewPorts): void {
  app.post(
    '/v1/jobs',
    {
      // The handler checks the body itself, so that faults of form and of meaning come in one answer.
      validatorCompiler: takenAsSent,
      bodyLimit: JOB_BYTES,
      config: { idempotent: true },
      schema: { tags: TAGS, body: jobInput, response: { 201: createdJob } },
    },
    async (request, reply) => {
      const workspaceId = workspaceOf(request);
      const { jobId, job: raw } = await readNewJob(ports, workspaceId, request.body);
      const checked = await validateJob(ports, raw, { ...checkContext(ports), jobId, workspaceId });
      const looked = await readLook(preview, { workspaceId, config: checked.config });
      const created = await createJob(ports, { jobId, workspaceId, checked });
      if (created.tags?.length !== 0) await settledOrLater(ports, jobId, checkContext(ports));
      const burden = await readBurden(ports, madeJob(created));
      noteAudit(request, { subjectId: jobId, subjectName: created.name });
      const { job, state, ...started } = checked.start
        ? await startCreated(ports, created)
        : { job: created, state: created.state };
      const shown = await viewContext(ports, job);
      return reply
        .code(201)
        .headers({ location: `/v1/jobs/${jobId}`, etag: etagOf(job) })
        .send({ ...toJobView(job, state, { ...shown, looked, burden }), ...started });
    },
  );
  app.post(
    '/v1/jobs/validate',
    {
      validatorCompiler: takenAsSent,
      bodyLimit: JOB_BYTES,
      config: { audit: false },
      schema: { tags: TAGS, querystring: validateQuery, body: jobInput, response: { 200: validated } },
    },
    async (request) => {
      const workspaceId = workspaceOf(request);
      const { jobId, job: raw, before } = await readDraft(ports, request);
      const context = { ...checkContext(ports), jobId, workspaceId, ...given({ kept: before?.fetch }) };
      const checked = await validateJob(ports, raw, context);
      const { name } = checked;
      const wanted = { workspaceId, jobId, config: checked.config, ...given({ before }) };
      const config = await admitJob(ports, wanted, { takesPlace: false });
      return {
        valid: true as const,
        jobId,
        name,
        config: maskSecrets(config),
        nextTimes: checked.nextTimes.map((at) => at.toISOString()),
        notices: [
          ...noticesOf(config, ports.settings.ownHosts),
          ...(await readCapacity(ports, draftPlan({ jobId, workspaceId, name, config }))),
          ...(await readLook(preview, { workspaceId, config })),
          ...(await readBurden(ports, { jobId, config, pages: 0 })),
        ],
      };
    },
  );
}

interface DraftBody extends NewJobBody {
  /** Of the job that is there. */
  readonly before?: Job['config'];
}

/** A new job, or one that is there as it would become. */
async function readDraft(
  ports: ApiPorts,
  request: FastifyRequest<{ Querystring: { of?: string | undefined } }>,
): Promise<DraftBody> {
  const workspaceId = workspaceOf(request);
  const { of } = request.query;
  if (of === undefined) return readNewJob(ports, workspaceId, request.body);
  const { config } = await findOwnJob(ports, of, workspaceId);
  return { jobId: of, job: request.body ?? {}, before: config };
}

/** The job is there already, so a limit that keeps it from starting now is a note, not a refusal. */
async function startCreated(ports: ApiPorts, created: Job): Promise<StartedJob> {
  try {
    const { job, state, note } = await startJob(ports, created._id);
    return { job, state, ...given({ startNote: note }) };
  } catch (error) {
    if (!isWebloomError(error) || error.code !== 'plan-limit') throw error;
    return { job: created, state: created.state, startNote: `It is not started: ${error.message}` };
  }
}

/** Pages that it has are in the store already. */
function madeJob({ _id: jobId, config, aggregates }: Job): Parameters<typeof readBurden>[1] {
  return { jobId, config, pages: aggregates.pages };
}

/** Refuses a patch that is no object: by RFC 7396 it would replace the whole job. */
function patchOf(body: unknown): unknown {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body;
  throw new WebloomError(
    'malformed-request',
    'Send what is to change as a JSON object, as in {"name": "…"}.',
  );
}

function registerReading(app: ApiServer, ports: ApiPorts): void {
  app.get(
    '/v1/jobs/:jobId',
    { schema: { tags: TAGS, params: jobParams, response: { 200: jobView } } },
    async (request, reply) => {
      const { job, state } = await getSituation(ports, request.params.jobId);
      void reply.header('etag', etagOf(job));
      return toJobView(job, state, await viewContext(ports, job));
    },
  );
}

function registerChanges(app: ApiServer, ports: ApiPorts, preview: PreviewPorts): void {
  app.patch(
    '/v1/jobs/:jobId',
    {
      // As with creation: the merged job is checked as a whole.
      attachValidation: true,
      bodyLimit: JOB_BYTES,
      schema: { tags: TAGS, params: jobParams, body: jobPatch, response: { 200: jobView } },
    },
    async (request, reply) => {
      const { jobId } = request.params;
      const { version, wordsKey } = ifMatch(request.headers['if-match']) ?? ANY;
      const before = await ports.jobs.get(jobId);
      const by = callerOf(request).name;
      await changeJob(
        ports,
        { jobId, version, wordsKey, patch: patchOf(request.body), by },
        checkContext(ports),
      );
      // Its tags may have changed, and with them what it has by them.
      await settledOrLater(ports, jobId, checkContext(ports));
      const { job, state } = await getSituation(ports, jobId);
      if (before !== null) noteAudit(request, { changes: changedMembers(auditedOf(before), auditedOf(job)) });
      const looked = await readLook(preview, job);
      const burden = await readBurden(ports, madeJob(job));
      void reply.header('etag', etagOf(job));
      return toJobView(job, state, { ...(await viewContext(ports, job)), looked, burden });
    },
  );
  app.delete(
    '/v1/jobs/:jobId',
    { schema: { tags: TAGS, params: jobParams, response: { 202: removalView, ...BODY_PROBLEMS } } },
    async (request, reply) => {
      const { version } = ifMatch(request.headers['if-match']) ?? ANY;
      const work = removeJob(ports, request.params.jobId, version);
      const removal = toRemovalView(await withinDeadline('Removing the job', work));
      return reply
        .code(202)
        .header('location', removal.links['self'] ?? '')
        .send(removal);
    },
  );
}

const ANY = { version: null, wordsKey: null };

/** What the audit compares, secrets masked. */
function auditedOf({ name, tags, note, config }: Job) {
  return { name, tags: tags ?? [], ...given({ note }), config: maskSecrets(config) };
}

function etagOf(job: Job): string {
  return `"${jobEtag(job)}"`;
}

/** Null: whatever the job is by now. */
function ifMatch(header: string | undefined): ReadJob | null {
  if (header === undefined) return null;
  if (!IF_MATCH.test(header))
    throw new WebloomError(
      'unknown-parameter',
      `If-Match has to be the ETag of the job, as in "3-1b0jl3y", its version, or *.`,
    );
  return header === '*' ? null : parseJobEtag(header.replaceAll('"', ''));
}

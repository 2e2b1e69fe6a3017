// Puts a checked job into the store: `scheduled` when it has a schedule, `created` otherwise. The engine's
// schedule is set if the engine can be reached; otherwise the monitor sets it later.
import { type AnnouncePorts, type ControlPorts, type VerbPorts, announce } from '../control-ports.ts';
import { type CheckContext, type CheckedJob, checkJobInTurns, invalidJob } from '../../config/check-job.ts';
import { type Dependent, dependentSchema } from '../../config/dependent/schema.ts';
import { type LoginLookup, loginFaults } from './check-login.ts';
import { type ProxyLookup, proxyFaults } from './check-proxy.ts';
import { checkDependents } from './check-dependents.ts';
import { type SettingsLookup, layeredInput, withOrigin } from '../../config/tag-settings/layered-input.ts';
import { type Job, type JobTransition, NO_AGGREGATES } from '../job.ts';
import type { JobConfig } from '../../config/schema.ts';
import type { InheritedMember } from '../../config/tag-settings/layer-settings.ts';
import { given } from '../../system/given.ts';
import { type KeptSecrets, sealSecrets } from '../../config/secret-headers.ts';
import { idleSituation, movedJob } from '../lifecycle.ts';
import { admitJob, leavePlace } from '../limit/admit-job.ts';
import type { LimitPorts } from '../limit/reserve.ts';
import type { SecretBox } from '../../system/secret/secret-box.ts';
import type { VersionPorts } from './keep-versions.ts';
import { tryEngine, putSchedule } from './verbs.ts';

/** What `validateJob` asks. */
export type ValidatePorts = Pick<ControlPorts, 'jobs'> & LoginLookup & ProxyLookup & SettingsLookup;

/** A checked job with the settings of its tags. */
export interface LayeredJob extends CheckedJob {
  /** Members that it says itself. */
  readonly own: readonly string[];
  readonly inherited: readonly InheritedMember[];
}

/** All faults of the job with the settings of its tags, or the job as it would be created. */
export async function validateJob(
  ports: ValidatePorts,
  given: unknown,
  context: CheckContext & { readonly workspaceId: string },
): Promise<LayeredJob> {
  const { raw, own, inherited } = await layeredInput(ports, given, context.workspaceId);
  const check = await checkJobInTurns(raw, context);
  const dependents = dependentsOf(raw);
  const faults = [
    ...(check.ok ? [] : check.faults),
    ...(await checkDependents(ports.jobs, context, dependents)),
    ...(check.ok ? await loginFaults(ports, context.workspaceId, check.job.config) : []),
    ...(check.ok ? await proxyFaults(ports, context.workspaceId, check.job.config) : []),
  ];
  if (!check.ok || faults.length > 0) throw invalidJob(faults.map((fault) => withOrigin(fault, inherited)));
  return { ...check.job, own, inherited };
}

/** Reads the dependents of a malformed job too, so that unknown ones are reported with the other faults. */
function dependentsOf(raw: unknown): Dependent[] {
  if (typeof raw !== 'object' || raw === null || !('config' in raw)) return [];
  const { config } = raw;
  if (typeof config !== 'object' || config === null || !('dependents' in config)) return [];
  const { dependents } = config;
  if (!Array.isArray(dependents)) return [];
  return dependents.slice(0, 20).flatMap((one: unknown) => dependentSchema.safeParse(one).data ?? []);
}

export interface NewJob {
  readonly jobId: string;
  readonly workspaceId: string;
  readonly checked: LayeredJob;
  /** Secrets of the job that it is a copy of: a mask keeps their value. */
  readonly kept?: KeptSecrets;
  /** Of an entry of another tool. */
  readonly importKey?: string;
  /** It has a schedule that does not run until somebody resumes the job; absent: it runs. */
  readonly isPaused?: boolean;
}

/** What a caller needs that takes configurations from users: their secrets are sealed. */
export interface ConfigurePorts extends VerbPorts, VersionPorts, LoginLookup, ProxyLookup, SettingsLookup {
  readonly secrets: SecretBox;
}

/** Throws `plan-limit` where the plan of the workspace has no room for it. */
export async function createJob(
  ports: AnnouncePorts & LimitPorts & Pick<ConfigurePorts, 'jobs' | 'engine' | 'secrets'>,
  wanted: NewJob,
): Promise<Job> {
  const { jobId, workspaceId, checked } = wanted;
  const { name } = checked;
  const asked = { workspaceId, jobId, config: checked.config };
  const admitted = await admitJob(ports, asked, { takesPlace: true });
  const config = sealSecrets(ports.secrets, admitted, wanted.kept);
  const now = ports.clock.now();
  const history = firstMoves(config, now, wanted.isPaused === true);
  const state = history.at(-1)?.to ?? 'created';
  const job: Job = {
    _id: jobId,
    workspaceId,
    name,
    version: 1,
    config,
    own: checked.own,
    ownVersion: 1,
    inherited: checked.inherited,
    // Settings of its tags that change while it is made are found by whoever settles it.
    settingsDue: checked.tags.length > 0 ? ports.ids.ulid() : null,
    createdAt: now,
    updatedAt: now,
    state,
    shownState: state,
    stateSeq: 1,
    activeRun: null,
    runSeq: 0,
    nextRunAt: state === 'paused' ? null : (checked.nextTimes[0] ?? null),
    lastSlot: null,
    buffered: null,
    retryEpoch: 0,
    retryAt: null,
    failedInRow: 0,
    aggregates: NO_AGGREGATES,
    history,
    tags: checked.tags,
    ...given({ note: checked.note, importKey: wanted.importKey }),
  };
  await ports.jobs.insert(job);
  await leavePlace(ports, job);
  await announce(ports, { type: 'job.created', workspaceId, jobId, data: { name, state } });
  await tryEngine(ports, jobId, () => putSchedule(ports, job, state === 'paused'));
  return job;
}

function firstMoves(config: JobConfig, at: Date, isPaused: boolean): JobTransition[] {
  if (config.schedule === undefined) return [];
  const scheduled = movedJob(idleSituation('created', config), 'schedule');
  const first = { at, from: 'created', to: scheduled, event: 'schedule', by: 'api' } as const;
  if (!isPaused) return [first];
  const to = movedJob(idleSituation(scheduled, config), 'pause');
  return [first, { at, from: scheduled, to, event: 'pause', by: 'api' }];
}

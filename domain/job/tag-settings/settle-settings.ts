// Brings jobs in line with their tags and the settings of these, by the same checks as a change that somebody asks for. A job that does
// not fit keeps what it had, and says why.
import { type MemberDifference, differingMembers, isSameValue } from '../../system/differing-members.ts';
import { isWebloomError } from '../../system/errors.ts';
import { OUTRUN, type Outrun, keepsChanging, untilWritten } from '../../system/until-written.ts';
import type { CheckContext } from '../../config/check-job.ts';
import { maskSecrets } from '../../config/secret-headers.ts';
import type { TagSettingsStore } from '../../config/tag-settings/tag-settings.ts';
import type { Job } from '../job.ts';
import { saveChecked, validateChange } from '../verb/change-job.ts';
import type { ConfigurePorts, LayeredJob, ValidatePorts } from '../verb/create-job.ts';
import { admitJob } from '../limit/admit-job.ts';
import type { LimitPorts } from '../limit/reserve.ts';
import { getSituation } from '../verb/verbs.ts';

const BY_TAG_SETTINGS = 'tag settings';

export type SettleContext = Omit<CheckContext, 'jobId' | 'now'>;

export interface Settled {
  readonly jobId: string;
  readonly name: string;
  readonly outcome: 'changed' | 'same' | 'refused';
  /** Why it is refused; null: it is not. */
  readonly detail: string | null;
  readonly changes: readonly MemberDifference[];
}

/** Null: there is nothing to do for it any more. */
async function settleJob(
  ports: ConfigurePorts,
  jobId: string,
  context: SettleContext,
): Promise<Settled | null> {
  const attempt = async (): Promise<Settled | null | Outrun> => {
    const job = await ports.jobs.get(jobId);
    const due = job?.settingsDue ?? null;
    if (job === null || due === null) return null;
    const settled = await settleOnce(ports, job, context);
    if (settled === OUTRUN) return OUTRUN;
    const refused =
      settled.detail === null ? null : { at: ports.clock.now(), detail: settled.detail.slice(0, MAX_DETAIL) };
    // Another change came while this one was made: that one counts.
    return (await ports.jobs.settleSettings(jobId, due, refused)) ? settled : OUTRUN;
  };
  return untilWritten(attempt, () => keepsChanging(`Job ${jobId}`, { jobId }));
}

const MAX_DETAIL = 1_000;

async function settleOnce(
  ports: ConfigurePorts,
  job: Job,
  context: SettleContext,
): Promise<Settled | Outrun> {
  const { _id: jobId, name } = job;
  const told = { jobId, name, detail: null, changes: [] };
  try {
    const layers = await newLayers(ports, job, context);
    if (layers === null) return { ...told, outcome: 'same' };
    const { checked, changes } = layers;
    const { state } = await getSituation(ports, jobId);
    const asked = { jobId, version: job.version, patch: {}, by: BY_TAG_SETTINGS };
    await saveChecked(ports, { job, state, checked }, asked);
    return { ...told, outcome: 'changed', changes };
  } catch (error) {
    if (isWebloomError(error) && (error.code === 'precondition-failed' || error.code === 'not-found'))
      return OUTRUN;
    return { ...told, outcome: 'refused', detail: refusalOf(error) };
  }
}

/** Why the job does not take the settings; anything else that went wrong is thrown on. */
export function refusalOf(error: unknown): string {
  if (isWebloomError(error) && (error.code === 'validation' || error.code === 'plan-limit'))
    return error.message;
  throw error;
}

interface NewLayers {
  readonly checked: LayeredJob;
  readonly changes: readonly MemberDifference[];
}

/** The job with the settings that its tags have now; null: it has them already. */
export async function newLayers(
  ports: ValidatePorts & LimitPorts,
  job: Job,
  context: SettleContext,
): Promise<NewLayers | null> {
  const { _id: jobId, workspaceId, tags = [], inherited = [], config: before } = job;
  if (inherited.length === 0 && (await ports.tagSettings.of(workspaceId, tags)).length === 0) return null;
  const checked = await validateChange(ports, { job, patch: {} }, { ...context, now: ports.clock.now() });
  const wanted = { workspaceId, jobId, config: checked.config, before };
  const admitted = await admitJob(ports, wanted, { takesPlace: false });
  const changes = differingMembers(maskSecrets(before), maskSecrets(admitted));
  return changes.length === 0 && isSameValue(checked.inherited, inherited) ? null : { checked, changes };
}

export interface SettlePorts extends ConfigurePorts {
  readonly tagSettings: TagSettingsStore;
}

/** Jobs read at once. */
const BATCH = 50;

export interface SettleOrder {
  /** Null: jobs of all tags. */
  readonly of: { readonly workspaceId: string; readonly tag: string } | null;
  readonly context: SettleContext;
  /** No further job is begun. */
  readonly ended: () => boolean;
}

/** Goes on with whatever was left by anybody: settings whose jobs do not know yet, then the jobs. Two who do it at once do no harm. */
export async function settleSettings(
  ports: SettlePorts,
  { of, context, ended }: SettleOrder,
): Promise<Settled[]> {
  if (of === null) await tellJobs(ports);
  const done: Settled[] = [];
  let after: string | null = null;
  while (!ended()) {
    const some: string[] = await ports.jobs.settingsDue(of, { after, limit: BATCH });
    for (const jobId of some) {
      if (ended()) return done;
      const settled = await settledOrLater(ports, jobId, context);
      if (settled !== null) done.push(settled);
    }
    after = some.at(-1) ?? null;
    if (some.length < BATCH) return done;
  }
  return done;
}

/** One job that can not be settled now does not hold the others up. */
export async function settledOrLater(
  ports: ConfigurePorts,
  jobId: string,
  context: SettleContext,
): Promise<Settled | null> {
  try {
    return await settleJob(ports, jobId, context);
  } catch (error) {
    ports.log.warn({ jobId, err: error }, 'the job is not brought in line with its tags; tried again');
    return null;
  }
}

/** There are settings whose jobs do not know yet, or jobs that are to be brought in line. */
export async function hasSettingsDue({
  jobs,
  tagSettings,
}: Pick<SettlePorts, 'jobs' | 'tagSettings'>): Promise<boolean> {
  if ((await tagSettings.due(1)).length > 0) return true;
  return (await jobs.settingsDue(null, { after: null, limit: 1 })).length > 0;
}

async function tellJobs(ports: SettlePorts): Promise<void> {
  for (const settings of await ports.tagSettings.due(BATCH)) await tellJobsOf(ports, settings);
}

/** Marks the jobs of the tag, then the settings as told: cut off between the two, it is done again. */
export async function tellJobsOf(
  { jobs, tagSettings }: Pick<SettlePorts, 'jobs' | 'tagSettings'>,
  { _id, workspaceId, tag, due }: Awaited<ReturnType<TagSettingsStore['due']>>[number],
): Promise<void> {
  if (due === null) return;
  await jobs.markSettingsDue(workspaceId, tag, due);
  await tagSettings.told(_id, due);
}

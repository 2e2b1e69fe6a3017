// Settings of tags are saved and removed here. The jobs of the tag are marked; whoever settles them brings them in line.
import { invalidSettings } from '../../config/tag-settings/invalid-settings.ts';
import { type TagSettingsCheck, checkTagSettings } from '../../config/tag-settings/check-tag-settings.ts';
import { MAX_TAG_SETTINGS, type TagSettings, tagSettingsId } from '../../config/tag-settings/tag-settings.ts';
import { normalTag, tagFaults } from '../../config/tags.ts';
import type { Members } from '../../system/differing-members.ts';
import { WebloomError } from '../../system/errors.ts';
import type { Fault } from '../../system/fault.ts';
import { proxyFaults } from '../verb/check-proxy.ts';
import { type SettlePorts, type SettleContext, tellJobsOf } from './settle-settings.ts';

export interface WantedSettings {
  readonly workspaceId: string;
  readonly tag: string;
  readonly settings: Members;
  /** Absent: that which it has, or 0. */
  readonly priority?: number | undefined;
  /** The version that the caller has read; null: any. */
  readonly version: number | null;
  readonly by: string;
}

export async function saveTagSettings(
  ports: SettlePorts,
  wanted: WantedSettings,
  context: SettleContext,
): Promise<TagSettings> {
  const draft = await draftTagSettings(ports, wanted, context);
  const { workspaceId, tag } = draft;
  const before = await ports.tagSettings.get(workspaceId, tag);
  refuseStale(before, wanted.version);
  if (before === null && (await ports.tagSettings.list(workspaceId)).length >= MAX_TAG_SETTINGS)
    throw new WebloomError(
      'limit-exceeded',
      `A workspace has settings of ${MAX_TAG_SETTINGS} tags at most: remove some first.`,
    );
  return save(ports, draft, before);
}

/** As they would be stored. Throws where something is wrong with them. */
export async function draftTagSettings(
  ports: SettlePorts,
  { workspaceId, tag: given, settings, priority, by }: WantedSettings,
  context: SettleContext,
): Promise<TagSettings> {
  const tag = checkedTag(given);
  const check = checkTagSettings(settings, { ...context, now: ports.clock.now() });
  const faults = check.valid ? await strangers(ports, workspaceId, check) : check.faults;
  if (!check.valid || faults.length > 0) throw invalidSettings(tag, faults);
  const present = await ports.tagSettings.get(workspaceId, tag);
  return {
    _id: tagSettingsId(workspaceId, tag),
    workspaceId,
    tag,
    settings: check.settings,
    priority: priority ?? (present?.removed === false ? present.priority : 0),
    version: (present?.version ?? 0) + 1,
    updatedAt: ports.clock.now(),
    by,
    due: ports.ids.ulid(),
    removed: false,
  };
}

function checkedTag(given: string): string {
  const [fault] = tagFaults([given]);
  if (fault !== undefined) throw new WebloomError('validation', fault.detail, { facts: { errors: [fault] } });
  return normalTag(given);
}

/** What they name and the workspace lacks. Whether a login fits the addresses is found with each job. */
async function strangers(
  ports: SettlePorts,
  workspaceId: string,
  { config }: Extract<TagSettingsCheck, { valid: true }>,
): Promise<Fault[]> {
  const { login } = config.fetch;
  const faults = await proxyFaults(ports, workspaceId, config);
  const known = login === undefined ? null : await ports.logins.get(login);
  if (login !== undefined && known?.workspaceId !== workspaceId) {
    const detail = `There is no login ${login}: make one under /v1/logins (webloom logins add), and give its id.`;
    faults.push({ pointer: '/fetch/login', code: 'unknown-login', detail });
  }
  return faults.map((fault) => ({ ...fault, pointer: fault.pointer.replace(/^\/config/, '') }));
}

/** The jobs of the tag go back to their other tags and the defaults. False: there were none. */
export async function removeTagSettings(
  ports: SettlePorts,
  { workspaceId, tag, version, by }: Omit<WantedSettings, 'settings' | 'priority'>,
): Promise<boolean> {
  const before = await ports.tagSettings.get(workspaceId, normalTag(tag));
  if (before === null || before.removed) return false;
  refuseStale(before, version);
  const { clock, ids } = ports;
  const gone = { settings: {}, removed: true, version: before.version + 1, due: ids.ulid() };
  await save(ports, { ...before, ...gone, updatedAt: clock.now(), by }, before);
  return true;
}

async function save(
  ports: SettlePorts,
  settings: TagSettings,
  before: TagSettings | null,
): Promise<TagSettings> {
  const version = before?.version ?? null;
  const stored = { ...settings, version: (version ?? 0) + 1 };
  if (!(await ports.tagSettings.save(stored, version))) throw stale(settings.tag);
  await tellJobsOf(ports, stored);
  return stored;
}

function refuseStale(before: TagSettings | null, read: number | null): void {
  if (before === null || before.removed || read === null || read === before.version) return;
  throw stale(before.tag);
}

function stale(tag: string): WebloomError {
  return new WebloomError(
    'precondition-failed',
    `Somebody changed the settings of the tag “${tag}” meanwhile: read them again, then repeat the change.`,
    { facts: { tag } },
  );
}

// What `apply` would do with settings of tags: those of files against those that are there, with what the API makes of them.
import type { SettingsEffectView, TagSettingsView } from '../../../api/client/tag-calls.ts';
import { type MemberDifference, differingMembers } from '../../../domain/system/differing-members.ts';
import { WebloomError, isWebloomError } from '../../../domain/system/errors.ts';
import { membersIn, valueOf } from '../../../domain/config/tag-settings/config-members.ts';
import type { TagLayer } from '../../../domain/config/tag-settings/layer-settings.ts';
import { normalTags } from '../../../domain/config/tags.ts';
import type { CliContext } from '../../context.ts';
import type { KeptSettings } from './kept-settings.ts';

type Api = CliContext['api'];

export interface PlannedSettings {
  readonly action: 'create' | 'update' | 'unchanged' | 'delete';
  readonly tag: string;
  /** Null: the tag has none yet. */
  readonly version: number | null;
  /** Null: no file has them. */
  readonly kept: KeptSettings | null;
  readonly differences: readonly MemberDifference[];
  /** What would become of the jobs that are there. */
  readonly effect: SettingsEffectView | null;
}

export interface SettingsPlan {
  readonly plan: readonly PlannedSettings[];
  /** What tags will say once the plan is carried out. Null: the files have no settings, and those that are there stay. */
  readonly layersOf: ((tags: readonly string[]) => TagLayer[]) | null;
}

/** Files without settings say nothing of tags, so `prune` leaves them alone then. */
export async function planSettings(
  api: Api,
  kept: readonly KeptSettings[],
  { prune }: { readonly prune: boolean },
): Promise<SettingsPlan> {
  if (kept.length === 0) return { plan: [], layersOf: null };
  const present = new Map((await api.allTagSettings()).items.map((one) => [one.tag, one]));
  const after = new Map<string, TagLayer>(prune ? [] : present);
  const plan: PlannedSettings[] = [];
  for (const one of kept) {
    const planned = await planOne(api, one, present.get(one.tag) ?? null);
    plan.push(planned);
    after.set(one.tag, planned.effect?.tagSettings ?? one);
  }
  const gone = [...present.values()].filter(({ tag }) => !kept.some((one) => one.tag === tag));
  if (prune) for (const one of gone) plan.push(await planRemoval(api, one));
  const layersOf = (tags: readonly string[]): TagLayer[] =>
    normalTags(tags).flatMap((tag) => after.get(tag) ?? []);
  return { plan, layersOf };
}

async function planOne(
  api: Api,
  kept: KeptSettings,
  present: TagSettingsView | null,
): Promise<PlannedSettings> {
  const effect = await tried(api, kept);
  const differences = differingMembers(shownOf(present), shownOf(effect.tagSettings));
  const changed = present === null ? 'create' : 'update';
  return {
    action: differences.length === 0 && present !== null ? 'unchanged' : changed,
    tag: kept.tag,
    version: present?.version ?? null,
    kept,
    differences,
    effect,
  };
}

/** Member by member, also where there are none yet. */
function shownOf(present: TagSettingsView | null): object {
  const { priority = 0, settings = {} } = present ?? {};
  const members = membersIn(settings).map((path) => [path, valueOf(settings, path)]);
  return { priority, settings: Object.fromEntries(members) as object };
}

async function tried(api: Api, { tag, settings, priority, file }: KeptSettings): Promise<SettingsEffectView> {
  try {
    return await api.saveTagSettings(tag, { settings, priority }, { dryRun: true });
  } catch (error) {
    if (!isWebloomError(error)) throw error;
    const title = `The settings of the tag “${tag}” of ${file} are not valid; nothing was applied`;
    throw new WebloomError(error.code, error.message, { facts: { ...error.facts, title }, cause: error });
  }
}

async function planRemoval(api: Api, { tag, version }: TagSettingsView): Promise<PlannedSettings> {
  const effect = await api.removeTagSettings(tag, { dryRun: true });
  return { action: 'delete', tag, version, kept: null, differences: [], effect };
}

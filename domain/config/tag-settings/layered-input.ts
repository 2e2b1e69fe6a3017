// A job as its user gives it, laid over the settings of its tags: what is checked and stored is the whole.
import type { Fault } from '../../system/fault.ts';
import { type Members, isMembers } from '../../system/differing-members.ts';
import { differingFrom } from './config-members.ts';
import { DEFAULT_CONFIG } from '../default-config.ts';
import { type InheritedMember, layerSettings } from './layer-settings.ts';
import type { TagSettingsStore } from './tag-settings.ts';
import type { JobConfig } from '../schema.ts';
import { normalTags } from '../tags.ts';

export interface SettingsLookup {
  readonly tagSettings: Pick<TagSettingsStore, 'of'>;
}

export interface LayeredInput {
  /** With what its tags say; without defaults. */
  readonly raw: unknown;
  readonly own: readonly string[];
  readonly inherited: readonly InheritedMember[];
}

/** An input that has no form at all is left to the check, which says what is wrong with it. */
export async function layeredInput(
  { tagSettings }: SettingsLookup,
  raw: unknown,
  workspaceId: string,
): Promise<LayeredInput> {
  if (!isMembers(raw) || !isMembers(raw['config'])) return { raw, own: [], inherited: [] };
  const tags = tagsIn(raw);
  const layers = tags.length === 0 ? [] : await tagSettings.of(workspaceId, tags);
  const { config, own, inherited } = layerSettings(raw['config'], layers);
  return { raw: { ...raw, config }, own, inherited };
}

function tagsIn({ tags }: Members): string[] {
  return Array.isArray(tags) ? normalTags(tags.filter((tag) => typeof tag === 'string')) : [];
}

interface NotedJob {
  readonly own?: readonly string[];
  readonly ownVersion?: number;
  readonly inherited?: readonly InheritedMember[];
  readonly version: number;
  readonly config: JobConfig;
}

/**
 * Members that the job says itself. A process of a version before tags had settings changes the configuration and notes nothing: what differs
 * from the defaults since, and is from no tag, was said there.
 */
export function ownMembers({
  own,
  ownVersion,
  inherited = [],
  version,
  config,
}: NotedJob): readonly string[] {
  if (own !== undefined && (ownVersion ?? version) === version) return own;
  const noted = new Set([...(own ?? []), ...inherited.map(({ member }) => member)]);
  const unnoted = differingFrom({ ...config }, { ...DEFAULT_CONFIG }).filter((path) => !noted.has(path));
  return [...(own ?? []), ...unnoted];
}

/** Whoever reads the fault may not have written what is wrong. */
export function withOrigin(fault: Fault, inherited: readonly InheritedMember[]): Fault {
  const origin = inherited.find(({ member }) => isAt(fault.pointer, member));
  if (origin === undefined) return fault;
  return { ...fault, detail: `${fault.detail} It comes from the settings of the tag “${origin.tag}”.` };
}

function isAt(pointer: string, member: string): boolean {
  const place = `/config/${member.replace('.', '/')}`;
  return pointer === place || pointer.startsWith(`${place}/`);
}

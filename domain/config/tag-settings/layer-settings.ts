// Lays what a job says itself over what the settings of its tags say: defaults < tags < the job.
import type { Members } from '../../system/differing-members.ts';
import { membersIn, setMember, valueOf } from './config-members.ts';
import type { TagSettings } from './tag-settings.ts';

/** A member that a job has by a tag. */
export interface InheritedMember {
  readonly member: string;
  readonly tag: string;
}

export type TagLayer = Pick<TagSettings, 'tag' | 'settings' | 'priority'>;

export interface LayeredConfig {
  /** Without defaults. */
  readonly config: Members;
  /** Members that the job says itself. */
  readonly own: readonly string[];
  readonly inherited: readonly InheritedMember[];
}

export function layerSettings(own: Members, layers: readonly TagLayer[]): LayeredConfig {
  const ownPaths = membersIn(own);
  const isOwn = new Set(ownPaths);
  const tags = new Map<string, string>();
  const config: Record<string, unknown> = {};
  for (const { tag, settings } of layers.toSorted(byPriority)) {
    for (const path of membersIn(settings).filter((one) => !isOwn.has(one))) {
      setMember(config, path, valueOf(settings, path));
      tags.set(path, tag);
    }
  }
  for (const path of ownPaths) setMember(config, path, valueOf(own, path));
  return { config, own: ownPaths, inherited: [...tags].map(([member, tag]) => ({ member, tag })) };
}

/** The later one wins: the higher priority, of the same one the later name. */
function byPriority(one: TagLayer, other: TagLayer): number {
  if (one.priority !== other.priority) return one.priority - other.priority;
  return one.tag < other.tag ? -1 : 1;
}

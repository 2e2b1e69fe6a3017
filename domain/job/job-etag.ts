// The ETag of a job guards its configuration by the version, and its tags by a key made of them, because a change of tags
// makes no version: `3-1b0jl3y`. The version alone guards the configuration alone.
import type { Job } from './job.ts';

export interface ReadJob {
  readonly version: number;
  /** Null: the tags are not guarded. */
  readonly tagsKey: string | null;
}

export function jobEtag({ version, tags }: Pick<Job, 'version' | 'tags'>): string {
  return `${version}-${tagsKeyOf(tags)}`;
}

export function parseJobEtag(text: string): ReadJob {
  const [version = '', tagsKey = null] = text.split('-');
  return { version: Number(version), tagsKey };
}

/** 32 bits of FNV-1a: it tells the few lists apart that a job has one after another. */
export function tagsKeyOf(tags: readonly string[] = []): string {
  let hash = 0x811c9dc5;
  for (const character of tags.join(',')) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return hash.toString(36);
}

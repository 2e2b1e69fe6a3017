// The ETag of a job guards its configuration by the version, and its tags and note by a key made of them, because a change of those
// makes no version: `3-1b0jl3y`. The version alone guards the configuration alone.
import type { Job } from './job.ts';

export interface ReadJob {
  readonly version: number;
  /** Null: tags and note are not guarded. */
  readonly wordsKey: string | null;
}

/** The user's own words for a job. */
type JobWords = Pick<Job, 'tags' | 'note'>;

export function jobEtag(job: Pick<Job, 'version'> & JobWords): string {
  return `${job.version}-${wordsKeyOf(job)}`;
}

export function parseJobEtag(text: string): ReadJob {
  const [version = '', wordsKey = null] = text.split('-');
  return { version: Number(version), wordsKey };
}

/** 32 bits of FNV-1a: it tells the few words apart that a job has one after another. */
export function wordsKeyOf({ tags = [], note }: JobWords): string {
  let hash = 0x811c9dc5;
  // No tag has a line break.
  for (const character of [tags.join(','), ...(note === undefined ? [] : [note])].join('\n')) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return hash.toString(36);
}

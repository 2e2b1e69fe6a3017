// Tags of a job: short words of the user's own, the same in whatever case they are written.
import { type Fault, toPointer } from '../system/fault.ts';

export const MAX_TAGS = 20;
const MAX_TAG_LENGTH = 40;

/** Lower case, white space as one blank: `  Kitchen   Sale ` → `kitchen sale`. */
export function normalTag(text: string): string {
  return text.normalize('NFC').replaceAll(/\s+/g, ' ').trim().toLowerCase();
}

/** Normal, each once, in the order given. */
export function normalTags(tags: readonly string[]): string[] {
  return [...new Set(tags.map(normalTag))];
}

/** Control characters, and what separates tags or stands for something in a search. */
const FORBIDDEN = /^[+-]|[\p{Cc}\p{Cf},"\\*]/u;

export function tagFaults(tags: readonly string[], at: readonly PropertyKey[] = ['tags']): Fault[] {
  const faults = tags.flatMap((tag, index): Fault[] => {
    const pointer = toPointer([...at, index]);
    const normal = normalTag(tag);
    if (normal === '') return [{ pointer, code: 'too-small', detail: 'Give a tag that can be seen.' }];
    if (normal.length > MAX_TAG_LENGTH)
      return [{ pointer, code: 'too-big', detail: `A tag has ${MAX_TAG_LENGTH} characters at most.` }];
    if (!FORBIDDEN.test(normal)) return [];
    const detail =
      'A tag has no comma, quotation mark, backslash, * or control character, and does not begin with + or -.';
    return [{ pointer, code: 'invalid-tag', detail }];
  });
  if (normalTags(tags).length <= MAX_TAGS) return faults;
  return [
    ...faults,
    { pointer: toPointer(at), code: 'too-big', detail: `A job has ${MAX_TAGS} tags at most.` },
  ];
}

export interface TagChange {
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

export function withTags(tags: readonly string[], { add, remove }: TagChange): string[] {
  const gone = normalTags(remove);
  return normalTags([...tags.filter((tag) => !gone.includes(tag)), ...add]);
}

// The tag by which the jobs of one import are found.
import { WebloomError } from '../../system/errors.ts';
import { normalTag, tagFaults } from '../../config/tags.ts';

/** Absent: of the day. Throws `validation` for what is no tag. */
export function importTag(asked: string | undefined, now: Date): string {
  const tag = normalTag(asked ?? `import-${now.toISOString().slice(0, 10)}`);
  const [fault] = tagFaults([tag], ['tag']);
  if (fault === undefined) return tag;
  throw new WebloomError('validation', `tag: ${fault.detail}`, { facts: { errors: [fault] } });
}

// Changes what a workspace says about keeping, member by member.
import { WebloomError } from '../../system/errors.ts';
import { type OwnRetention, RETENTION_NAMES, type Retention } from '../../config/retention/retention.ts';
import { retentionSchema } from '../../config/retention/schema.ts';

/** Null puts a number back to its default; absent members stay. */
export type RetentionPatch = { readonly [Name in keyof Retention]?: number | null | undefined };

/** Throws (validation) with what to write instead. */
export function changedRetention(before: OwnRetention | undefined, patch: RetentionPatch): OwnRetention {
  const changed: Partial<Record<keyof Retention, number>> = {};
  for (const name of RETENTION_NAMES) {
    const value = patch[name] === undefined ? before?.[name] : patch[name];
    if (value !== undefined && value !== null) changed[name] = value;
  }
  const { data, error } = retentionSchema.safeParse(changed);
  if (data !== undefined) return data;
  const errors = error.issues.map(({ path, code, message }) => ({
    pointer: `/retention/${path.join('/')}`,
    code,
    detail: message,
  }));
  const detail = errors.map((one) => `${one.pointer.slice(1)}: ${one.detail}`).join(' ');
  throw new WebloomError('validation', detail, { facts: { errors } });
}

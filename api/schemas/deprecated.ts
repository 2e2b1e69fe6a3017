// A member of before that is kept for one version, beside the one that took its place.
import type { z } from 'zod';

/** `instead` is the member that says it now. */
export function deprecated<Member extends z.ZodType>(member: Member, instead: string): Member {
  return member.meta({
    description: `Deprecated, goes with the next version: use ${instead}.`,
    deprecated: true,
  });
}

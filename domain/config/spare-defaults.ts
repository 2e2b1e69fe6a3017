// A part of a configuration without the members that are as they would be anyway: what somebody really asked for.
import { type Members, isSameValue } from '../system/differing-members.ts';

export function withoutDefaults<Part extends object>(part: Part, defaults: Members): Partial<Part> {
  const own = Object.entries(part).filter(
    ([name, value]) => value !== undefined && !isSameValue(value, defaults[name]),
  );
  return Object.fromEntries(own) as Partial<Part>;
}

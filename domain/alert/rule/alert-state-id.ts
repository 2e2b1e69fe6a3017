// The id of what a rule knows of a page: `<ruleId>:<pageId>`.
import { ownedId } from '../../system/owned-id.ts';

export function alertStateId(ruleId: string, pageId: string): string {
  return ownedId(ruleId, pageId);
}

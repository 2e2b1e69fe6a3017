// Search attributes of a run, registered when the stack starts. In the Temporal UI runs can be found by job,
// name, state, trigger and ending reason, and lists can show these as columns.
import { SearchAttributeType, defineSearchAttributeKey } from '@temporalio/common';

export const JOB_ATTRIBUTE = defineSearchAttributeKey('WebloomJob', SearchAttributeType.KEYWORD);
export const NAME_ATTRIBUTE = defineSearchAttributeKey('WebloomName', SearchAttributeType.KEYWORD);
export const STATE_ATTRIBUTE = defineSearchAttributeKey('WebloomState', SearchAttributeType.KEYWORD);
export const TRIGGER_ATTRIBUTE = defineSearchAttributeKey('WebloomTrigger', SearchAttributeType.KEYWORD);
export const REASON_ATTRIBUTE = defineSearchAttributeKey('WebloomReason', SearchAttributeType.KEYWORD);

export const RUN_ATTRIBUTES = [
  JOB_ATTRIBUTE,
  NAME_ATTRIBUTE,
  STATE_ATTRIBUTE,
  TRIGGER_ATTRIBUTE,
  REASON_ATTRIBUTE,
] as const;

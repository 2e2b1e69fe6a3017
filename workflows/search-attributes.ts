// Search attributes of a run, registered when the stack starts. In the Temporal UI runs can be found by job,
// name, state, trigger and ending reason, and lists can show these as columns.
import { SearchAttributeType, defineSearchAttributeKey } from '@temporalio/common';

export const JOB_ATTRIBUTE = defineSearchAttributeKey('WebloomJob', SearchAttributeType.KEYWORD);
export const NAME_ATTRIBUTE = defineSearchAttributeKey('WebloomName', SearchAttributeType.KEYWORD);
export const STATE_ATTRIBUTE = defineSearchAttributeKey('WebloomState', SearchAttributeType.KEYWORD);
export const TRIGGER_ATTRIBUTE = defineSearchAttributeKey('WebloomTrigger', SearchAttributeType.KEYWORD);
export const REASON_ATTRIBUTE = defineSearchAttributeKey('WebloomReason', SearchAttributeType.KEYWORD);

/** The first run of a chain of runs that started each other; on all of them but the first. */
export const CHAIN_ATTRIBUTE = defineSearchAttributeKey('WebloomChain', SearchAttributeType.KEYWORD);

export const RUN_ATTRIBUTES = [
  JOB_ATTRIBUTE,
  NAME_ATTRIBUTE,
  STATE_ATTRIBUTE,
  TRIGGER_ATTRIBUTE,
  REASON_ATTRIBUTE,
  CHAIN_ATTRIBUTE,
] as const;

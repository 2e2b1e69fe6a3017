// Search attributes of a run, registered when the stack starts: find runs by job, state and trigger in the Temporal UI.
import { SearchAttributeType, defineSearchAttributeKey } from '@temporalio/common';

export const JOB_ATTRIBUTE = defineSearchAttributeKey('WebloomJob', SearchAttributeType.KEYWORD);
export const STATE_ATTRIBUTE = defineSearchAttributeKey('WebloomState', SearchAttributeType.KEYWORD);
export const TRIGGER_ATTRIBUTE = defineSearchAttributeKey('WebloomTrigger', SearchAttributeType.KEYWORD);

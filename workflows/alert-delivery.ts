// One round of a delivery: an attempt, then the wait that it asks for, until the message is delivered or given up. The
// activity decides; what it decided is in the document, so a workflow that starts anew goes on where the document is.
import { continueAsNew, setCurrentDetails, sleep, workflowInfo } from '@temporalio/workflow';
import type { AlertDeliveryInput } from './messages.ts';
import { delivery } from './policies.ts';

export async function alertDelivery(input: AlertDeliveryInput): Promise<string> {
  for (;;) {
    const step = await delivery().deliver(input);
    if (step.kind === 'ended') {
      setCurrentDetails(step.detail);
      return step.state;
    }
    await sleep(step.waitMs);
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof alertDelivery>(input);
  }
}

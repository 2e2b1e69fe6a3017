// Starts the workflow of a delivery: once for each round, and again only when it ended without doing its work (terminated,
// failed), which the monitor finds out.
import { type Client, WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import type { DeliveryStart } from '../../domain/alert/delivery/delivery.ts';
import { deliveryWorkflowId } from '../../domain/alert/delivery/delivery-id.ts';
import type { AlertDeliveryInput } from '../../workflows/messages.ts';
import { taskQueueName } from './run-start.ts';

const WORKFLOW_TYPE = 'alertDelivery';

export async function startDelivery(
  client: Client,
  prefix: string,
  { deliveryId, round }: DeliveryStart,
): Promise<boolean> {
  const input: AlertDeliveryInput = { deliveryId, round };
  try {
    await client.workflow.start(WORKFLOW_TYPE, {
      workflowId: deliveryWorkflowId(deliveryId, round),
      taskQueue: taskQueueName(prefix, 'orchestrator'),
      args: [input],
      workflowIdReusePolicy: 'ALLOW_DUPLICATE_FAILED_ONLY',
      workflowIdConflictPolicy: 'FAIL',
      retry: { maximumAttempts: 1 },
    });
    return true;
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return false;
    throw error;
  }
}

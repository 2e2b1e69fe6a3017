// The runs of this installation that go on, by Temporal's list of workflows: of whose answers only ids are read. Each page
// has its own deadline.
import type { Client } from '@temporalio/client';
import { WORKFLOW_TYPE, taskQueueName } from './run-start.ts';
import type { TemporalCall } from './temporal-call.ts';

const PAGE_SIZE = 500;

export async function listOpenRuns(
  client: Client,
  { prefix, namespace }: { readonly prefix: string; readonly namespace: string },
  call: TemporalCall,
): Promise<Set<string>> {
  const query = `WorkflowType = '${WORKFLOW_TYPE}' AND TaskQueue = '${taskQueueName(prefix, 'orchestrator')}' AND ExecutionStatus = 'Running'`;
  const open = new Set<string>();
  let nextPageToken = new Uint8Array();
  do {
    const page = await call('list its open runs', () =>
      client.workflowService.listWorkflowExecutions({ namespace, query, pageSize: PAGE_SIZE, nextPageToken }),
    );
    for (const { execution } of page.executions) if (execution?.workflowId) open.add(execution.workflowId);
    nextPageToken = Uint8Array.from(page.nextPageToken);
  } while (nextPageToken.length > 0);
  return open;
}

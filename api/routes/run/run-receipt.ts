// What a run cost and what it found, summed from its chunks and its changes at the time it is asked for.
import { receiptOf } from '../../../domain/run/report/receipt.ts';
import type { HistorySize } from '../../../domain/run/run-engine.ts';
import type { Run } from '../../../domain/run/run.ts';
import type { ApiServer } from '../../http/server-type.ts';
import type { ApiPorts } from '../../ports.ts';
import { findRun } from '../../query/find-row.ts';
import { allChunks } from '../../query/run/all-chunks.ts';
import { sumUpChanges } from '../../query/run/sum-up-changes.ts';
import { runParams } from '../../schemas/run/run.ts';
import { runChanges } from '../../schemas/run/run-changes.ts';
import { type RunReceiptView, runReceipt } from '../../schemas/run/run-receipt.ts';
import { toReceiptView } from '../../views/run/receipt-view.ts';

export function registerRunReceipt(app: ApiServer, ports: ApiPorts): void {
  app.get(
    '/v1/runs/:runId/receipt',
    { schema: { tags: ['runs'], params: runParams, response: { 200: runReceipt } } },
    async (request) => readReceipt(ports, await findRun(ports, request.params.runId)),
  );
  app.get(
    '/v1/runs/:runId/changes/summary',
    { schema: { tags: ['runs'], params: runParams, response: { 200: runChanges } } },
    async (request) => sumUpChanges(ports, (await findRun(ports, request.params.runId))._id),
  );
}

async function readReceipt(ports: ApiPorts, run: Run): Promise<RunReceiptView> {
  const { _id, receipt } = run;
  const [cost, history] = await Promise.all([
    receipt ?? allChunks(ports, _id).then(receiptOf),
    readHistory(ports, run),
  ]);
  return toReceiptView(run, cost, history);
}

/** The receipt is told without it when the engine is away. */
async function readHistory({ engine }: ApiPorts, run: Run): Promise<HistorySize | null> {
  try {
    return await engine.historySize(run.workflowId);
  } catch {
    return null;
  }
}

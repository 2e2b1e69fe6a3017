// Calls of the API about one run looked at closely.
import type { RunReceiptView } from '../schemas/run/run-receipt.ts';

export type { RunReceiptView } from '../schemas/run/run-receipt.ts';

export function runCalls(json: <T>(path: string) => Promise<T>) {
  return {
    receipt: (runId: string) => json<RunReceiptView>(`/v1/runs/${encodeURIComponent(runId)}/receipt`),
  };
}

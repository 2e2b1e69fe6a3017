// The receipt of a run as the API shows it.
import { isTerminal } from '../../../domain/run/lifecycle.ts';
import type { HostCost } from '../../../domain/run/report/host-cost.ts';
import type { Receipt } from '../../../domain/run/report/receipt.ts';
import type { HistorySize } from '../../../domain/run/run-engine.ts';
import type { Run } from '../../../domain/run/run.ts';
import type { RunReceiptView } from '../../schemas/run/run-receipt.ts';

export function toReceiptView(run: Run, receipt: Receipt, history: HistorySize | null): RunReceiptView {
  const { hosts, isByHost, stages, ...sums } = receipt;
  const others = hosts.find(({ host }) => host === '');
  const self = `/v1/runs/${run._id}`;
  return {
    runId: run._id,
    final: isTerminal(run.state),
    ...sums,
    stages: stages.map((stage) => ({ ...stage })),
    temporalEvents: history?.events ?? null,
    temporalParts: history?.parts ?? null,
    hosts: hosts.filter((cost) => cost !== others).map((cost) => ({ host: cost.host, ...toCost(cost) })),
    hostCount: hosts.reduce((sum, cost) => sum + cost.hosts, 0),
    otherHosts: others === undefined ? null : toCost(others),
    byHost: isByHost,
    links: { run: self, chunks: `${self}/chunks`, reasons: `${self}/reasons` },
  };
}

type CostView = NonNullable<RunReceiptView['otherHosts']>;

function toCost({ requests, wireBytes, waitMs, timed, elapsedMs, answers }: HostCost): CostView {
  const meanMs = timed === 0 ? null : Math.round(elapsedMs / timed);
  return { requests, wireBytes, waitMs, meanMs, answers: { ...answers } };
}

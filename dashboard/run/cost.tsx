// What a run cost: its sums, the processor time of its stages, and a table of the hosts it asked.
import type { ReactNode } from 'react';
import type { RunView } from '../../api/schemas/run/run.ts';
import type { RunReceiptView } from '../../api/schemas/run/run-receipt.ts';
import { segment } from '../api/ask.ts';
import { useAsk } from '../api/use-ask.ts';
import { counted } from '../../domain/system/counted.ts';
import { formatBytes, formatCount, formatDuration } from '../ui/appearance/format.ts';
import { Card } from '../ui/card.tsx';
import { NoAnswer } from '../ui/empty-state.tsx';
import { Fact, Facts } from '../ui/facts.tsx';
import { ScrollBox } from '../ui/list/scroll-box.tsx';
import { type Head, TableHead } from '../ui/list/table-head.tsx';
import { answerWords } from './cost-words.ts';

const LIVE_MS = 5_000;

export function Cost({ run }: { readonly run: RunView }): ReactNode {
  const { runId, finishedAt } = run;
  const receipt = useAsk(['run', runId, 'receipt', finishedAt], `/v1/runs/${segment(runId)}/receipt`, {
    refetchInterval: finishedAt === null ? LIVE_MS : false,
  });
  const { data } = receipt;
  return (
    <Card title="Cost" aside={data?.final === false ? 'so far' : undefined} flush>
      {data === undefined ? (
        <div className="px-4 pb-4">
          <NoAnswer of={receipt} rows={3} label="Loading the receipt" />
        </div>
      ) : (
        <>
          <Sums receipt={data} />
          <Hosts receipt={data} />
        </>
      )}
    </Card>
  );
}

function Sums({ receipt }: { readonly receipt: RunReceiptView }): ReactNode {
  const { requests, wireBytes, waitMs, cpuMs, stages, temporalEvents, temporalParts } = receipt;
  const used = stages.filter((stage) => stage.cpuMs !== null);
  return (
    <Facts className="px-4 pb-3">
      <Fact name="Requests">
        {formatCount(requests)}, {formatBytes(wireBytes)} over the wire
      </Fact>
      <Fact name="Waited for hosts">{formatDuration(waitMs)}, summed over pages</Fact>
      <Fact name="Processor time">
        {formatDuration(cpuMs)}
        {used.length === 0
          ? null
          : `: ${used.map((stage) => `${stage.stage} ${formatDuration(stage.cpuMs ?? 0)}`).join(', ')}`}
      </Fact>
      {temporalEvents === null ? null : (
        <Fact name="Events in Temporal">
          {formatCount(temporalEvents)}
          {(temporalParts ?? 1) > 1 ? `, in ${formatCount(temporalParts ?? 1)} histories` : ''}
        </Fact>
      )}
    </Facts>
  );
}

const HEADS: readonly Head[] = [
  { name: 'Host' },
  { name: 'Requests', className: 'number' },
  { name: 'Bytes', className: 'number' },
  { name: 'Mean time', className: 'number' },
  { name: 'Waited', className: 'number' },
  { name: 'Answers' },
];

function Hosts({ receipt }: { readonly receipt: RunReceiptView }): ReactNode {
  const { hosts, hostCount, otherHosts, byHost } = receipt;
  if (hosts.length === 0)
    return (
      <p className="px-4 pb-4 text-ink-2">
        {byHost ? 'No host has been asked yet.' : 'Its hosts were not kept.'}
      </p>
    );
  return (
    <ScrollBox label="Cost by host" className="max-h-96 overflow-auto">
      <table className="table">
        <TableHead heads={HEADS} />
        <tbody>
          {hosts.map(({ host, ...cost }) => (
            <HostRow key={host} name={host} cost={cost} />
          ))}
          {otherHosts === null ? null : (
            <HostRow name={counted(hostCount - hosts.length, 'other host')} cost={otherHosts} />
          )}
        </tbody>
      </table>
    </ScrollBox>
  );
}

interface HostRowProps {
  readonly name: string;
  readonly cost: NonNullable<RunReceiptView['otherHosts']>;
}

function HostRow({ name, cost }: HostRowProps): ReactNode {
  return (
    <tr>
      <td className="min-w-36 wrap-anywhere" dir="auto">
        {name}
      </td>
      <td className="number">{formatCount(cost.requests)}</td>
      <td className="number">{formatBytes(cost.wireBytes)}</td>
      <td className="number">{cost.meanMs === null ? '–' : formatDuration(cost.meanMs)}</td>
      <td className="number">{formatDuration(cost.waitMs)}</td>
      <td>{answerWords(cost.answers)}</td>
    </tr>
  );
}

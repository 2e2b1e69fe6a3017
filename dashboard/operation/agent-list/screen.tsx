// The agents: who does what now and since when, how busy each is, and who is silent.
import type { ReactNode } from 'react';
import type { AgentView } from '../../../api/schemas/agent/agent.ts';
import { useAsk } from '../../api/use-ask.ts';
import { Card, Note } from '../../ui/card.tsx';
import { EmptyState, NoAnswer } from '../../ui/empty-state.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { AgentRow } from './agent-row.tsx';
import { ScalingCard } from './scaling-card.tsx';
import { agentHeadline, inOrder, isAbsent, versionSkew } from './agent-words.ts';

/** Heartbeats come every five seconds. */
const REFRESH_MS = 2_500;

export function Screen(): ReactNode {
  const agents = useAsk(['agents'], '/v1/agents', { refetchInterval: REFRESH_MS });
  const items = agents.data?.items ?? [];
  return (
    <>
      <PageHead
        title={agents.data === undefined ? 'Agents' : agentHeadline(items)}
        tab="Agents"
        sub="An agent is a process that does a part of the work. Each gives a sign of life every five seconds."
      />
      {agents.data === undefined ? (
        <NoAnswer of={agents} rows={8} label="Loading agents" />
      ) : (
        <Agents agents={items} />
      )}
    </>
  );
}

interface AgentsProps {
  readonly agents: readonly AgentView[];
}

function Agents({ agents }: AgentsProps): ReactNode {
  const skew = versionSkew(agents);
  if (agents.every(isAbsent))
    return (
      <Card>
        <EmptyState title="No agent gives a sign of life">
          Nothing is fetched, read or stored. Start them all on this machine:
          <code className="mt-3 block rounded-m bg-sunk px-3 py-2 font-mono text-s text-ink">webloom up</code>
        </EmptyState>
      </Card>
    );
  return (
    <>
      {skew.length === 0 ? null : (
        <div className="mb-4">
          <Note title="Agents of different versions work together.">
            {skew.join(', ')}. Replace the older ones; until then a run may wait for them.
          </Note>
        </div>
      )}
      <Card flush>
        <ul className="divide-y divide-line">
          {inOrder(agents).map((agent) => (
            <AgentRow key={agent.agentId} agent={agent} />
          ))}
        </ul>
      </Card>
      <ScalingCard />
    </>
  );
}

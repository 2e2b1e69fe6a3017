// One agent: its state, the work in hand with its time ticking, slots, memory, speed, and its last sign of life.
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { AgentView } from '../../../api/schemas/agent/agent.ts';
import { formatCount, formatDuration } from '../../ui/appearance/format.ts';
import { CutText } from '../../ui/cut-text.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Moment, useNow } from '../../ui/moment.tsx';
import { STATE_LOOKS, isAbsent, isTrouble, replacedWords } from './agent-words.ts';

interface AgentRowProps {
  readonly agent: AgentView;
}

const SHOWN_WORK = 3;
const LAST_SIGN_STYLES: Readonly<Partial<Record<AgentView['state'], string>>> = {
  draining: 'font-[560] text-stopping',
  replaced: 'text-ink-3',
};

export function AgentRow({ agent }: AgentRowProps): ReactNode {
  const { word, colour, icon } = STATE_LOOKS[agent.state];
  return (
    <li
      className={`grid gap-x-5 gap-y-2 px-4 py-3 desk:grid-cols-[12rem_minmax(0,1fr)_9rem_14rem] ${isAbsent(agent) ? 'opacity-70' : ''}`}
    >
      <div className="min-w-0">
        <b className={`font-[580] ${agent.role === 'api' ? 'uppercase' : 'capitalize'}`}>{agent.role}</b>
        <span className="ml-2.5 inline-flex items-center gap-1.5 text-s font-[550]" style={{ color: colour }}>
          <Icon name={icon} size={12} />
          {word}
        </span>
        <CutText text={`${agent.pid} on ${agent.host}`} className="text-s text-ink-3" />
      </div>
      <Work agent={agent} />
      <Slots agent={agent} />
      <Figures agent={agent} />
    </li>
  );
}

function Work({ agent }: { readonly agent: AgentView }): ReactNode {
  const now = useNow();
  const { work, lastError } = agent;
  const more = (agent.slots?.used ?? work.length) - Math.min(work.length, SHOWN_WORK);
  return (
    <div className="min-w-0 text-s">
      {work.slice(0, SHOWN_WORK).map(({ what, means, runId, chunkNo, host, since }) => (
        <p key={`${what} ${runId ?? ''} ${chunkNo ?? ''} ${host ?? ''} ${since}`}>
          {means}
          {host === null ? '' : ` of ${host}`}
          {runId === null ? null : (
            <>
              {', '}
              <Link
                to="/runs/$runId"
                params={{ runId }}
                className="inline-block min-h-6 text-accent hover:underline"
              >
                {chunkNo === null || chunkNo === 0 ? 'its run' : `chunk ${chunkNo}`}
              </Link>
            </>
          )}
          <span className="text-ink-3"> for {formatDuration(Math.max(0, now - Date.parse(since)))}</span>
        </p>
      ))}
      {more > 0 ? <p className="text-ink-3">and {formatCount(more)} more</p> : null}
      {work.length === 0 ? <p className="text-ink-3">{idleWords(agent)}</p> : null}
      {lastError === null ? null : (
        <p className="mt-0.5 text-failed" title={lastError.message}>
          <span className="line-clamp-2">
            {lastError.what} failed <Moment at={lastError.at} />: {lastError.message}
          </span>
        </p>
      )}
    </div>
  );
}

function idleWords({ state, role }: AgentView): string {
  if (state === 'replaced') return 'It was killed; another one has its place.';
  if (state === 'gone') return 'It was killed or cut off; its work went to another.';
  if (state === 'silent') return 'No sign of life: it was killed, is frozen, or does not reach the database.';
  if (role === 'api') return 'answers this page and every other caller';
  return role === 'monitor' ? 'looks after runs, schedules and leftovers' : 'has nothing in hand';
}

function Slots({ agent }: { readonly agent: AgentView }): ReactNode {
  const { slots, rates } = agent;
  if (slots === null) return <div className="hidden desk:block" />;
  const share = Math.min(1, slots.used / Math.max(1, slots.total));
  return (
    <div className="text-s">
      <div
        role="img"
        aria-label={`${slots.used} of ${slots.total} slots used`}
        className="mt-1.5 h-1.5 overflow-hidden rounded-full bg-sunk"
      >
        <i
          className="block h-full rounded-full transition-[width] duration-(--calm)"
          style={{
            width: `${share * 100}%`,
            background: share >= 1 ? 'var(--st-stopping)' : 'var(--accent)',
          }}
        />
      </div>
      <p className="mt-1 text-ink-3">
        {formatCount(slots.used)} of {formatCount(slots.total)} slots
      </p>
      {rates === null ? null : <p className="text-ink-3">{formatCount(rates.perMinute)} a minute</p>}
    </div>
  );
}

function Figures({ agent }: AgentRowProps): ReactNode {
  const { memoryMb, memoryBoundMb, cpuPercent, lagMs, uptimeMs, version } = agent;
  const parts = [
    memoryMb === null ? null : `${memoryMb}${memoryBoundMb === null ? '' : ` of ${memoryBoundMb}`} MB`,
    cpuPercent === null ? null : `${cpuPercent} % CPU`,
    lagMs === null || lagMs < 20 ? null : `${lagMs} ms lag`,
  ];
  return (
    <div className="text-s text-ink-2 desk:text-right">
      <LastSign agent={agent} />
      <p className="text-ink-3">{parts.filter((text) => text !== null).join(' · ')}</p>
      <p className="text-ink-3">
        up {formatDuration(uptimeMs)}, {version}
      </p>
      <Replaced agent={agent} />
    </div>
  );
}

/** It took the place of one that had grown beyond its memory bound. */
function Replaced({ agent: { replacedInRow } }: AgentRowProps): ReactNode {
  if (replacedInRow === 0) return null;
  return <p className="text-stopping">{replacedWords(replacedInRow)}</p>;
}

/** Ticks by the server's clock, so that the one of this machine does not matter. */
function LastSign({ agent }: AgentRowProps): ReactNode {
  const silentMs = Math.max(0, useNow() - Date.parse(agent.lastSeenAt));
  const seconds = Math.round(silentMs / 1_000);
  if (!isTrouble(agent) && !isAbsent(agent)) return <p>{seconds < 1 ? 'just now' : `${seconds} s ago`}</p>;
  return (
    <p className={LAST_SIGN_STYLES[agent.state] ?? 'font-[560] text-failed'}>
      {agent.state === 'draining'
        ? 'finishes and is replaced'
        : `silent for ${formatDuration(seconds * 1_000)}`}
    </p>
  );
}

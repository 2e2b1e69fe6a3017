import { expect, test } from 'vitest';
import {
  agentHeadline,
  inOrder,
  versionSkew,
} from '../../../../dashboard/operation/agent-list/agent-words.ts';
import type { AgentView } from '../../../../api/schemas/agent/agent.ts';

type State = AgentView['state'];
const agents = (...states: State[]): { state: State }[] => states.map((state) => ({ state }));

test.each<[State[], string]>([
  [['idle', 'idle'], 'Two agents, all well, nothing to do'],
  [['working', 'idle', 'gone'], 'Two agents, all well, one at work'],
  [['working', 'silent'], 'One agent is silent'],
  [['silent', 'silent', 'idle'], 'Two agents are silent'],
  [['gone'], 'No agent runs'],
  [['idle', 'replaced'], 'One agent, all well, nothing to do'],
  [[], 'No agent runs'],
])('agents that are %j: %s', (states, words) => {
  expect(agentHeadline(agents(...states))).toBe(words);
});

function agent(agentId: string, state: State, version = '1'): AgentView {
  return {
    agentId,
    role: agentId.startsWith('api') ? 'api' : agentId.startsWith('scraper') ? 'scraper' : 'pipeline',
    host: 'here',
    pid: 1,
    state,
    health: 'healthy',
    startedAt: '',
    lastSeenAt: '',
    silentMs: 0,
    uptimeMs: 0,
    version,
    storeId: '',
    work: [],
    slots: null,
    rates: null,
    memoryMb: null,
    memoryFreshMb: null,
    replacedInRow: 0,
    memoryBoundMb: null,
    cpuPercent: null,
    lagMs: null,
    lastError: null,
    load: {},
  };
}

test('trouble stands first and the dead last; the others keep their places by role', () => {
  const rows = [
    agent('scraper:a:1', 'gone'),
    agent('scraper:a:2', 'working'),
    agent('api:a:3', 'idle'),
    agent('pipeline:a:4', 'silent'),
  ];
  expect(inOrder(rows).map(({ agentId }) => agentId)).toEqual([
    'pipeline:a:4',
    'api:a:3',
    'scraper:a:2',
    'scraper:a:1',
  ]);
});

test('versions that differ are named, those of the dead are not', () => {
  expect(versionSkew([agent('a', 'idle', '2'), agent('b', 'working', '1')])).toEqual(['1', '2']);
  expect(versionSkew([agent('a', 'idle', '2'), agent('b', 'gone', '1')])).toEqual([]);
});

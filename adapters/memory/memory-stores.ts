// All stores in memory, in the shape the database offers them: for tests of rules and routes, never for real data.
import type { AgentHeartbeat, AgentStore } from '../../domain/agent/agent.ts';
import type { EventStore, StoredEvent } from '../../domain/event/event.ts';
import type { LockStore } from '../../domain/lock/lock-store.ts';
import { createChunkStore } from './chunk-store.ts';
import { byId, DocumentTable } from './document-table.ts';
import { createFrontierStore } from './frontier-store.ts';
import { createFailureStore, createHistoryStore } from './history-store.ts';
import { createHostStore } from './host-store.ts';
import { createIdempotencyStore } from './idempotency-store.ts';
import { createJobStore } from './job-store.ts';
import { createPageStore } from './page-store.ts';
import { createRunStore } from './run-store.ts';
import { createTemplateStore } from './template-store.ts';

export function createMemoryStores() {
  return {
    jobs: createJobStore(),
    runs: createRunStore(),
    chunks: createChunkStore(),
    frontier: createFrontierStore(),
    pages: createPageStore(),
    templates: createTemplateStore(),
    history: createHistoryStore(),
    failures: createFailureStore(),
    hosts: createHostStore(),
    events: createEventStore(),
    agents: createAgentStore(),
    locks: createLockStore(),
    idempotency: createIdempotencyStore(),
    clockOffsetMs: async (): Promise<number> => 0,
    ping: async (): Promise<void> => undefined,
    close: async (): Promise<void> => undefined,
  };
}

function createEventStore(): EventStore {
  const events = new DocumentTable<StoredEvent>();
  return {
    async insert(some) {
      for (const event of some) events.insert(event);
    },
    async since(workspaceId, from, limit, afterId = '') {
      const isWanted = ({ _id, at, workspaceId: owner }: StoredEvent): boolean =>
        owner === workspaceId &&
        (at.getTime() > from.getTime() || (at.getTime() === from.getTime() && _id > afterId));
      return events.find(isWanted, (a, b) => a.at.getTime() - b.at.getTime() || byId(a, b), limit);
    },
  };
}

function createAgentStore(): AgentStore {
  const agents = new DocumentTable<AgentHeartbeat>();
  return {
    async beat(heartbeat) {
      agents.put(heartbeat);
    },
    async list() {
      return agents.find(() => true);
    },
    async remove(id) {
      agents.delete(id);
    },
  };
}

function createLockStore(): LockStore {
  const locks = new DocumentTable<{
    readonly _id: string;
    readonly holder: string;
    readonly until: number;
  }>();
  return {
    async acquire(name, holder, now, until) {
      const lock = locks.get(name);
      if (lock !== null && lock.holder !== holder && lock.until > now) return false;
      locks.put({ _id: name, holder, until });
      return true;
    },
    async release(name, holder) {
      if (locks.get(name)?.holder === holder) locks.delete(name);
    },
  };
}

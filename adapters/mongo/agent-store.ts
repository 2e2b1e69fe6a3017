// Heartbeats in MongoDB: one document per process and role, overwritten with every beat.
import type { Db } from 'mongodb';
import type { AgentHeartbeat, AgentStore } from '../../domain/system/agent/agent.ts';
import { checkedAll, documentShape } from './document-shape.ts';
import { retryDuplicate } from './driver-error.ts';

const SHAPE = documentShape('agents', { _id: 'string', role: 'string', at: 'date', load: 'object' });

export function createAgentStore(db: Db): AgentStore {
  const agents = db.collection<AgentHeartbeat>('agents');
  return {
    async beat(heartbeat) {
      const { _id, ...fields } = heartbeat;
      await retryDuplicate(() => agents.replaceOne({ _id }, fields, { upsert: true }));
    },
    async list() {
      return checkedAll(await agents.find({}).sort({ _id: 1 }).toArray(), SHAPE);
    },
    async remove(id) {
      await agents.deleteOne({ _id: id });
    },
  };
}

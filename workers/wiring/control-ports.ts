// Builds the ports of the use cases from what a process has opened.
import type { ControlPorts } from '../../domain/job/control-ports.ts';
import type { LimitPorts } from '../../domain/job/limit/reserve.ts';
import type { Foundation } from './foundation.ts';

export function toControlPorts(foundation: Foundation): ControlPorts {
  const { mongo, engine, control, eventBroker, ids, hasher, holds, log } = foundation;
  const { jobs, runs, chunks, frontier, history, events } = mongo;
  const limits = toLimitPorts(foundation);
  const stores = { jobs, runs, chunks, frontier, history, events };
  return { ...limits, ...stores, engine, control, eventBroker, ids, hasher, holds, log };
}

export function toLimitPorts({ mongo, planBook, clock }: Foundation): LimitPorts {
  return { planBook, workspaces: mongo.workspaces, usage: mongo.usage, clock };
}

// Builds the ports of the use cases from what a process has opened.
import type { ControlPorts } from '../../domain/control/control-ports.ts';
import type { Foundation } from './foundation.ts';

export function toControlPorts(foundation: Foundation): ControlPorts {
  const { mongo, planBook, engine, control, eventBroker, clock, ids, hasher, log } = foundation;
  const { jobs, runs, chunks, frontier, history, events, workspaces, usage } = mongo;
  const limits = { planBook, workspaces, usage };
  return {
    jobs,
    runs,
    chunks,
    frontier,
    history,
    ...limits,
    engine,
    control,
    events,
    eventBroker,
    clock,
    ids,
    hasher,
    log,
  };
}

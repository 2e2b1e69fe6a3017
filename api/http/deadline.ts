// Bounds the time until an answer begins, whatever is down: verbs have two seconds, everything else five. What takes
// longer is reported as unavailable.
import { WebloomError } from '../../domain/system/errors.ts';
import type { RunEngine } from '../../domain/run/run-engine.ts';
import type { ApiServer } from './server-type.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Time the handler of this route gets, in ms, where it is another than that of all. */
    readonly deadlineMs?: number;
  }
}

const HANDLER_MS = 5_000;
const VERB_MS = 1_900;
/**
 * The engine only follows the database, so a verb does not wait long for it; the monitor repeats the call.
 */
const ENGINE_MS = 700;

const LATE =
  'did not answer in time; /v1/health tells what is away. Nothing is lost: ask for the present state, then try again.';

/** Rejects after `ms`; the message begins with `what`. */
export async function withinDeadline<T>(
  what: string,
  work: Promise<T>,
  ms: number = VERB_MS,
  late: string = LATE,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_resolve, reject) => {
    const error = new WebloomError('dependency-unavailable', `${what} ${late}`, { facts: { what } });
    timer = setTimeout(() => reject(error), ms);
  });
  try {
    return await Promise.race([work, over]);
  } finally {
    clearTimeout(timer);
    // The work may still fail after its time; nobody waits for it any more.
    work.catch(() => undefined);
  }
}

/** Bounds the handlers of all routes registered after it; the framework bounds only the request's body. */
export function limitHandlers(app: ApiServer): void {
  app.addHook('onRoute', (route) => {
    const { handler } = route;
    const deadlineMs = route.config?.deadlineMs ?? HANDLER_MS;
    const what = `${[route.method].flat().join(' ')} ${route.url}`;
    route.handler = async function bounded(request, reply) {
      const answer = Promise.resolve(handler.call(this, request, reply));
      try {
        return await withinDeadline(what, answer, deadlineMs);
      } catch (error) {
        // A stream that has begun is not late: it lasts as long as its client takes.
        if (reply.raw.headersSent) return answer;
        throw error;
      }
    };
  });
}

/** The engine with a short deadline; a call that runs into it still goes on. */
export function impatient(engine: RunEngine, ms: number = ENGINE_MS): RunEngine {
  const hurry = <T>(work: Promise<T>): Promise<T> => withinDeadline('The workflow engine', work, ms);
  return {
    start: (start) => hurry(engine.start(start)),
    signal: (workflowId, signal) => hurry(engine.signal(workflowId, signal)),
    terminate: (workflowId, reason) => hurry(engine.terminate(workflowId, reason)),
    status: (workflowId) => hurry(engine.status(workflowId)),
    historySize: (workflowId) => hurry(engine.historySize(workflowId)),
    putSchedule: (schedule) => hurry(engine.putSchedule(schedule)),
    pauseSchedule: (jobId, paused) => hurry(engine.pauseSchedule(jobId, paused)),
    deleteSchedule: (jobId) => hurry(engine.deleteSchedule(jobId)),
    scheduleState: (jobId, wanted) => hurry(engine.scheduleState(jobId, wanted)),
    openRuns: () => hurry(engine.openRuns()),
    listSchedules: () => hurry(engine.listSchedules()),
    countPausedSchedules: () => hurry(engine.countPausedSchedules()),
  };
}

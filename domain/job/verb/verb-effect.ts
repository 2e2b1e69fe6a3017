// What a verb does to pages in flight, to the schedule and to the times missed meanwhile, in words. The answer
// to a verb says it, so that nobody has to guess what a pause or a stop costs.
import type { Job } from '../job.ts';
import type { Run } from '../../run/run.ts';

export type ToldVerb = 'start' | 'pause' | 'resume' | 'stop' | 'force-stop' | 'stop-run' | 'force-stop-run';

export interface VerbFacts {
  readonly verb: ToldVerb;
  /** The run the verb met; null: the job held none. */
  readonly run: Pick<Run, 'config'> | null;
  readonly job: Pick<Job, 'config'> | null;
  /** Visits of the open chunks. */
  readonly inFlight: number;
}

export function effectsOf({ verb, run, job, inFlight }: VerbFacts): string[] {
  const inRun = run === null ? [] : pagesInFlight(verb, run, inFlight);
  const isScheduled = (job ?? run)?.config.schedule !== undefined;
  return [...inRun, ...(isScheduled ? timesOf(verb) : [])];
}

function pagesInFlight(verb: ToldVerb, { config }: Pick<Run, 'config'>, inFlight: number): string[] {
  const pages = inFlight === 1 ? '1 page is' : `${inFlight} pages are`;
  const seconds = Math.round(config.stopGraceMs / 1_000);
  switch (verb) {
    case 'pause':
      return inFlight === 0
        ? ['No page is in flight. Nothing is fetched until it is resumed.']
        : [
            `${pages} in flight: what is being fetched is finished and stored, the rest waits for the resume.`,
          ];
    case 'stop':
    case 'stop-run':
      return inFlight === 0
        ? ['No page is in flight. What is stored is kept.']
        : [
            `${pages} in flight and ${inFlight === 1 ? 'gets' : 'get'} ${seconds} s; what is fetched by then is stored.`,
          ];
    case 'force-stop':
    case 'force-stop-run':
      return [`${pages} in flight and dropped; what is stored is kept.`];
    case 'resume':
      return ['The run goes on where it was; pages that were stored are not fetched again.'];
    case 'start':
      return [];
  }
}

function timesOf(verb: ToldVerb): string[] {
  switch (verb) {
    case 'pause':
      return ['Times of the schedule that pass meanwhile are missed and not made up for.'];
    case 'resume':
      return ['The schedule counts from now; times missed while it was paused are not made up for.'];
    case 'stop':
    case 'force-stop':
      return ['Its schedule is off until it is started or put back on its schedule.'];
    case 'stop-run':
    case 'force-stop-run':
      return ['The schedule of the job stays as it is.'];
    case 'start':
      return [];
  }
}

/** Until when pages of a run that is being stopped may still be fetched; epoch ms, null: it is not. */
export function graceEndsAt({
  state,
  history,
  config,
}: Pick<Run, 'state' | 'history' | 'config'>): number | null {
  if (state !== 'stopping') return null;
  const stopped = history.findLast(({ to }) => to === 'stopping');
  return stopped === undefined ? null : stopped.at.getTime() + config.stopGraceMs;
}

// Tells what a job that is made, changed or started asks of an installation that has no room for its pages, too many starts already, or
// no language model.
import { type JobNotice, missingModelOf } from '../../domain/config/notices.ts';
import type { JobConfig } from '../../domain/config/schema.ts';
import { isBlind } from '../../domain/health/judge-health.ts';
import { startsIn } from '../../domain/health/starts/judge-starts.ts';
import type { StartFigures } from '../../domain/health/starts/start-figures.ts';
import { describeMore, startNotices } from '../../domain/health/starts/start-notices.ts';
import { withinDeadline } from '../http/deadline.ts';
import type { ApiPorts } from '../ports.ts';
import { readRoom } from './room-notices.ts';

const READ_MS = 1_000;

type StartPorts = Pick<ApiPorts, 'clock' | 'health'>;
type Ports = StartPorts & Pick<ApiPorts, 'storeRoom' | 'model'>;

interface MadeJob {
  readonly jobId: string;
  readonly config: JobConfig;
  /** Pages that it has already. */
  readonly pages: number;
}

export async function readBurden(ports: Ports, job: MadeJob): Promise<JobNotice[]> {
  const [room, starts] = await Promise.all([readRoom(ports, job), readStarts(ports)]);
  return [
    ...room,
    ...startNotices(starts, job, ports.clock.now().getTime()),
    ...missingModelOf(job.config, ports.model !== null),
  ];
}

/** As the monitor has seen them; null: it has not looked of late, or the store does not tell. */
async function readStarts({ clock, health }: StartPorts): Promise<StartFigures | null> {
  const document = await withinDeadline('The store', health.get(), READ_MS).catch(() => null);
  if (document === null || isBlind({ document, now: clock.now().getTime() })) return null;
  return startsIn(document.parts);
}

/** Verbs that make starts, at once or by the schedule. */
const STARTING: ReadonlySet<string> = new Set(['start', 'resume', 'restore', 'schedule']);

/** What is told to whoever asks for more starts while they are late; null: nothing. */
export async function readStartWarning(ports: StartPorts, verb: string): Promise<string | null> {
  return STARTING.has(verb) ? describeMore(await readStarts(ports)) : null;
}

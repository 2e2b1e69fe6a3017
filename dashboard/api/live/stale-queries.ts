// Which queries an event makes old. The first member of every query key names what is asked for, the second
// the id: ['jobs', …], ['job', jobId, …], ['runs', …], ['run', runId, …], ['changes', …], ['page', pageId, …].
import type { EventMessage } from '../../../domain/run/dispatch/message.ts';

export function queriesOf({ type, jobId, runId }: EventMessage): (readonly string[])[] {
  const job = jobId === undefined ? [] : [['job', jobId]];
  const run = runId === undefined ? [] : [['run', runId]];
  // Screens take progress from the event itself.
  if (type === 'run.progress') return [];
  const [noun] = type.split('.');
  if (noun === 'run') return [['runs'], ...run, ['jobs'], ...job, ['page'], ['overview'], ['agents']];
  if (noun === 'job') return [['jobs'], ...job, ['overview'], ['schedules']];
  if (noun === 'page' || noun === 'site') return [['changes'], ['page'], ...job, ['overview'], ['jobs']];
  if (type === 'change.summarized') return [['change'], ['changes']];
  if (noun === 'change') return [['changes'], ['page'], ...job, ['overview'], ['jobs']];
  if (noun === 'price') return [['prices'], ['changes'], ['page'], ...job, ['overview']];
  if (noun === 'alert' || noun === 'incident') return [['incidents'], ['overview']];
  if (noun === 'emergency') return [['emergency'], ['overview'], ['runs'], ['jobs'], ['health']];
  if (noun === 'bulk') return [['bulk-actions']];
  return [['overview']];
}

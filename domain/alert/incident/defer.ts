// What a maintenance window does to an incident that is due: it waits for the end of the window, or is not told at all.
import type { MaintenanceChanges } from '../maintenance/maintenance-window.ts';
import { type Deferral, type Incident, MAX_MOVES } from './incident.ts';
import { untold } from './telling.ts';

interface WindowDeferral extends Deferral {
  readonly changes: MaintenanceChanges;
}

/** A change or a price may be dropped; a failure that still lasts at the end is told then. */
export function defer(incident: Incident, { changes, ...held }: WindowDeferral, at: Date): Incident {
  if (!incident.lasting && changes === 'drop') return { ...untold(incident, at), held };
  const move = { at, event: 'held', by: held.reason };
  const history = [...incident.history, move].slice(-MAX_MOVES);
  return { ...incident, held, tellAt: held.until, history };
}

/** Changes and prices that waited for the end of a window are told together. */
export function hasWaited({ lasting, held }: Incident): boolean {
  return !lasting && held !== undefined;
}

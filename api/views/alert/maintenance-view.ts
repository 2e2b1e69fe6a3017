// Maintenance windows as the API shows them.
import { activeUntil, endedAt } from '../../../domain/alert/maintenance/active-window.ts';
import type { MaintenanceWindow } from '../../../domain/alert/maintenance/maintenance-window.ts';
import { windowWords } from '../../../domain/alert/maintenance/window-words.ts';
import type { WindowView } from '../../schemas/alert/maintenance.ts';

export function toWindowView(window: MaintenanceWindow, now: Date): WindowView {
  const { _id, reason, scope, when, changes, createdBy, createdAt } = window;
  return {
    windowId: _id,
    reason,
    scope,
    when: timeView(when),
    changes,
    text: windowWords(when),
    activeUntil: activeUntil(when, now)?.toISOString() ?? null,
    isOver: endedAt(window, now) !== null,
    createdBy,
    createdAt: createdAt.toISOString(),
  };
}

function timeView(when: MaintenanceWindow['when']): WindowView['when'] {
  if (when.kind === 'weekly') return { ...when, days: [...when.days] };
  return { kind: 'once', from: when.from.toISOString(), until: when.until.toISOString() };
}

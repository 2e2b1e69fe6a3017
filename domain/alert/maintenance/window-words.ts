// When a maintenance window is, in words.
import type { MaintenanceTime } from './maintenance-window.ts';
import { capital } from '../../system/capital.ts';

export function windowWords(when: MaintenanceTime): string {
  if (when.kind === 'once') return `${minutesOf(when.from)} to ${minutesOf(when.until)} UTC`;
  const days = when.days.length === 7 ? 'every day' : when.days.map(capital).join(', ');
  return `${days} ${when.from}–${when.to} ${when.zone}`;
}

function minutesOf(at: Date): string {
  return at.toISOString().slice(0, 16).replace('T', ' ');
}

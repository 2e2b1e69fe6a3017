// What goes on and what does not, once a hold was placed or lifted.
import type { EmergencyHold } from './emergency-hold.ts';

type Told = Pick<EmergencyHold, 'scope' | 'kind' | 'windows'>;

export function placedWords({ scope, kind, windows }: Told): string {
  if (scope.kind === 'changes')
    return 'The API refuses all changes; jobs run and messages are sent as before.';
  const runs =
    kind === 'stop'
      ? 'Runs that went on are ended; what they have stored is kept.'
      : 'Runs that went on are paused, and go on when it is lifted.';
  const messages = windows.length > 0 ? 'Messages wait.' : 'Messages are sent as before.';
  return `Nothing more is fetched. ${runs} Schedules stay, but nothing is started. ${messages}`;
}

export function liftedWords({ scope, kind, windows }: Told): string {
  if (scope.kind === 'changes') return 'Changes are taken again.';
  const runs =
    kind === 'stop'
      ? 'The runs that were ended stay ended; start their jobs again, or wait for their next time.'
      : 'Runs that were paused go on where they stopped, unless another hold covers them.';
  const messages = windows.length > 0 ? ' Messages that waited are sent.' : '';
  return `${runs} Times of schedules that passed are made up within some minutes, as each job says (schedule.missed).${messages}`;
}

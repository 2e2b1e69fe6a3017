// The places of the rail, of the bar on a phone and of the keys that go there: one list.
import type { LinkProps } from '@tanstack/react-router';
import type { IconName } from '../../ui/icon.tsx';

export interface Place {
  readonly name: string;
  readonly to: NonNullable<LinkProps['to']>;
  readonly icon: IconName;
  /** After `g`. */
  readonly key: string;
  readonly behind: boolean;
  /** It has a place of its own in the bar of a phone; the others stand behind "More". */
  readonly onPhone?: boolean;
}

export const PLACES: readonly Place[] = [
  { name: 'Overview', to: '/', icon: 'overview', key: 'o', behind: false, onPhone: true },
  { name: 'Jobs', to: '/jobs', icon: 'jobs', key: 'j', behind: false, onPhone: true },
  { name: 'Changes', to: '/changes', icon: 'changes', key: 'c', behind: false, onPhone: true },
  { name: 'Prices', to: '/prices', icon: 'prices', key: 'p', behind: false },
  { name: 'Runs', to: '/runs', icon: 'runs', key: 'r', behind: false },
  { name: 'Alerts', to: '/alerts', icon: 'alerts', key: 'l', behind: false, onPhone: true },
  { name: 'Dead letters', to: '/dead-letters', icon: 'dead-letters', key: 'd', behind: true },
  { name: 'Schedules', to: '/schedules', icon: 'schedules', key: 's', behind: true },
  { name: 'Health', to: '/health', icon: 'health', key: 'e', behind: true },
  { name: 'Agents', to: '/agents', icon: 'agents', key: 'a', behind: true },
  { name: 'Queues', to: '/queues', icon: 'queues', key: 'q', behind: true },
  { name: 'Hosts', to: '/hosts', icon: 'hosts', key: 'h', behind: true },
  { name: 'Settings', to: '/settings', icon: 'settings', key: ',', behind: true },
];

/** Whether a screen belongs to a place: `/jobs/new` to `/jobs`. */
export function isWithin(path: string, to: string): boolean {
  return to === '/' ? path === '/' : path === to || path.startsWith(`${to}/`);
}

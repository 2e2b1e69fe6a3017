// How full the embedded store is. Another database tells its own limits by itself, so nothing is said of it.
import type { HealthComponent, ComponentState } from './health.ts';
import { type RoomLevel, type StoreRoom, describeRoom, roomLeft, roomRemedy } from './store-room.ts';

const STATES: Readonly<Record<RoomLevel, ComponentState>> = {
  ample: 'ok',
  half: 'warning',
  near: 'critical',
  full: 'critical',
};

/** Null: it is no embedded store, or it did not tell. */
export function judgeStoreRoom(room: StoreRoom | null): HealthComponent[] {
  if (room === null) return [];
  const left = roomLeft(room);
  const { dataBytes, boundBytes, pages, bytesPerPage, pagesLeft } = left;
  return [
    {
      id: 'store-room',
      kind: 'store-room',
      name: 'The room in the embedded store',
      state: STATES[left.level],
      text: describeRoom(left),
      since: null,
      remedy: roomRemedy(left),
      figures: { dataBytes, boundBytes, pages, bytesPerPage: Math.round(bytesPerPage), pagesLeft },
    },
  ];
}

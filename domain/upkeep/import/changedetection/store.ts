// What a file of changedetection.io holds: watches, the groups they are in, and what all of them have in common.
import { type Members, isMembers } from '../../../system/differing-members.ts';
import { membersOf, numberOf, textOf } from '../translate/value.ts';

export interface ForeignStore {
  /** By uuid. */
  readonly watches: readonly (readonly [uuid: string, watch: Members])[];
  readonly groups: ReadonlyMap<string, Members>;
  readonly application: Members;
  readonly requests: Members;
}

/** The settings of an installation beside watches that are read one by one. */
export function storeOf(
  settings: unknown,
  watches: ForeignStore['watches'],
  groups: readonly (readonly [string, Members])[] = [],
): ForeignStore {
  const { application, requests } = membersOf(settings);
  const known = membersOf(membersOf(application)['tags']);
  const named = Object.entries(known).flatMap(([uuid, group]): [string, Members][] =>
    isMembers(group) ? [[uuid, group]] : [],
  );
  return {
    watches,
    groups: new Map([...named, ...groups]),
    application: membersOf(application),
    requests: membersOf(requests),
  };
}

/** `url-watches.json`, the answer of its API for all watches or for one; null: it is none of them. */
export function foreignStore(value: unknown): ForeignStore | null {
  if (!isMembers(value)) return null;
  if (isMembers(value['watching']))
    return storeOf(
      value['settings'],
      Object.entries(value['watching']).map(([uuid, watch]) => [uuid, membersOf(watch)]),
    );
  if (isWatch(value)) return storeOf({}, [[textOf(value['uuid']) || textOf(value['url']), value]]);
  const watches = watchesIn(value);
  return watches.length > 0 && watches.length === Object.keys(value).length ? storeOf({}, watches) : null;
}

/** What tells a watch from other objects with an address. */
const OWN_MEMBERS = [
  'uuid',
  'time_between_check',
  'last_changed',
  'fetch_backend',
  'include_filters',
  'link_to_open',
];

function isWatch(value: unknown): value is Members {
  return isMembers(value) && textOf(value['url']) !== '' && OWN_MEMBERS.some((name) => name in value);
}

function watchesIn(value: Members): [string, Members][] {
  return Object.entries(value).flatMap(([uuid, watch]): [string, Members][] =>
    isMembers(watch) && textOf(watch['url']) !== '' ? [[uuid, watch]] : [],
  );
}

const UNIT_MS: Readonly<Record<string, number>> = {
  weeks: 604_800_000,
  days: 86_400_000,
  hours: 3_600_000,
  minutes: 60_000,
  seconds: 1_000,
};

/** Null: no time is given. */
export function timeBetweenMs(value: unknown): number | null {
  const units = membersOf(value);
  const sum = Object.entries(UNIT_MS).reduce(
    (total, [unit, ms]) => total + ms * (numberOf(units[unit]) ?? 0),
    0,
  );
  return sum > 0 ? sum : null;
}

// What the form of a window and of exceptions can not say: a window without length, dates that are none or run backwards.
import { datesOf, hoursOf } from './opening.ts';
import type { JobSchedule } from './schema.ts';

export interface OpeningFault {
  /** Within the schedule. */
  readonly path: readonly (string | number)[];
  readonly detail: string;
}

export function checkOpening({ window, except = [] }: JobSchedule): OpeningFault[] {
  const { from, to } = hoursOf(window ?? {});
  const isEmpty = window !== undefined && from === to;
  return [
    ...(isEmpty
      ? [{ path: ['window', 'to'], detail: 'The window ends when it begins. Write a later end.' }]
      : []),
    ...except.flatMap((dates, index) => {
      const detail = faultOfDates(dates);
      return detail === null ? [] : [{ path: ['except', index], detail }];
    }),
  ];
}

function faultOfDates(dates: string): string | null {
  const { first, last } = datesOf(dates);
  for (const date of [first, last])
    if (!isDate(date)) return `There is no day ${date}. Write a date as 2026-12-25.`;
  return first <= last ? null : `${first} is after ${last}. Write the earlier date first.`;
}

/** The 30th of February is the 1st or 2nd of March for the date's reader. */
function isDate(text: string): boolean {
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

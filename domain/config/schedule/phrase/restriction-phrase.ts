// The end of a typed schedule that says when it may run: `… within mon-fri 8-18`, `… on weekdays from 8 to 18`,
// `… except 2026-12-25, 2026-12-31`.
import type { JobSchedule } from '../schema.ts';
import { parseWindow } from '../window-text.ts';

export interface RestrictedPhrase {
  /** What is left: the times. */
  readonly times: string;
  readonly restriction: Pick<JobSchedule, 'window' | 'except'>;
}

const HOUR = String.raw`(\d{1,2}(?::\d\d)?)`;
const FROM_TO = new RegExp(
  String.raw`^(?<times>.+?)(?: on (?<days>weekdays|weekends))? (?:from|between) ${HOUR} (?:to|until|and) ${HOUR}$`,
);
const ON_DAYS = /^(?<times>every (?:\d+ )?(?:second|minute|hour)s?) on (?<days>weekdays|weekends)$/;
const DAYS: Readonly<Record<string, string>> = { weekdays: 'mon-fri', weekends: 'sat,sun' };

/** `folded`: in lower case, with single blanks. Throws `validation` for what is no window. */
export function splitRestriction(folded: string): RestrictedPhrase {
  const [phrase = '', dates] = folded.split(' except ');
  const except =
    dates === undefined
      ? {}
      : { except: dates.split(/[\s,]+/).filter((date) => date !== 'and' && date !== '') };
  const [times = '', within] = phrase.split(' within ');
  if (within !== undefined) return { times, restriction: { ...windowOf(within), ...except } };
  const found = FROM_TO.exec(phrase) ?? ON_DAYS.exec(phrase);
  if (found === null) return { times, restriction: except };
  const [, , , from, to] = found;
  const hours = from === undefined || to === undefined ? '' : [from, to].join('-');
  const days = DAYS[found.groups?.['days'] ?? ''] ?? '';
  return {
    times: found.groups?.['times'] ?? '',
    restriction: { ...windowOf(`${days} ${hours}`), ...except },
  };
}

function windowOf(text: string): Pick<JobSchedule, 'window'> {
  const window = parseWindow(text);
  return window === null ? {} : { window };
}

// `yesterday`, `24h`, `2026-12-01`: since when somebody wants to know, as a moment.
import { WebloomError } from '../../domain/system/errors.ts';
import { parseEvery } from '../../domain/config/schedule/interval-text.ts';
import { readZone, unknownZone } from '../../domain/config/schedule/phrase/zone-words.ts';
import { offsetReader, wallClock } from '../../domain/config/schedule/zone-clock.ts';
import { DAY_MS } from '../../domain/system/duration.ts';

const MINUTE_MS = 60_000;
const AGE = /^(?:last |past )?(\d{1,6}) ?(s|m|h|d|w|(?:minute|hour|day|week)s?)$/;
const DAYS_AGO: Readonly<Record<string, number>> = { today: 0, yesterday: 1 };

interface Clock {
  readonly now: Date;
  /** IANA name. */
  readonly zone: string;
}

/** `days` begin at midnight of the zone; lengths of time count back from now. */
export function parseSince(text: string, { now, zone }: Clock): Date {
  const words = text
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_]+/g, ' ')
    .replace(/^since /, '')
    .replace(/ ago$/, '');
  const daysAgo = DAYS_AGO[words];
  if (daysAgo !== undefined) return midnight(wallClock(zone, now.getTime() - daysAgo * DAY_MS).date, zone);
  const [, number = '', unit = ''] = AGE.exec(words) ?? [];
  if (number !== '') return new Date(now.getTime() - parseEvery(`${number}${unit.charAt(0)}`));
  const time = text.trim();
  if (/^\d{4}-\d\d-\d\d$/.test(time) && !Number.isNaN(Date.parse(time))) return midnight(time, zone);
  if (/^\d{4}-\d\d-\d\dT.*(?:Z|[+-]\d\d:?\d\d)$/i.test(time) && !Number.isNaN(Date.parse(time)))
    return new Date(time);
  throw new WebloomError(
    'validation',
    `"${time}" is no time. Write today, yesterday, a length of time as 24h, 7d or 2w, a day as 2026-12-01, or a moment as 2026-12-01T08:00:00Z.`,
  );
}

/** The clock of the zone may be set at that very midnight, so the offset is read again at what it says. */
function midnight(date: string, zone: string): Date {
  const shown = Date.parse(`${date}T00:00:00Z`);
  const offset = offsetReader(zone);
  const guess = shown - offset(shown) * MINUTE_MS;
  return new Date(shown - offset(guess) * MINUTE_MS);
}

/** The zone that was asked for, by any of its names, or that of the server. */
export function zoneOf(asked: string | undefined, otherwise: string): string {
  if (asked === undefined) return otherwise;
  const zone = readZone(asked);
  if (zone === null) throw unknownZone(asked);
  return zone;
}

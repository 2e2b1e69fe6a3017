// Lengths of time, ms. A day is one of 24 hours: what has to follow a clock on a wall asks the zone.

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

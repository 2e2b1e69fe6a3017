// Signs that a site makes up endless URLs: calendars, loops of relative links, freely combined filters.

export type TrapReason = 'too-long' | 'too-deep' | 'repeated-segments' | 'too-many-parameters';

const MAX_LENGTH = 2_048;
const MAX_SEGMENTS = 24;
const MAX_PARAMETERS = 24;
/** How often one segment may occur in a path: `/en/docs/en/` is common, four times is a loop. */
const MAX_SAME_SEGMENT = 3;

export function trapReason(url: string): TrapReason | null {
  if (url.length > MAX_LENGTH) return 'too-long';
  const [address = '', query = ''] = url.split('?', 2);
  const segments = address
    .split('/')
    .slice(3)
    .filter((segment) => segment !== '');
  if (segments.length > MAX_SEGMENTS) return 'too-deep';
  if (segments.length > MAX_SAME_SEGMENT && repeats(segments)) return 'repeated-segments';
  return query.split('&').length > MAX_PARAMETERS ? 'too-many-parameters' : null;
}

function repeats(segments: readonly string[]): boolean {
  const counts = new Map<string, number>();
  for (const segment of segments) {
    const count = (counts.get(segment) ?? 0) + 1;
    // A number may occur more often, in dates and ranges.
    if (count > MAX_SAME_SEGMENT && !/^\d+$/.test(segment)) return true;
    counts.set(segment, count);
  }
  return false;
}

// The known name closest to a misspelt one, by edit distance.
import { distance as levenshtein } from 'fastest-levenshtein';

const MAX_DISTANCE = 4;
/** A distance that can only be a slip. */
const SLIP = 2;

/** Null if no known name is close enough. */
export function nearestName<Name extends string>(
  name: string,
  known: readonly Name[],
  maxDistance = MAX_DISTANCE,
): Name | null {
  const [nearest] = known
    .map((candidate) => ({ candidate, distance: distanceOf(name, candidate) }))
    .filter(({ distance }) => distance <= maxDistance)
    .sort((a, b) => a.distance - b.distance);
  return nearest?.candidate ?? null;
}

/** `WEBLOOM_API_URL` is `WEBLOOM_API` with a word too many, not a misspelt `WEBLOOM_API_KEY`. */
function distanceOf(name: string, candidate: string): number {
  const distance = levenshtein(name, candidate);
  return distance > SLIP && name.startsWith(`${candidate}_`) ? SLIP : distance;
}

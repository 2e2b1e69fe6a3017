// The known name closest to a misspelt one, by edit distance.
const MAX_DISTANCE = 4;
/** So close that it can only be a slip. */
const SLIP = 2;

/** `null` when none is close. */
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
  const distance = editDistance(name, candidate);
  return distance > SLIP && name.startsWith(`${candidate}_`) ? SLIP : distance;
}

function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= to.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}

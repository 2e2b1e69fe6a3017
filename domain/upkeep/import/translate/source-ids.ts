// Ids of entries that have none of their own: what they name, numbered where several name the same.

/** A function that tells entries of one file apart, alike in each reading of it. */
export function sourceIds(): (named: string) => string {
  const counts = new Map<string, number>();
  return (named) => {
    const count = (counts.get(named) ?? 0) + 1;
    counts.set(named, count);
    return count === 1 ? named : `${named} #${count}`;
  };
}

// The filters of the hosts as they stand in the address.
type Search = Readonly<Record<string, string>>;

/** With one member set, or taken out where it has no value. */
export function withMember(
  before: Readonly<Record<string, string | undefined>>,
  name: string,
  value: string | undefined,
): Search {
  const others = Object.entries(before).flatMap(([each, given]): [string, string][] =>
    each === name || given === undefined ? [] : [[each, given]],
  );
  return Object.fromEntries(value === undefined || value === '' ? others : [...others, [name, value]]);
}

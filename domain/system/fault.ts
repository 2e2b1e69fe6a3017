// One thing that is wrong with some input: where (RFC 6901 pointer), what kind, and what to do.
export interface Fault {
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
}

/** What a schema library reports; only what is needed of it. */
export interface SchemaIssue {
  readonly path: readonly PropertyKey[];
  readonly code: string;
  readonly message: string;
  readonly keys?: readonly string[];
}

export function toPointer(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** A fault for each issue; unknown members get one each, at their own place. */
export function faultsOf(issues: readonly SchemaIssue[], at: readonly PropertyKey[] = []): Fault[] {
  return issues.flatMap(({ path, code, message, keys }): Fault[] => {
    const place = [...at, ...path];
    if (code !== 'unrecognized_keys' || keys === undefined)
      return [{ pointer: toPointer(place), code: code.replaceAll('_', '-'), detail: message }];
    return keys.map((key) => ({
      pointer: toPointer([...place, key]),
      code: 'unknown-member',
      detail: unknownMember(key, message),
    }));
  });
}

/** `known` says what there is instead. */
function unknownMember(key: string, known: string): string {
  return `"${key}" is not known here. ${known}`;
}

/** Faults of one list that are told one by one: somebody corrects a few, then sends the list again. */
const TOLD_OF_LIST = 20;
/** A detail may repeat a text that was sent, which may be long. */
const MAX_DETAIL_LENGTH = 500;
/** Its end says what is wrong. */
const KEPT_END = 200;

/** The first faults of each list, then for each list with more of them one that says how many there are. */
export function firstFaults(faults: readonly Fault[]): Fault[] {
  const counts = new Map<string, number>();
  const told = faults.filter(({ pointer }) => {
    const list = listOf(pointer);
    if (list === null) return true;
    const count = (counts.get(list) ?? 0) + 1;
    counts.set(list, count);
    return count <= TOLD_OF_LIST;
  });
  const long = [...counts].filter(([, count]) => count > TOLD_OF_LIST);
  return [...told.map(withShortDetail), ...long.map(([list, count]) => moreFaults(list, count))];
}

/** The place of the outermost list that a pointer leads into; null: it leads into none. */
function listOf(pointer: string): string | null {
  return /^(.*?)\/\d+(?:\/|$)/s.exec(pointer)?.[1] ?? null;
}

function moreFaults(pointer: string, count: number): Fault {
  const detail = `has ${count} faults. The first ${TOLD_OF_LIST} are told; correct them, then send it again.`;
  return { pointer, code: 'more-faults', detail };
}

function withShortDetail(fault: Fault): Fault {
  const { detail } = fault;
  if (detail.length <= MAX_DETAIL_LENGTH) return fault;
  const cut = `${detail.slice(0, MAX_DETAIL_LENGTH - KEPT_END - 1)}…${detail.slice(-KEPT_END)}`;
  // The halves of characters that were cut apart.
  return { ...fault, detail: cut.replaceAll(/\p{Surrogate}/gu, '') };
}

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

// The settings of a channel as options of a command: `--set member=value`, `--header "Name: value"`.
import { WebloomError } from '../../../domain/system/errors.ts';
import { given } from '../../../domain/system/given.ts';

interface Given {
  readonly kind: string;
  readonly url: string | undefined;
  readonly set: readonly string[];
  readonly header: readonly string[];
}

interface Header {
  readonly name: string;
  readonly value: string;
}

export function settingsOf({ kind, url, set, header }: Given): Record<string, unknown> {
  return {
    kind,
    ...given({ url }),
    ...Object.fromEntries(set.map(memberOf)),
    ...(header.length === 0 ? {} : { headers: header.map(headerOf) }),
  };
}

interface Edited {
  readonly url?: string | undefined;
  readonly set: readonly string[];
  readonly header: readonly string[];
  readonly removeHeader: readonly string[];
}

/**
 * The settings to change, as a merge patch. Headers are sent whole: those that stay as they were shown, with their masks.
 * A member with nothing after its "=" is taken away.
 */
export function settingsPatchOf(
  { url, set, header, removeHeader }: Edited,
  present: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const members = set
    .map(memberOf)
    .map(([member, value]) => [member, isEmpty(value) ? null : value] as const);
  const isAboutHeaders = header.length + removeHeader.length > 0;
  return {
    ...given({ url }),
    ...Object.fromEntries(members),
    ...(isAboutHeaders
      ? { headers: headersAfter(parseHeaders(present['headers']), header, removeHeader) }
      : {}),
  };
}

function isEmpty(value: unknown): boolean {
  return value === '' || (Array.isArray(value) && value.join('') === '');
}

function headersAfter(
  present: readonly Header[],
  given: readonly string[],
  removed: readonly string[],
): readonly Header[] {
  const isNamed = (name: string) => (header: Header) => header.name.toLowerCase() === name.toLowerCase();
  for (const name of removed)
    if (!present.some(isNamed(name)))
      throw new WebloomError(
        'validation',
        `There is no header "${name}" to remove. There are: ${present.map((one) => one.name).join(', ') || 'none'}.`,
      );
  const headers = given.map(headerOf);
  const gone = [...removed, ...headers.map(({ name }) => name)];
  return [...present.filter((one) => !gone.some((name) => isNamed(name)(one))), ...headers];
}

function parseHeaders(headers: unknown): readonly Header[] {
  return Array.isArray(headers) ? (headers as Header[]) : [];
}

function memberOf(text: string): [string, unknown] {
  const at = text.indexOf('=');
  if (at < 1)
    throw new WebloomError(
      'validation',
      `"${text}" sets nothing. Write --set member=value, as in topic=shop.`,
    );
  const [member, value] = [text.slice(0, at), text.slice(at + 1)];
  if (member === 'to') return [member, value.split(',').map((one) => one.trim())];
  return [member, member === 'port' && value !== '' ? Number(value) : value];
}

function headerOf(text: string): Header {
  const at = text.indexOf(':');
  // The text may hold a secret, so it is not repeated.
  if (at < 1) throw new WebloomError('validation', 'A header is written as "Name: value".');
  return { name: text.slice(0, at).trim(), value: text.slice(at + 1).trim() };
}

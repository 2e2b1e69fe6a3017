// The settings of a channel as options of a command: `--set member=value`, `--header "Name: value"`.
import { WebloomError } from '../../../domain/errors.ts';

interface Given {
  readonly kind: string;
  readonly url: string | undefined;
  readonly set: readonly string[];
  readonly header: readonly string[];
}

export function settingsOf({ kind, url, set, header }: Given): Record<string, unknown> {
  return {
    kind,
    ...(url === undefined ? {} : { url }),
    ...Object.fromEntries(set.map(memberOf)),
    ...(header.length === 0 ? {} : { headers: header.map(headerOf) }),
  };
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
  return [member, member === 'port' ? Number(value) : value];
}

function headerOf(text: string): { name: string; value: string } {
  const at = text.indexOf(':');
  // The text may hold a secret, so it is not repeated.
  if (at < 1) throw new WebloomError('validation', 'A header is written as "Name: value".');
  return { name: text.slice(0, at).trim(), value: text.slice(at + 1).trim() };
}

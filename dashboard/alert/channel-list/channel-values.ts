// What is typed of a channel, and the settings it stands for. A mask that is left in its place keeps the secret behind it.
import type { ChannelView } from '../../../api/schemas/alert/channel.ts';
import { isSameValue } from '../../../domain/system/differing-members.ts';
import { MASK } from '../../../domain/system/secret/mask.ts';
import { type ChannelKind, KINDS } from './kind-fields.ts';

export interface ChannelHeader {
  readonly name: string;
  readonly value: string;
}

export interface ChannelValues {
  /** By member of the settings. */
  readonly texts: Readonly<Record<string, string>>;
  readonly headers: readonly ChannelHeader[];
}

export const NO_VALUES: ChannelValues = { texts: {}, headers: [] };

export function hasHeaders(kind: ChannelKind): boolean {
  return kind === 'webhook' || kind === 'http';
}

export function isMasked(value: string): boolean {
  return value === MASK;
}

/** The settings as the API takes them; what is empty is left out. */
export function settingsOf(kind: ChannelKind, values: ChannelValues): Record<string, unknown> {
  const given = KINDS[kind].fields.flatMap(({ member, options }): [string, unknown][] => {
    const value = textAt(values, member, options);
    return value === '' ? [] : [[member, settingOf(member, value)]];
  });
  return {
    kind,
    ...Object.fromEntries(given),
    ...(hasHeaders(kind) && values.headers.length > 0 ? { headers: values.headers } : {}),
  };
}

/** The settings that differ, as a patch; null takes one away. Null in all: none differs. */
export function settingsPatchBetween(
  kind: ChannelKind,
  before: ChannelValues,
  after: ChannelValues,
): Record<string, unknown> | null {
  const changed = KINDS[kind].fields.flatMap(({ member, options }): [string, unknown][] => {
    const value = textAt(after, member, options);
    if (value === textAt(before, member, options)) return [];
    return [[member, value === '' ? null : settingOf(member, value)]];
  });
  const patch = {
    ...Object.fromEntries(changed),
    ...(isSameValue(before.headers, after.headers) ? {} : { headers: after.headers }),
  };
  return Object.keys(patch).length === 0 ? null : patch;
}

export function valuesOf({ kind, settings }: Pick<ChannelView, 'kind' | 'settings'>): ChannelValues {
  const texts = KINDS[kind].fields.flatMap(({ member }): [string, string][] => {
    const value = settings[member];
    return value === undefined ? [] : [[member, [value].flat().map(String).join(', ')]];
  });
  const { headers } = settings;
  return {
    texts: Object.fromEntries(texts),
    headers: Array.isArray(headers) ? headers.map(parseHeader) : [],
  };
}

function parseHeader(header: unknown): ChannelHeader {
  const { name = '', value = '' } = header as Partial<ChannelHeader>;
  return { name, value };
}

function textAt({ texts }: ChannelValues, member: string, options: readonly string[] | undefined): string {
  return (texts[member] ?? options?.[0] ?? '').trim();
}

function settingOf(member: string, value: string): unknown {
  if (member === 'to') return value.split(',').map((one) => one.trim());
  return member === 'port' ? Number(value) : value;
}

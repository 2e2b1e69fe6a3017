// What differs between two configurations, a line for each member: `schedule.everyMs  900000 → 3600000`.
import type { Paint } from '../paint.ts';
import { plain } from '../print-table.ts';

export interface Difference {
  /** Names from the outside in, joined by dots. */
  readonly member: string;
  /** Undefined: there was none. */
  readonly before: unknown;
  /** Undefined: there is none any more. */
  readonly after: unknown;
}

/** Lists differ as a whole. */
export function differencesOf(before: unknown, after: unknown, member = ''): Difference[] {
  if (isObject(before) && isObject(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return names.flatMap((name) =>
      differencesOf(before[name], after[name], member === '' ? name : `${member}.${name}`),
    );
  }
  return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ member, before, after }];
}

export function describeDifferences(paint: Paint, differences: readonly Difference[]): string {
  return differences
    .map(({ member, before, after }) => {
      if (Array.isArray(before) && Array.isArray(after))
        return describeList(paint, member, { before, after });
      return `  ${member}  ${paint.red(show(before))} → ${paint.green(show(after))}\n`;
    })
    .join('');
}

/** Only what came and what went: a job may have a hundred thousand addresses. */
function describeList(
  paint: Paint,
  member: string,
  { before, after }: { readonly before: readonly unknown[]; readonly after: readonly unknown[] },
): string {
  const [had, has] = [before, after].map((list) => new Set(list.map((item) => JSON.stringify(item))));
  const lines = [
    ...[...(had ?? [])].filter((item) => !has?.has(item)).map((item) => paint.red(`- ${cut(item)}`)),
    ...[...(has ?? [])].filter((item) => !had?.has(item)).map((item) => paint.green(`+ ${cut(item)}`)),
  ];
  const shown = lines.slice(0, SHOWN_ITEMS);
  const more = lines.length - shown.length;
  const rest = more > 0 ? [`… and ${more} more`] : lines.length === 0 ? ['another order'] : [];
  return `  ${member}\n${[...shown, ...rest].map((line) => `    ${line}\n`).join('')}`;
}

const SHOWN_ITEMS = 20;

function show(value: unknown): string {
  return value === undefined ? 'default' : cut(JSON.stringify(value));
}

function cut(text: string): string {
  return plain(text, 200);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

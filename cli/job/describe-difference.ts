// What differs between two configurations, a line for each member: `schedule.everyMs  900000 → 3600000`.
import type { MemberDifference } from '../../domain/system/differing-members.ts';
import { MASK } from '../../domain/system/secret/mask.ts';
import type { Paint } from '../paint.ts';
import { plain } from '../print-table.ts';

export function describeDifferences(paint: Paint, differences: readonly MemberDifference[]): string {
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
  const lines = [
    ...onlyIn(before, after).map((item) => paint.red(`- ${show(item)}`)),
    ...onlyIn(after, before).map((item) => paint.green(`+ ${show(item)}`)),
  ];
  const shown = lines.slice(0, SHOWN_ITEMS);
  const more = lines.length - shown.length;
  const rest = more > 0 ? [`… and ${more} more`] : lines.length === 0 ? ['another order'] : [];
  return `  ${member}\n${[...shown, ...rest].map((line) => `    ${line}\n`).join('')}`;
}

/** Items of the first list that the second does not have, each once. */
function onlyIn(first: readonly unknown[], second: readonly unknown[]): unknown[] {
  const others = new Set(second.map((item) => JSON.stringify(item)));
  const own = new Map(first.map((item) => [JSON.stringify(item), item]));
  return [...own].filter(([text]) => !others.has(text)).map(([, item]) => item);
}

const SHOWN_ITEMS = 20;

function show(value: unknown): string {
  return value === undefined ? 'default' : cut(JSON.stringify(withoutSecret(value)));
}

/** A secret header that was just typed is not repeated on the screen. */
function withoutSecret(value: unknown): unknown {
  const isSecret = typeof value === 'object' && value !== null && 'secret' in value && value.secret === true;
  return isSecret ? { ...value, value: MASK } : value;
}

function cut(text: string): string {
  return plain(text, 200);
}

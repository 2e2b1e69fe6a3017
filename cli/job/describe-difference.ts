// What differs between two configurations, a line for each member: `schedule.everyMs  900000 → 3600000`.
import type { MemberDifference } from '../../domain/differing-members.ts';
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

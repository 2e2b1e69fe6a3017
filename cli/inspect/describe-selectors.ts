// Describes the locators found for fields: how often each is right, and what it finds.
import type { SelectorsResult } from './explain/selector.ts';
import type { CliContext } from '../context.ts';
import { plain } from '../print-table.ts';

export function describeSelectors({ paint }: Pick<CliContext, 'paint'>, { fields }: SelectorsResult): string {
  const lines = fields.flatMap(({ name, locators, note }) => [
    `${paint.bold(name)}  ${paint.dim(note)}`,
    ...locators.flatMap(({ selector, attribute, hits, pages, confidence, values }) => [
      `  ${confidence.toFixed(2)}  ${hits} of ${pages}  ${selector}${attribute === undefined ? '' : ` @${attribute}`}`,
      paint.dim(`        ${values.map((value) => plain(value, 60)).join('  |  ')}`),
    ]),
    '',
  ]);
  return `${lines.join('\n')}\n`;
}

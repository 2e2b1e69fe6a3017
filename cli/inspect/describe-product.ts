// Describes a product's inspection for people who do not know the rules: each value, where it stands, which
// sources agreed and disagreed, and why the winner won.
import type { ProductResult } from './explain/inspect-product.ts';
import type { CliContext } from '../context.ts';
import { plain } from '../print-table.ts';

const MAX_TEXT = 200;
const FIELDS = ['name', 'price', 'availability', 'sku', 'gtin', 'mpn', 'brand', 'image'] as const;

function percent(confidence: number | null): string {
  return confidence === null ? '' : `, ${Math.round(confidence * 100)} % sure`;
}

export function describeProduct({ paint }: Pick<CliContext, 'paint'>, result: ProductResult): string {
  const lines = [paint.bold('product')];
  for (const field of FIELDS) {
    const found = result.explanation.find((one) => one.field === field);
    if (found === undefined) {
      lines.push(`  ${field.padEnd(13)}–  (nothing on the page tells it)`);
      continue;
    }
    lines.push(`  ${field.padEnd(13)}${paint.bold(plain(found.value, MAX_TEXT))}`);
    const where = `from ${found.source}, ${plain(found.at, MAX_TEXT)}${percent(found.confidence)}`;
    lines.push(`  ${' '.repeat(13)}${where}`);
    if (found.agreed.length > 0) lines.push(`  ${' '.repeat(13)}agreed: ${found.agreed.join(', ')}`);
    for (const rival of found.disagreed)
      lines.push(`  ${' '.repeat(13)}disagreed: ${plain(rival, MAX_TEXT)}`);
    lines.push(`  ${' '.repeat(13)}why: ${found.why}`);
  }
  if (result.listPrice !== null) lines.push(`  ${'list price'.padEnd(13)}${result.listPrice}`);
  if (result.variants !== null) {
    const { count, kind, low, high } = result.variants;
    lines.push(`  ${'choice'.padEnd(13)}${count} ${kind}, ${low}–${high}`);
  }
  return `${lines.join('\n')}\n`;
}

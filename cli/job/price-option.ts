// The short options of a price watch, of `add`, `edit` and `preview`, and the price rules they ask for.
import type { Command } from 'commander';
import type { SavedPriceRule } from '../../domain/price/rule/rule-input.ts';

export interface PriceOptions {
  readonly below?: string;
  readonly fallsBy?: string;
  readonly anyMove?: boolean;
  readonly backInStock?: boolean;
}

export function addPriceOptions(command: Command): void {
  command
    .option('--below <price>', 'a price watch: tell a price at or below it, as in 99.95 or "99.95 EUR"')
    .option('--falls-by <percent>', 'a price watch: tell a fall by so much, as in 5%')
    .option('--any-move', 'a price watch: tell every move of the price')
    .option('--back-in-stock', 'a price watch: tell when it can be had again');
}

/** The module that reads rules knows all currencies, so it is loaded when there are some. */
export async function toPriceRules(options: PriceOptions): Promise<SavedPriceRule[]> {
  const texts = ruleTexts(options);
  if (texts.length === 0) return [];
  const { parsePriceRule } = await import('../../domain/price/rule/rule-text.ts');
  return texts.map(parsePriceRule);
}

function ruleTexts({ below, fallsBy, anyMove, backInStock }: PriceOptions): string[] {
  return [
    ...(anyMove === true ? ['any change'] : []),
    ...(below === undefined ? [] : [`below ${below}`]),
    ...(fallsBy === undefined ? [] : [`drop ${fallsBy.replace(/\s*%$/, '')}%`]),
    ...(backInStock === true ? ['back in stock'] : []),
  ];
}

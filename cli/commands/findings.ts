// The command for prices: the list, the figures of each page, and a rule tried on stored points.
import type { Command } from 'commander';
import { RULE_EXAMPLES } from '../../domain/price/rule/rule-examples.ts';
import type { Run } from '../context.ts';
import { type PriceOptions, showPrices } from './prices.ts';

export function registerFindings(program: Command, run: Run): void {
  program
    .command('prices')
    .summary('list observed prices, newest first; their figures; what a rule would have told')
    .argument('[job]', 'only of this job: id or name')
    .option('--run <run>', 'only of this run')
    .option('--page <page>', 'only of this page')
    .option('--limit <n>', 'how many', '50')
    .option('--cursor <cursor>', 'go on where a list ended')
    .option('--summary', 'low, high, median, 30-day low of each page, and whether its "was" price ever was')
    .option('--would <rule>', `when a rule would have fired: ${RULE_EXAMPLES}`)
    .action((job: string | undefined, options: PriceOptions) =>
      run((context) => showPrices(context, job, options)),
    );
}

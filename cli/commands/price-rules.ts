// The command for a job's price rules: show them, try others on the stored prices, save them.
import type { Command } from 'commander';
import type { JobView } from '../../api/client/client.ts';
import { WebloomError } from '../../domain/system/errors.ts';
import type { PriceWatch } from '../../domain/price/rule/judge-rules.ts';
import type { SavedPriceRule } from '../../domain/price/rule/rule-input.ts';
import { RULE_EXAMPLES } from '../../domain/price/rule/rule-examples.ts';
import { collect } from '../change-options.ts';
import { type CliContext, printJson, type Run } from '../context.ts';
import { findJobId } from '../find-job.ts';
import { watchOption } from '../job/job-options.ts';
import { plain } from '../print-table.ts';
import { previewPriceRules } from './prices.ts';
import { given } from '../../domain/system/given.ts';

interface PriceRuleOptions {
  readonly add?: readonly string[];
  readonly remove?: readonly string[];
  readonly watch?: 'page' | 'price-and-stock' | 'picture';
  readonly preview?: boolean;
  readonly save?: boolean;
}

/** Loaded when rules are read or shown, because it knows all currencies. */
async function loadRuleText() {
  return import('../../domain/price/rule/rule-text.ts');
}
type RuleText = Awaited<ReturnType<typeof loadRuleText>>;

export function registerPriceRules(program: Command, run: Run): void {
  program
    .command('price-rules')
    .summary('show the price rules of a job, try others on the stored prices, save them')
    .argument('<job>', 'id or name')
    .option('--add <rule>', `a rule, or name: rule; may be repeated: ${RULE_EXAMPLES}`, collect)
    .option('--remove <name>', 'leave out the rule of this name; may be repeated', collect)
    .addOption(watchOption())
    .option('--preview', 'when the rules would have fired over the stored prices')
    .option('--save', 'save them')
    .addHelpText('before', 'Example: webloom price-rules tent --add "below 99.95 EUR" --preview\n')
    .action((job: string, options: PriceRuleOptions) => run((context) => priceRules(context, job, options)));
}

async function priceRules(context: CliContext, name: string, options: PriceRuleOptions): Promise<void> {
  const { api } = context;
  const job = await api.job(await findJobId(api, name));
  const present = watchOf(job);
  const { add, remove, watch, preview = false, save = false } = options;
  const isAsked = add !== undefined || remove !== undefined || watch !== undefined;
  const ruleText = await loadRuleText();
  if (!isAsked && !preview && !save) return showWatch(context, present, ruleText);
  if (save && !isAsked)
    throw new WebloomError('validation', 'There is nothing to save: give --add, --remove or --watch.');
  const rules = wantedRules(present.priceRules ?? [], options, ruleText);
  // Without --save, or with --preview, the rules are tried.
  if (preview || !save) await tryRules(context, job.jobId, isAsked ? rules : undefined);
  if (save) await saveWatch(context, job, { priceRules: rules, ...given({ watch }) }, preview);
}

/** With --preview the trial is what was printed. */
async function saveWatch(
  context: CliContext,
  { jobId, version }: JobView,
  changes: Partial<PriceWatch>,
  isTried: boolean,
): Promise<void> {
  const saved = await context.api.changeJob(jobId, { config: { changes } }, version);
  if (context.json && !isTried) printJson(context, watchOf(saved));
  else context.err(`Saved as version ${saved.version}; runs that begin from now on use it.\n`);
}

async function tryRules(
  context: CliContext,
  jobId: string,
  rules: readonly SavedPriceRule[] | undefined,
): Promise<void> {
  if (rules?.length === 0) return context.err('No rule is left to try.\n');
  await previewPriceRules(context, jobId, rules);
}

function watchOf(job: JobView): PriceWatch {
  const { watch = 'page', priceRules: rules = [] } = (job.config['changes'] ?? {}) as PriceWatch;
  return { watch, priceRules: rules };
}

function wantedRules(
  present: readonly SavedPriceRule[],
  { add = [], remove = [] }: PriceRuleOptions,
  { nameOfRule, parseNamedRule }: RuleText,
): readonly SavedPriceRule[] {
  const names = present.map(nameOfRule);
  for (const name of remove)
    if (!names.includes(name))
      throw new WebloomError(
        'validation',
        `The job has no price rule "${name}". It has: ${names.join('; ') || 'none'}.`,
      );
  return [...present.filter((rule) => !remove.includes(nameOfRule(rule))), ...add.map(parseNamedRule)];
}

function showWatch(
  context: CliContext,
  { watch, priceRules: rules = [] }: PriceWatch,
  { nameOfRule, textOfRule }: RuleText,
): void {
  if (context.json) return printJson(context, { watch, priceRules: rules });
  context.out(`watch  ${watch === 'page' ? 'page' : 'price and stock alone'}\n`);
  for (const rule of rules) {
    const name = nameOfRule(rule);
    const text = textOfRule(rule);
    context.out(`rule   ${plain(name, 100)}${name === text ? '' : `: ${plain(text, 100)}`}\n`);
  }
  if (rules.length === 0) context.out('rule   none\n');
}

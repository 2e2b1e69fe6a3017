// Whether a job is about prices, which price it waits for, and how low the present one is.
import type { RuleView } from '../../../api/schemas/alert/alert-rule.ts';
import type { JobView } from '../../../api/schemas/job/job.ts';
import type { ProductView } from '../../../api/schemas/price-series.ts';

export interface Threshold {
  readonly amount: string;
  readonly currency: string;
  readonly side: 'below' | 'above';
}

/** A job of named pages shows the prices on them first; a whole shop has too many for that, unless prices are all it watches. */
export function isPriceJob({ sourceKind, config }: Pick<JobView, 'sourceKind' | 'config'>): boolean {
  return sourceKind === 'pages' || membersOf(config['changes'])['watch'] === 'price-and-stock';
}

/** The price somebody is told at, by a rule of the job or by an alert rule; null: none is named. */
export function thresholdOf(
  { config }: Pick<JobView, 'config'>,
  rules: readonly Pick<RuleView, 'enabled' | 'when'>[],
  currency: string,
): Threshold | null {
  const own = membersOf(config['changes'])['priceRules'];
  const all = [
    ...(Array.isArray(own) ? own.map(membersOf) : []),
    ...rules.flatMap(({ enabled, when }) => (enabled && when.kind === 'price' ? [membersOf(when.rule)] : [])),
  ];
  for (const rule of all) {
    if (rule['currency'] !== undefined && rule['currency'] !== currency) continue;
    const limit = limitOf(rule);
    if (limit !== null) return { ...limit, currency };
  }
  return null;
}

function limitOf({
  kind,
  amount,
  below,
  above,
}: Readonly<Record<string, unknown>>): Pick<Threshold, 'amount' | 'side'> | null {
  if (kind === 'target' && typeof amount === 'string') return { amount, side: 'below' };
  if (kind === 'above' && typeof amount === 'string') return { amount, side: 'above' };
  if (typeof below === 'string') return { amount: below, side: 'below' };
  return typeof above === 'string' ? { amount: above, side: 'above' } : null;
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

export function lowWords({
  isAllTimeLow,
  isLow30Days,
  lastMove,
  level,
}: Pick<ProductView, 'isAllTimeLow' | 'isLow30Days' | 'lastMove' | 'level'>): string {
  if (lastMove === null) return 'it has not moved yet';
  if (isAllTimeLow) return 'never lower so far';
  if (isLow30Days) return 'the lowest of 30 days';
  if (level.level === 'unknown') return '';
  return level.level === 'typical' ? 'as usual' : `${level.level} for it`;
}

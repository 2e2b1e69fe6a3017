// What a watch of changedetection.io compares: text, the price and the stock, or the picture.
import type { JobDraft } from '../draft.ts';
import type { Members } from '../../../system/differing-members.ts';
import { membersOf, numberOf, textOf } from '../translate/value.ts';

export function mapProcessor(draft: JobDraft, watch: Members): void {
  const processor = textOf(watch['processor']) || 'text_json_diff';
  if (processor === 'restock_diff') mapRestock(draft, watch);
  else if (processor === 'image_ssim_diff') {
    draft.changes['watch'] = 'picture';
    delete draft.fetch['render'];
    dropTextRules(draft);
  } else if (processor !== 'text_json_diff')
    draft.lose(
      `processor ${processor}`,
      'It is no way of comparing that is known here.',
      'Look for its like in docs/watching.md.',
    );
}

const TEXT_RULES = [
  'ignoreText',
  'triggerText',
  'blockWhilePresent',
  'only',
  'newLinesOnly',
  'comparedVersions',
  'conditions',
  'compare',
];

/** Rules about text say nothing of a picture, there as here. A part becomes a place of the picture. */
function dropTextRules(draft: JobDraft): void {
  for (const rule of TEXT_RULES) delete draft.changes[rule];
  const places = { include: draft.include.splice(0), exclude: draft.exclude.splice(0) };
  draft.filters.splice(0);
  const named = Object.entries(places).filter(([, list]) => list.length > 0);
  if (named.length > 0) draft.changes['picture'] = Object.fromEntries(named);
}

function mapRestock(draft: JobDraft, watch: Members): void {
  const settings = { ...watch, ...membersOf(watch['restock_settings']), ...membersOf(watch['restock_diff']) };
  const stock =
    textOf(settings['in_stock_processing']) ||
    (settings['in_stock_only'] === false ? 'all_changes' : 'in_stock_only');
  draft.changes['watch'] = 'price-and-stock';
  draft.changes['priceRules'] = [
    ...(stock === 'off' ? [] : [{ kind: 'back-in-stock' }]),
    ...(stock === 'all_changes' ? [{ kind: 'out-of-stock' }] : []),
    ...(settings['follow_price_changes'] === false ? [] : [priceRule(settings)]),
  ];
}

function priceRule(settings: Members): Members {
  const below = amount(settings['price_change_min']);
  const above = amount(settings['price_change_max']);
  const percent = numberOf(settings['price_change_threshold_percent']);
  const bounds = {
    ...(below === null ? {} : { below }),
    ...(above === null ? {} : { above }),
    ...(percent === null || percent <= 0 ? {} : { percent }),
  };
  return Object.keys(bounds).length === 0 ? { kind: 'any-change' } : { kind: 'move', ...bounds };
}

function amount(value: unknown): string | null {
  const number = numberOf(value);
  return number === null || number <= 0 ? null : String(Math.round(number * 100) / 100);
}

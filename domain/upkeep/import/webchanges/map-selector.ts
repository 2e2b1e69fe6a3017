// The filters `css` and `xpath`: a selector alone, or one with what is left out, which of its elements, and their order.
import { partSelector } from '../../../reading/part/part-selector.ts';
import { type Members, isMembers } from '../../../system/differing-members.ts';
import { numberOf, textOf } from '../translate/value.ts';
import type { FilterChain } from './filter-chain.ts';

export function chooseCss(chain: FilterChain, value: unknown): void {
  const said = isMembers(value) ? value : { selector: value };
  chain.choose(inLanguage('css', textOf(said['selector'])));
  common(chain, said, 'css');
  if (numberOf(said['skip'] ?? 0) === 0 && said['maxitems'] === undefined) return;
  chain.draft.lose(
    'filter css: skip, maxitems',
    'A CSS selector takes all that it finds.',
    'Write an XPath with a position, as (//h2)[position() > 1].',
  );
}

export function chooseXPath(chain: FilterChain, value: unknown): void {
  const said = isMembers(value) ? value : { path: value };
  const skip = numberOf(said['skip']) ?? 0;
  const most = numberOf(said['maxitems']) ?? 0;
  const bounds = [
    ...(skip > 0 ? [`position() > ${skip}`] : []),
    ...(most > 0 ? [`position() <= ${skip + most}`] : []),
  ];
  const path = textOf(said['path']).trim();
  chain.choose(inLanguage('xpath', bounds.length === 0 ? path : `(${path})[${bounds.join(' and ')}]`));
  common(chain, said, 'xpath');
}

function common(chain: FilterChain, said: Members, language: 'css' | 'xpath'): void {
  const exclude = textOf(said['exclude']);
  if (exclude !== '') chain.draft.exclude.push(inLanguage(language, exclude));
  if (said['method'] === 'xml') chain.draft.changes['format'] = 'xml';
  if (said['sort'] === true) chain.line({ kind: 'sort' });
}

/** With its language before it where that does not show. */
function inLanguage(language: 'css' | 'xpath', selector: string): string {
  const read = partSelector(selector);
  return read.language === language && read.expression === selector.trim()
    ? selector.trim()
    : [language, selector].join(':');
}

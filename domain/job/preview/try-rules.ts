// Rules tried on a page that was just looked at: what they watch, which of them hold now, and whether an imagined change of
// the text would be told. The engine of a run judges it.
import { unmetCondition } from '../../change/condition.ts';
import { replayVersions } from '../../change/replay.ts';
import { changeRulesOf } from '../../change/rules.ts';
import type { ChangeVerdict } from '../../change/change.ts';
import type { ChangeStep } from '../../change/step.ts';
import type { ComparedPage } from '../../change/compare-input.ts';
import type { JobConfig } from '../../config/schema.ts';
import { linesOf } from '../../page/kept-blocks.ts';
import { formatMoney, parseMoney, toMinor } from '../../reading/money/money.ts';
import { type ExampleMove, exampleMoves, judgeMoveTo } from '../../price/rule/example-moves.ts';
import { type JudgedRule, judgePriceRules, rulesToJudge } from '../../price/rule/judge-rules.ts';
import type { PriceSight } from '../../price/rule/rule-input.ts';
import { sightOf, stockOnly, trackPrice } from '../../price/track.ts';
import { choosesPart, comparedTitle, watchRulesOf } from '../../reading/part/watch-rules.ts';
import type { UnderstoodPage } from './understand-page.ts';
import { given } from '../../system/given.ts';

interface ImaginedEdit {
  readonly find: string;
  readonly replaceBy: string;
}

export interface RuleTrial {
  readonly page: UnderstoodPage;
  readonly changes: JobConfig['changes'];
  readonly edit: ImaginedEdit | null;
  readonly at: Date;
}

export interface TriedRules {
  /** Why the conditions do not hold now; null: they do, or there are none. */
  readonly unmet: string | null;
  readonly priceRules: readonly JudgedRule[];
  /** Moves of the seen price and stock, with what the rules make of them. */
  readonly priceMoves: readonly ExampleMove[];
  /** What becomes of the edit; null: none was given. */
  readonly edit: TriedEdit | null;
}

interface TriedEdit {
  readonly told: boolean;
  readonly step: ChangeStep | 'price';
  readonly reason: string;
}

export function tryRules({ page, changes, edit, at }: RuleTrial): TriedRules {
  const text = linesOf(page.blocks);
  const conditions = changes.conditions ?? {};
  const rules = rulesToJudge(changes);
  const sight = rules.length === 0 ? null : sightOfPage(page, at);
  return {
    unmet: unmetCondition(conditions, { before: text, after: text }),
    priceRules: sight === null ? [] : judgePriceRules({ rules, states: [], sight, earlier: [] }).verdicts,
    priceMoves: sight === null ? [] : exampleMoves(rules, sight),
    edit: edit === null ? null : tryEdit(page, changes, { ...edit, sight }),
  };
}

function tryEdit(
  page: UnderstoodPage,
  changes: JobConfig['changes'],
  { sight, ...edit }: ImaginedEdit & { readonly sight: PriceSight | null },
): TriedEdit {
  if (changes.watch === 'price-and-stock') return tryPriceEdit(changes, edit, sight);
  const edited = editedPage(page, changes, edit);
  const verdict = edited === null ? null : verdictOn(compared(page, changes), edited, changes);
  if (verdict === null)
    return { told: false, step: 'part', reason: `“${edit.find}” is not in the text that is watched` };
  const { step } = verdict;
  if (verdict.verdict === 'changed') return { told: true, step, reason: verdict.change.summary };
  return { told: false, step, reason: verdict.reason };
}

/** Where price and stock alone are told, an edit is one of the price, or it is nothing. */
function tryPriceEdit(
  changes: JobConfig['changes'],
  { find, replaceBy }: ImaginedEdit,
  sight: PriceSight | null,
): TriedEdit {
  const price = sight?.price ?? null;
  const [before, after] = [find, replaceBy].map((text) => parseMoney(text).amount);
  const isPrice =
    price !== null && typeof before === 'string' && toMinor(before, price.currency).minor === price.minor;
  if (sight === null || price === null || !isPrice || typeof after !== 'string') {
    const seen = price === null ? '' : `; the price is ${formatMoney(price)}`;
    return { told: false, step: 'price', reason: `only price and stock are told${seen}` };
  }
  const { told, reason } = judgeMoveTo(rulesToJudge(changes), sight, toMinor(after, price.currency));
  return { told, step: 'price', reason };
}

/** Null: the text to find is in none of the lines, nor in a title that is compared. */
function editedPage(
  page: UnderstoodPage,
  changes: JobConfig['changes'],
  { find, replaceBy }: ImaginedEdit,
): ComparedPage | null {
  const { blocks, title = '', ...others } = compared(page, changes);
  if (![title, ...blocks.map(({ text }) => text)].some((text) => text.includes(find))) return null;
  const edit = (text: string): string => text.replaceAll(find, () => replaceBy).trim();
  const edited = blocks
    .map((block) => ({ ...block, text: edit(block.text) }))
    .filter(({ text }) => text !== '');
  return { ...others, title: edit(title), blocks: edited, textHash: linesOf(edited) };
}

function verdictOn(
  before: ComparedPage,
  after: ComparedPage,
  changes: JobConfig['changes'],
): ChangeVerdict | null {
  return replayVersions([before, after], changeRulesOf(changes)).verdicts[1] ?? null;
}

function compared(page: UnderstoodPage, changes: JobConfig['changes']): ComparedPage {
  const { blocks, fields, lang, lostPart, isFilteredOut, misread, declared, title } = page;
  const watched = watchRulesOf(changes);
  return {
    blocks,
    // Only equality counts, so the text stands for its own hash.
    textHash: linesOf(blocks),
    fields,
    lang,
    ...comparedTitle(watched, title),
    pageType: page.class.type,
    ...(page.offer === null ? {} : { availability: page.offer.availability }),
    isDocument: (declared?.format ?? 'html') !== 'html',
    isChosen: choosesPart(watched),
    ...(lostPart ? { lostPart } : {}),
    ...(isFilteredOut ? { isFilteredOut } : {}),
    ...given({ misread: misread ?? undefined }),
  };
}

/** Null: the page names neither price nor stock. */
function sightOfPage({ offer }: UnderstoodPage, at: Date): PriceSight | null {
  if (offer === null) return null;
  const verdict = offer.offer === null ? stockOnly(offer.availability) : trackPrice(null, offer.offer);
  return sightOf(verdict, at.getTime());
}

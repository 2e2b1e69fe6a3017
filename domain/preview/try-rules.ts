// Rules tried on a page that was just looked at: what they watch, which of them hold now, and whether an imagined change of
// the text would be told. The engine of a run judges it.
import { unmetCondition } from '../change/condition.ts';
import { replayVersions } from '../change/replay.ts';
import { changeRulesOf } from '../change/rules.ts';
import type { ChangeVerdict } from '../change/change.ts';
import type { ComparedPage } from '../change/compare-input.ts';
import type { JobConfig } from '../job/schema.ts';
import { linesOf } from '../page/kept-blocks.ts';
import type { TextBlock } from '../page/parsed-page.ts';
import { type JudgedRule, judgePriceRules, rulesToJudge } from '../price/rule/judge-rules.ts';
import { sightOf, stockOnly, trackPrice } from '../price/track.ts';
import { choosesPart, watchRulesOf } from '../watch/watch-rules.ts';
import type { UnderstoodPage } from './understand-page.ts';

export interface ImaginedEdit {
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
  /** Null: no edit was given, or its text is not among what is watched. */
  readonly verdict: ChangeVerdict | null;
  readonly isEditFound: boolean;
}

export function tryRules({ page, changes, edit, at }: RuleTrial): TriedRules {
  const text = linesOf(page.blocks);
  const conditions = changes.conditions ?? {};
  const edited = edit === null ? null : editedBlocks(page.blocks, edit);
  return {
    unmet: unmetCondition(conditions, { before: text, after: text }),
    priceRules: priceVerdicts(page, changes, at),
    verdict: edited === null ? null : verdictOn(page, changes, edited),
    isEditFound: edited !== null,
  };
}

/** Null: the text to find is in none of the lines. */
function editedBlocks(blocks: readonly TextBlock[], { find, replaceBy }: ImaginedEdit): TextBlock[] | null {
  if (!blocks.some(({ text }) => text.includes(find))) return null;
  return blocks
    .map((block) => ({ ...block, text: block.text.replaceAll(find, () => replaceBy).trim() }))
    .filter(({ text }) => text !== '');
}

function verdictOn(
  page: UnderstoodPage,
  changes: JobConfig['changes'],
  edited: readonly TextBlock[],
): ChangeVerdict | null {
  const before = compared(page, changes, page.blocks);
  const after = compared(page, changes, edited);
  return replayVersions([before, after], changeRulesOf(changes)).verdicts[1] ?? null;
}

function compared(
  page: UnderstoodPage,
  changes: JobConfig['changes'],
  blocks: readonly TextBlock[],
): ComparedPage {
  const { fields, lang, lostPart, isFilteredOut, misread, declared } = page;
  return {
    blocks,
    // Only equality counts, so the text stands for its own hash.
    textHash: linesOf(blocks),
    fields,
    lang,
    pageType: page.class.type,
    ...(page.offer === null ? {} : { availability: page.offer.availability }),
    isDocument: (declared?.format ?? 'html') !== 'html',
    isChosen: choosesPart(watchRulesOf(changes)),
    ...(lostPart ? { lostPart } : {}),
    ...(isFilteredOut ? { isFilteredOut } : {}),
    ...(misread === null ? {} : { misread }),
  };
}

function priceVerdicts(
  { offer }: UnderstoodPage,
  changes: JobConfig['changes'],
  at: Date,
): readonly JudgedRule[] {
  const rules = rulesToJudge(changes);
  if (offer === null || rules.length === 0) return [];
  const verdict = offer.offer === null ? stockOnly(offer.availability) : trackPrice(null, offer.offer);
  const sight = sightOf(verdict, at.getTime());
  return sight === null ? [] : judgePriceRules({ rules, states: [], sight, earlier: [] }).verdicts;
}

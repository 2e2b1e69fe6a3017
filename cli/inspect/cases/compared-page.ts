// A page that was just read, in the form in which versions are compared.
import type { ComparedPage } from '../../../domain/change/compare-input.ts';
import type { PageClass } from '../../../domain/reading/page/page-type.ts';
import type { ParsedPage } from '../../../domain/reading/page/parsed-page.ts';
import { choosesPart, comparedTitle, type WatchRules } from '../../../domain/reading/part/watch-rules.ts';

export function comparedPage(
  page: ParsedPage,
  pageClass: PageClass,
  watched: WatchRules | null,
): ComparedPage {
  return {
    blocks: page.blocks,
    // The texts themselves serve as their hash.
    textHash: page.blocks.map(({ text }) => text).join('\n'),
    fields: page.fields,
    pageType: pageClass.type,
    lang: page.lang,
    ...comparedTitle(watched, page.title),
    wall: pageClass.wall ? (pageClass.subtype ?? 'wall') : null,
    isDocument: page.features.format !== undefined,
    lostPart: page.lostPart,
    isChosen: choosesPart(watched) && page.blocks.length > 0,
    isFilteredOut: page.isFilteredOut,
    misread: page.misread,
    ...(page.product === undefined ? {} : { availability: page.product.availability }),
  };
}

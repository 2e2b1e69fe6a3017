// Whether what was read of a page is enough, or the page has to be opened in another way: by a browser, or without one after all.
// Nothing is judged before that look has come. Runs and previews decide by the same rule.
import type { JobConfig } from '../../config/schema.ts';
import type { PageFeatures } from '../../reading/page/page-features.ts';
import type { PageClass } from '../../reading/page/page-type.ts';
import { isJsonPart } from '../../reading/part/part-selector.ts';
import type { FieldValue } from '../../reading/page/parsed-page.ts';
import type { ReasonCode } from '../outcome.ts';
import { type RenderWish, missingBefore, renderModeOf, renderWithout } from './render-wish.ts';

export interface WantedLook {
  readonly wish: RenderWish;
  readonly reason: Extract<ReasonCode, 'needs-rendering' | 'rendering-useless'>;
  readonly why: string;
}

/** A page as one look has read it. */
export interface ReadLook {
  readonly config: Pick<JobConfig, 'source' | 'fields' | 'fetch'> & Partial<Pick<JobConfig, 'changes'>>;
  readonly parse: {
    readonly features: PageFeatures;
    readonly fields: readonly FieldValue[];
    readonly lostPart?: true;
    readonly textHash: string;
  };
  readonly pageClass: PageClass | null;
  /** A browser opened it, and what an earlier look wished for. */
  readonly isRendered: boolean;
  readonly render: RenderWish | undefined;
  /** The stored version; undefined: there is none. */
  readonly baseline: { readonly textHash: string; readonly rendered?: object } | undefined;
}

/** Null: what was read is what is judged. */
export function wantedLook(look: ReadLook): WantedLook | null {
  if (renderModeOf(look.config) !== 'auto' || !hasScripts(look)) return null;
  return look.isRendered ? afterRendering(look) : afterFetching(look);
}

function afterFetching(look: ReadLook): WantedLook | null {
  const { pageClass, baseline, parse, render } = look;
  if (render === 'plain') return null;
  const isBare = pageClass?.subtype === 'needs-javascript' || pageClass?.subtype === 'empty';
  if (isBare && !hasWatchedJson(look))
    return inBrowser('needs-javascript', 'hardly any text was sent, only scripts');
  if (baseline?.rendered !== undefined && parse.textHash !== baseline.textHash)
    return inBrowser('rendered-before', 'what was sent is not what a browser showed before');
  const missing = baseline === undefined ? missingIn(look) : [];
  if (missing.length === 0) return null;
  return inBrowser(renderWithout(missing.length), `not in what was sent: ${missing.join(', ')}`);
}

/** A browser that finds no more is no help, and its version would differ from the ones fetched later. */
function afterRendering(look: ReadLook): WantedLook | null {
  const before = missingBefore(look.render);
  const missing = missingIn(look);
  if (before === null || missing.length < before) return null;
  const why = `a browser does not show it either: ${missing.join(', ')}`;
  return { wish: 'plain', reason: 'rendering-useless', why };
}

/** Scripts of the page hold what is watched, whatever else it shows. */
function hasWatchedJson({ config: { changes }, parse }: ReadLook): boolean {
  const include = changes?.scope?.include ?? [];
  return include.length > 0 && include.every(isJsonPart) && parse.lostPart !== true;
}

function inBrowser(wish: RenderWish, why: string): WantedLook {
  return { wish, reason: 'needs-rendering', why };
}

/** A document that is no web page has none. */
function hasScripts({ parse: { features } }: ReadLook): boolean {
  return features.format === undefined && features.scripts > 0;
}

/**
 * The watched part and the fields whose selectors find nothing. Only of pages that the job names one by one: among the pages of
 * a site most lack what a few have, and a browser costs a hundred times as much.
 */
function missingIn({ config: { source, fields }, parse }: ReadLook): string[] {
  if (source.kind !== 'pages') return [];
  const looked = new Set(fields.filter(({ locators }) => locators.length > 0).map(({ name }) => name));
  const absent = parse.fields.filter(({ name, value }) => value === null && looked.has(name));
  return [...(parse.lostPart === true ? ['the watched part'] : []), ...absent.map(({ name }) => name)];
}

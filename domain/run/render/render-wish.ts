// Which visits a browser opens. What a visit has shown can make the same visit be asked for again with a wish: that it is
// rendered, or that it is read as the server sends it.
import { isPost, type PageRequest } from '../../web/fetch/request-body.ts';
import type { RenderWait } from '../../web/fetch/render-wait.ts';
import { DAY_MS } from '../../system/duration.ts';
import { comparesPictures } from '../../change/picture/picture-rules.ts';
import { MASK } from '../../system/secret/mask.ts';
import { hasPictureStep, type PageStep } from '../../web/page-step/page-step.ts';

/**
 * `needs-javascript`: what was sent holds hardly any text. `missing:2`: it lacks two of what the job takes from it.
 * `host-needs`: all
 * pages of its host needed a browser so far; it holds for pages without a stored version. `rendered-before`: it differs from the stored version, which a browser made. `plain`: a browser showed no more.
 */
export type RenderWish =
  | 'needs-javascript'
  | `missing:${number}`
  | 'host-needs'
  | 'rendered-before'
  | 'plain';

const MISSING = 'missing:';

export function renderWithout(missing: number): RenderWish {
  return `${MISSING}${missing}`;
}

/** How much was missing in what was sent; null: that is not why it was rendered. */
export function missingBefore(render: RenderWish | undefined): number | null {
  return render?.startsWith(MISSING) === true ? Number(render.slice(MISSING.length)) : null;
}

/** `fetch.render` of a job; absent: `always` where it says what a browser does or waits for, or where pictures are wanted, else `auto`. */
export type RenderMode = 'never' | 'auto' | 'always';

/** After this a page that was rendered is asked for plainly again: it may not need a browser any more. */
const PLAIN_AGAIN_MS = 30 * DAY_MS;

export function renderModeOf({ fetch, changes = {} }: RenderedJob): RenderMode {
  if (comparesPictures(changes)) return 'always';
  // A browser asks by GET.
  if (isPost(fetch)) return 'never';
  if (fetch.render !== undefined) return fetch.render;
  return renderedHow(fetch) === undefined && !wantsPictures({ fetch }) ? 'auto' : 'always';
}

/** What of a job's configuration says whether a browser opens its pages. */
export interface RenderedJob {
  readonly fetch: RenderSettings;
  readonly changes?: { readonly watch?: string | undefined } | undefined;
}

interface RenderSettings extends RenderWait, PageRequest {
  readonly render?: RenderMode | undefined;
  readonly screenshot?: 'none' | 'changes' | 'always' | undefined;
}

/** Of each stored version at least. */
export function wantsPictures({ fetch, changes = {} }: RenderedJob): boolean {
  return keptPictures(fetch) !== 'none' || comparesPictures(changes);
}

/** What of its looks a job keeps by itself: a step that keeps a picture wants that of each version. */
export function keptPictures({
  screenshot,
  steps,
}: Pick<RenderSettings, 'screenshot' | 'steps'>): 'none' | 'changes' | 'always' {
  return screenshot ?? (hasPictureStep(steps) ? 'changes' : 'none');
}

/** What tells versions apart that a browser made in different ways; undefined: it waited until the page was quiet. */
export function renderedHow({ waitFor, scroll, steps: all = [] }: RenderWait): string | undefined {
  const steps = all.filter((step) => step.do !== 'picture');
  if (steps.length > 0) return JSON.stringify([waitFor ?? null, scroll ?? null, steps.map(whatOfStep)]);
  return waitFor === undefined && scroll === undefined ? undefined : JSON.stringify([waitFor, scroll]);
}

/** A picture, its name and its time change nothing of the page; a secret that is encrypted anew is the same one. */
function whatOfStep({ name: _name, timeoutMs: _timeoutMs, ...what }: PageStep): object {
  return what.do === 'fill' && what.secret === true ? { ...what, value: MASK } : what;
}

/** What is known of a visit before it is sent. */
export interface KnownVisit {
  readonly render?: RenderWish | undefined;
  /** Since when the stored version of its page is known to need a browser, epoch ms; null: it does not, or there is none. */
  readonly renderedSince: number | null;
  /** There is no stored version. */
  readonly isNew: boolean;
}

/** `now`: epoch ms. */
export function opensInBrowser(
  mode: RenderMode,
  { render, renderedSince, isNew }: KnownVisit,
  now: number,
): boolean {
  if (mode !== 'auto') return mode === 'always';
  if (render === 'host-needs' && isNew) return true;
  if (render !== undefined && render !== 'host-needs') return render !== 'plain';
  return renderedSince !== null && now - renderedSince < PLAIN_AGAIN_MS;
}

/** Pages of a host that needed a browser, none of its pages being whole as it is sent, before the others go to one at once. */
const NEEDED_AT_ONCE = 3;

export function opensAtOnce({ needed, plain }: { readonly needed: number; readonly plain: number }): boolean {
  return plain === 0 && needed >= NEEDED_AT_ONCE;
}

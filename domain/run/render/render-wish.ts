// Which visits a browser opens. What a visit has shown can make the same visit be asked for again with a wish: that it is
// rendered, or that it is read as the server sends it.
import { DAY_MS } from '../../system/duration.ts';

/**
 * `needs-javascript`: what was sent holds hardly any text. `missing:2`: it lacks two of what the job takes from it.
 * `rendered-before`: it differs from the stored version, which a browser made. `plain`: a browser showed no more.
 */
export type RenderWish = 'needs-javascript' | `missing:${number}` | 'rendered-before' | 'plain';

const MISSING = 'missing:';

export function renderWithout(missing: number): RenderWish {
  return `${MISSING}${missing}`;
}

/** How much was missing in what was sent; null: that is not why it was rendered. */
export function missingBefore(render: RenderWish | undefined): number | null {
  return render?.startsWith(MISSING) === true ? Number(render.slice(MISSING.length)) : null;
}

/** `fetch.render` of a job; absent in jobs from before it: `auto`. */
export type RenderMode = 'never' | 'auto' | 'always';

/** After this a page that was rendered is asked for plainly again: it may not need a browser any more. */
const PLAIN_AGAIN_MS = 30 * DAY_MS;

export function renderModeOf({ render }: { readonly render?: RenderMode | undefined }): RenderMode {
  return render ?? 'auto';
}

/** What is known of a visit before it is sent. */
export interface KnownVisit {
  readonly render?: RenderWish | undefined;
  /** Since when the stored version of its page is known to need a browser, epoch ms; null: it does not, or there is none. */
  readonly renderedSince: number | null;
}

/** `now`: epoch ms. */
export function opensInBrowser(
  mode: RenderMode,
  { render, renderedSince }: KnownVisit,
  now: number,
): boolean {
  if (mode !== 'auto') return mode === 'always';
  if (render !== undefined) return render !== 'plain';
  return renderedSince !== null && now - renderedSince < PLAIN_AGAIN_MS;
}

// The scripted site: answers a request for an address at a step of the timeline. Noise comes with every request, truths
// with their step.
import { itemPage, listPage, productPage, storyPage } from './site-page.ts';
import { LONE, NOISE_STEPS, SHOP, noiseOf } from './timeline.ts';

export interface Served {
  readonly status: number;
  readonly body: string;
  /** Where the request ended up, if elsewhere. */
  readonly finalUrl?: string;
}

export interface Request {
  readonly url: string;
  readonly step: number;
  /** Rises with every request. */
  readonly turn: number;
  /** First request for this address in this step. */
  readonly isFirst: boolean;
}

const ok = (body: string): Served => ({ status: 200, body });
const MISSING: Served = { status: 404, body: '<h1>Not found</h1>' };

export function serve(request: Request): Served {
  const { url } = request;
  return url.startsWith(`${SHOP}/`) ? serveShop(request, url.slice(SHOP.length)) : serveLone(request);
}

function serveShop({ step, turn, isFirst }: Request, path: string): Served {
  const at = { step, noise: noiseOf(step, turn) };
  if (path === '/p/mixer' && step >= 10)
    return { ...serveShop({ url: '', step, turn, isFirst }, '/p/mixer-2'), finalUrl: `${SHOP}/p/mixer-2` };
  if (path === '/list') return ok(listPage(at));
  const story = storyPage(at, path);
  if (story !== null) return ok(story);
  const product = productPage(at, path, { flipped: isFirst && step === NOISE_STEPS.currencyFlip });
  return product === null ? MISSING : ok(product);
}

/** Pages of hosts that stumble: each is a plain product page on its good days. */
function serveLone({ url, step, turn, isFirst }: Request): Served {
  const noise = noiseOf(step, turn);
  if (url === LONE.blips && isFirst && step === NOISE_STEPS.blip) return { status: 503, body: 'Busy' };
  if (url === LONE.wall && step === NOISE_STEPS.challenge) return ok(CHALLENGE);
  if (url === LONE.empty && step === NOISE_STEPS.emptyBody) return ok('');
  const price = url === LONE.wall && step >= 6 ? '65.00' : '70.00';
  const words = url === LONE.variants ? variantWords(step, turn) : { headline: 'Lantern', news: '' };
  const body = itemPage({ step, noise }, { ...words, price });
  return ok(url === LONE.cut && step === NOISE_STEPS.cutBody ? body.slice(0, body.length * 0.12) : body);
}

/** The page with two headlines, one after the other, and news from a step on. */
function variantWords(step: number, turn: number): { readonly headline: string; readonly news: string } {
  return {
    headline: turn % 2 === 0 ? 'The lantern that lasts' : 'Light for a lifetime',
    news: step >= 8 ? 'We refund every order within ninety days.' : '',
  };
}

const CHALLENGE = `<!doctype html><html lang="en"><head><title>Just a moment...</title></head><body>
<h1>Checking your browser before accessing the site</h1><p>Please complete the captcha to prove that you are human.</p>
<div class="g-recaptcha" data-sitekey="x"></div></body></html>`;

// The script that declines a dialog which asks for consent, run in a page in a world of its own. It looks for a button of a known
// vendor first, then for one whose whole text declines; nothing outside such a dialog is clicked, and nothing that leads elsewhere.
import { CONSENT_VENDOR, CONSENT_VENDOR_DECLINES } from '../../domain/reading/scan/consent-vendor.ts';
import { CONSENT_ASKING, CONSENT_SUBJECT } from '../../domain/reading/words/consent/consent-request.ts';
import { CONSENT_DECLINING } from '../../domain/reading/words/consent/decline-button.ts';

/** `find`: tells whether there is such a button; `click`: clicks it, too. */
export type DeclineAct = 'find' | 'click';

/** A dialog says less; a page that stands in a fixed element as a whole says more. */
const MAX_DIALOG_CHARS = 4_000;

const PATTERNS = {
  vendor: patternOf(CONSENT_VENDOR),
  subject: patternOf(CONSENT_SUBJECT),
  asking: patternOf(CONSENT_ASKING),
  declining: patternOf(CONSENT_DECLINING),
};

function patternOf({ source, flags }: RegExp): readonly [source: string, flags: string] {
  return [source, flags];
}

export function declineScript(act: DeclineAct): string {
  const given = { ...PATTERNS, declines: CONSENT_VENDOR_DECLINES.join(', '), maxChars: MAX_DIALOG_CHARS };
  return `((given, isClicked) => {
  const [vendor, subject, asking, declining] = ['vendor', 'subject', 'asking', 'declining'].map((name) => new RegExp(...given[name]));
  const plain = (said) => (said ?? '').replace(/\\s+/g, ' ').trim();
  const parentOf = (one) => one.parentElement ?? one.getRootNode().host ?? null;
  const isShown = (one) => {
    const { width, height } = one.getBoundingClientRect();
    return width > 0 && height > 0 && one.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true });
  };
  const isInView = (one) => {
    const { top, bottom, left, right } = one.getBoundingClientRect();
    return bottom > 0 && right > 0 && top < innerHeight && left < innerWidth;
  };
  const isOfVendor = (one) => vendor.test(((one.getAttribute('class') ?? '') + ' ' + one.id).toLowerCase());
  const isDialog = (one) =>
    one.matches('[role=dialog], [role=alertdialog], [aria-modal=true], dialog[open]') ||
    ['fixed', 'sticky'].includes(getComputedStyle(one).position);
  const asksConsent = (one) => {
    const said = plain(one.innerText);
    return said.length <= given.maxChars && subject.test(said) && asking.test(said) && !one.querySelector('main, article, [role=main]');
  };
  const standsInDialog = (button) => {
    for (let one = parentOf(button); one && one !== document.body && one !== document.documentElement; one = parentOf(one))
      if (isOfVendor(one) || (isDialog(one) && isInView(one) && asksConsent(one))) return true;
    return false;
  };
  const staysHere = (button) => {
    const address = button.closest('a[href]')?.getAttribute('href').trim() ?? '';
    const isSubmitting = button.form != null && ['submit', 'image'].includes(button.type);
    return !isSubmitting && /^(?:$|#|javascript:)/i.test(address);
  };
  const isDeclining = (button) => {
    const said = plain(button.tagName === 'INPUT' ? button.value : button.innerText) || plain(button.getAttribute('aria-label'));
    return declining.test(said) || declining.test(said.replaceAll(' ', ''));
  };
  const mayBeClicked = (button) =>
    !button.disabled && staysHere(button) && isShown(button) && isInView(button) && standsInDialog(button);
  const roots = [document];
  for (const root of roots) for (const one of root.querySelectorAll('*')) if (one.shadowRoot) roots.push(one.shadowRoot);
  const all = (selector) => roots.flatMap((root) => [...root.querySelectorAll(selector)]);
  const found =
    all(given.declines).find(mayBeClicked) ??
    all('button, a, [role=button], input[type=button], input[type=submit]').find((one) => isDeclining(one) && mayBeClicked(one));
  if (found && isClicked) found.click();
  return found !== undefined;
})(${JSON.stringify(given)}, ${JSON.stringify(act === 'click')})`;
}

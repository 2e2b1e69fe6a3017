// Keeps what steps have filled in as a secret out of all that leaves the browser: the page as it is written down, details, addresses.
import { MASK } from '../../system/secret/mask.ts';
import type { PageStep } from './page-step.ts';

/** A shorter one would be found in words that have nothing to do with it; its own field is blanked all the same. */
const MIN_HIDDEN_CHARACTERS = 4;

/** Those of the steps, in clear. */
export function secretsOf(steps: readonly PageStep[]): string[] {
  return steps.flatMap((step) => (step.do === 'fill' && step.secret === true ? [step.value] : []));
}

/** Selector of the fields that hold them, and of those that any page hides what is typed in. */
export function secretFields(steps: readonly PageStep[]): string {
  const own = steps.flatMap((step) => (step.do === 'fill' && step.secret === true ? [step.selector] : []));
  return ['input[type=password]', ...own].join(', ');
}

/** `text` with a mask for each secret, however it is written: plain, in HTML, in an address, in the data of a form. */
export function hideSecrets(text: string, secrets: readonly string[]): string {
  const forms = new Set(secrets.filter((one) => one.length >= MIN_HIDDEN_CHARACTERS).flatMap(formsOf));
  return [...forms]
    .toSorted((one, other) => other.length - one.length)
    .reduce((left, form) => left.replaceAll(form, MASK), text);
}

function formsOf(secret: string): string[] {
  const text = secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const encoded = /\p{Surrogate}/u.test(secret) ? secret : encodeURIComponent(secret);
  const json = JSON.stringify(secret).slice(1, -1);
  return [secret, text, text.replaceAll('"', '&quot;'), encoded, encoded.replaceAll('%20', '+'), json];
}

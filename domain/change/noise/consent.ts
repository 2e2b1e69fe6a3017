// Consent banners: what asks for leave to set cookies, in many languages, and the buttons that come and go with it.
import type { BlockChange } from '../change.ts';
import { CONSENT_ASKING, CONSENT_BUTTON, CONSENT_SUBJECT } from '../../words/consent.ts';
import { factsOf } from '../../words/text-kind.ts';

const MAX_ASK = 600;

export function isConsentText(text: string): boolean {
  if (text.length > MAX_ASK) return false;
  return CONSENT_BUTTON.test(text) || (CONSENT_SUBJECT.test(text) && CONSENT_ASKING.test(text));
}

/** A banner has a heading, a few buttons and a link or two beside what it asks. */
const NEAR = 8;
const MAX_BUTTON = 60;

function container(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
function textOf({ before = '', after = '' }: BlockChange): string {
  return after || before;
}

/** Says of each change whether it came or went as part of a consent banner: near what asks, in the same box, short. */
export function consentTest(changes: readonly BlockChange[]): (index: number) => boolean {
  const asks = changes.flatMap((change, index) =>
    change.op !== 'moved' && change.op !== 'replaced' && isConsentText(textOf(change)) ? [index] : [],
  );
  return (index) => {
    const change = changes[index];
    if (change === undefined || textOf(change).length > MAX_BUTTON || factsOf(textOf(change)) !== '')
      return false;
    return asks.some((at) => {
      const ask = changes[at];
      if (ask === undefined || Math.abs(at - index) > NEAR || ask.op !== change.op) return false;
      const box = container(ask.path);
      return box.includes('/') && `${change.path}/`.startsWith(`${box}/`);
    });
  };
}

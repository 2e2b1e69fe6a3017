// Consent banners, in many languages: the text that asks for cookies, and the buttons beside it.
import type { BlockChange } from '../change.ts';
import {
  CONSENT_ASKING,
  CONSENT_BUTTON,
  CONSENT_SUBJECT,
} from '../../reading/words/consent/consent-request.ts';
import { statesFact } from '../../reading/words/text-kind.ts';

const MAX_ASK = 600;

export function isConsentText(text: string): boolean {
  if (text.length > MAX_ASK) return false;
  return CONSENT_BUTTON.test(text) || (CONSENT_SUBJECT.test(text) && CONSENT_ASKING.test(text));
}

/** How many blocks away from the asking text a banner's heading, buttons and links may stand. */
const NEAR = 8;
const MAX_BUTTON = 60;

function container(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
function textOf({ before = '', after = '' }: BlockChange): string {
  return after || before;
}

/** Whether a change belongs to a consent banner: near the asking text, in the same box, and short. */
export function consentTest(changes: readonly BlockChange[]): (index: number) => boolean {
  const asks = changes.flatMap((change, index) =>
    change.op !== 'moved' && change.op !== 'replaced' && isConsentText(textOf(change)) ? [index] : [],
  );
  return (index) => {
    const change = changes[index];
    if (change === undefined || textOf(change).length > MAX_BUTTON || statesFact(textOf(change)))
      return false;
    return asks.some((at) => {
      const ask = changes[at];
      if (ask === undefined || Math.abs(at - index) > NEAR || ask.op !== change.op) return false;
      const box = container(ask.path);
      return box.includes('/') && `${change.path}/`.startsWith(`${box}/`);
    });
  };
}

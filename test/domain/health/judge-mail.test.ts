import { expect, it } from 'vitest';
import { type MailOutcome, judgeMail } from '../../../domain/health/judge-mail.ts';

it.each<[string, MailOutcome[] | null, string, RegExp]>([
  ['channels that could not be read', null, 'unknown', /could not be read/],
  ['no channel that sends mail', [], 'unknown', /No channel sends mail/],
  ['one that greets', ['greeted'], 'ok', /It takes mails/],
  ['two that greet', ['greeted', 'greeted'], 'ok', /All 2 take mails/],
  ['one that does not', ['unanswered'], 'warning', /The one that channels name does not take mails/],
  ['one of two that does not', ['greeted', 'unanswered'], 'warning', /1 of 2 do not take mails/],
])('of mail servers, %s', (_what, outcomes, state, text) => {
  const part = judgeMail(outcomes);
  expect(part.state).toBe(state);
  expect(part.text).toMatch(text);
  expect(part.remedy === null).toBe(state !== 'warning');
});

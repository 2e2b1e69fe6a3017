// The mail servers of channels: whether they let a mail begin. No name is told, because the health of everything is seen by
// people of every workspace.
import type { HealthComponent } from './health.ts';

/** `greeted`: it answered and offered the encryption that is asked for. `unanswered`: it did not, in time. */
export type MailOutcome = 'greeted' | 'unanswered';

const REMEDY =
  '“webloom channels test NAME” tells what each mail channel meets: check the server, its port and the way to it. Mails are tried again for a day.';

/** Null: the channels could not be read. */
export function judgeMail(outcomes: readonly MailOutcome[] | null): HealthComponent {
  const part = { id: 'mail', kind: 'mail', name: 'Mail servers of channels', since: null } as const;
  if (outcomes === null)
    return { ...part, state: 'unknown', text: 'The channels could not be read.', remedy: null, figures: {} };
  const unanswered = outcomes.filter((outcome) => outcome === 'unanswered').length;
  const figures = { greeted: outcomes.length - unanswered, unanswered };
  if (outcomes.length === 0)
    return { ...part, state: 'unknown', text: 'No channel sends mail.', remedy: null, figures };
  if (unanswered === 0)
    return {
      ...part,
      state: 'ok',
      text: outcomes.length === 1 ? 'It takes mails.' : `All ${outcomes.length} take mails.`,
      remedy: null,
      figures,
    };
  const which =
    outcomes.length === 1
      ? 'The one that channels name does not take mails'
      : `${unanswered} of ${outcomes.length} do not take mails`;
  return {
    ...part,
    state: 'warning',
    text: `${which}: no greeting, or no encryption as it is asked for, within 3 s.`,
    remedy: REMEDY,
    figures,
  };
}

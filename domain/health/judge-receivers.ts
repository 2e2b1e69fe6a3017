// The receivers of messages: whether those of channels take what they are sent. No name is told, because the health of
// everything is seen by people of every workspace.
import type { FailingReceivers } from './failing-receivers.ts';
import type { HealthComponent } from './health.ts';

const REMEDY =
  '“webloom deliveries --state waiting --wide” tells what each receiver answered. Mend it, then “webloom channels test NAME”; messages are tried again for a day.';

/** Null: the store does not tell. */
export function judgeReceivers(failing: FailingReceivers | null): HealthComponent {
  const part = { id: 'receivers', kind: 'network', name: 'Receivers of messages', since: null } as const;
  if (failing === null)
    return { ...part, state: 'unknown', text: 'The store does not tell.', remedy: null, figures: {} };
  const { channels, waiting } = failing;
  const figures = { failing: channels, waiting };
  if (channels === 0) return { ...part, state: 'ok', text: 'None refuses messages.', remedy: null, figures };
  const which =
    channels === 1 ? 'The receiver of one channel takes' : `The receivers of ${channels} channels take`;
  const what = waiting === 1 ? 'one message waits' : `${waiting} messages wait`;
  return { ...part, state: 'warning', text: `${which} no messages; ${what}.`, remedy: REMEDY, figures };
}

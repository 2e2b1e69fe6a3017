// The proxy by which Webloom goes out. Its address stands nowhere here, because people of every workspace see this page.
import type { HealthDocument, HealthComponent } from './health.ts';

/** `answersMs`: how long it took to answer; `fault`: what is wrong with it, as a sentence without its first letter. */
export type ProxyAnswer = { readonly answersMs: number } | { readonly fault: string };

export interface ProxyFacts {
  /** Null: it was not asked yet. */
  readonly answer: ProxyAnswer | null;
  /** The last time something was wrong with it. */
  readonly lastFault: { readonly at: number; readonly fault: string } | null;
}

const ID = 'proxy';
const REMEDY =
  '“webloom doctor”, with the same settings, tells what it meets: check the proxy, its login and WEBLOOM_PROXY. Jobs go on by themselves.';

/** Null: none is set, so there is nothing to tell. */
export function judgeProxy(facts: ProxyFacts | null, now: number): HealthComponent[] {
  if (facts === null) return [];
  const { answer, lastFault } = facts;
  const failedMsAgo = lastFault === null ? null : Math.max(0, now - lastFault.at);
  const part = { id: ID, kind: 'network', name: 'The proxy', since: null } as const;
  if (answer === null)
    return [
      { ...part, state: 'unknown', text: 'It was not asked yet.', remedy: null, figures: { failedMsAgo } },
    ];
  if ('fault' in answer)
    return [
      {
        ...part,
        state: 'critical',
        text: `${answer.fault.replace(/^./, (letter) => letter.toUpperCase())}: what goes by it waits, pages as well as messages and mails.`,
        remedy: REMEDY,
        figures: { failedMsAgo },
      },
    ];
  const before = lastFault === null ? '' : ` The last time it did not: ${lastFault.fault}.`;
  return [
    {
      ...part,
      state: 'ok',
      text: `It answers.${before}`,
      remedy: null,
      figures: { answersMs: answer.answersMs, failedMsAgo },
    },
  ];
}

/** What keeps pages from going out by the proxy, by the monitor's last look; null: nothing that is known. */
export function faultOfProxy(looked: HealthDocument | null): Pick<HealthComponent, 'text' | 'remedy'> | null {
  const part = looked?.parts.find(({ id }) => id === ID);
  return part?.state === 'critical' ? part : null;
}

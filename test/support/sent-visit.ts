// A visit that is out, and the rules by which its answer is applied.
import type { AnswerRules } from '../../domain/run/dispatch/apply-answer.ts';
import { WaitingVisit } from '../../domain/run/dispatch/waiting-visit.ts';

export const NOW = 1_000_000;
export const URL_ASKED = 'http://shop.test/kettle';

export function sentVisit({ attempts = 0 } = {}): WaitingVisit {
  const visit = { urlKey: 'k1', url: URL_ASKED, depth: 1, visit: 1, attempts, dueAt: 0, firstDueAt: 0 };
  const sent = new WaitingVisit(visit, 'page', NOW);
  sent.clear();
  send(sent);
  return sent;
}

export function send(visit: WaitingVisit): void {
  visit.giveSlot(NOW);
  visit.send({ now: NOW, delayMs: 1_000, deadlineMs: 30_000 });
}

export function answerRules(fields: Partial<AnswerRules> = {}): AnswerRules {
  return { now: NOW, maxAttempts: 4, random: 1, judgeRedirect: () => 'same', ...fields };
}

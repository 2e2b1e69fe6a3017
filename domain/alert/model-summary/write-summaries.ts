// Asks a language model about the changes that wait for its sentence, a few at a time, and lets their messages go. Whatever comes of it,
// nothing but the sentence is new: the change, its severity and who is told were decided before. A turn that is cut off leaves marks
// that another one finds; messages go at their time in any case.
import { isWebloomError } from '../../system/errors.ts';
import type { Clock, SecretSource } from '../../system/clock.ts';
import type { LanguageModel } from '../../system/model/language-model.ts';
import { type AnnouncePorts, announce } from '../../job/control-ports.ts';
import { askModel } from '../../job/limit/ask-model.ts';
import type { TokenPorts } from '../../job/limit/model-tokens.ts';
import type { InboxChange } from '../../page/inbox.ts';
import type {
  NoSummary,
  NoSummaryReason,
  SettledSummary,
  WaitingSummary,
} from '../../page/model-summary/model-summary.ts';
import { type DifferenceText, differenceText } from './difference-text.ts';
import { summaryQuestion } from './question.ts';
import { readSentence } from './read-sentence.ts';
import { type ReleasePorts, releaseIncidents } from './release-incidents.ts';
import type { SummaryStore } from './summary-store.ts';

export interface SummaryPorts extends TokenPorts, ReleasePorts, AnnouncePorts {
  readonly summaries: SummaryStore;
  readonly model: LanguageModel;
  readonly secretSource: SecretSource;
  readonly clock: Clock;
  /** Ends after so long. */
  readonly within: (ms: number) => AbortSignal;
  /** Aborted: the process ends, and what was asked is asked again by another one. */
  readonly ending: AbortSignal;
}

/** Questions at a time. */
const AT_ONCE = 4;
/** For one answer. */
const MAX_ANSWER_MS = 15_000;
/** What is left of the wait has to suffice to be worth the tokens, and to write the answer down. */
const MIN_ANSWER_MS = 1_000;
const MARGIN_MS = 1_000;
/** A question whose process ended is asked once more. */
const MAX_TIMES_ASKED = 2;

/** Returns how many are settled. */
export async function writeSummaries(
  ports: SummaryPorts,
  mayGoOn: () => Promise<boolean> = async () => true,
): Promise<number> {
  let settled = 0;
  while (await mayGoOn()) {
    const waiting = await ports.summaries.waiting(AT_ONCE);
    const done = await Promise.all(waiting.map((change) => settleOne(ports, change)));
    const count = done.filter(Boolean).length;
    settled += count;
    // What another process has begun is left to it.
    if (count === 0) break;
  }
  return settled;
}

async function settleOne(ports: SummaryPorts, change: InboxChange): Promise<boolean> {
  const { modelSummary } = change;
  if (modelSummary?.state !== 'waiting') return false;
  const summary = await summaryOf(ports, change, modelSummary);
  if (summary === null || !(await ports.summaries.settle(change._id, summary))) return false;
  await releaseIncidents(ports, change, summary);
  await tell(ports, change, summary);
  return true;
}

/** For screens that show the change already. */
async function tell(
  ports: AnnouncePorts,
  { _id: changeId, workspaceId, jobId, title }: InboxChange,
  summary: SettledSummary,
): Promise<void> {
  const said =
    summary.state === 'written' ? { text: summary.text, model: summary.model } : { why: summary.detail };
  await announce(ports, {
    type: 'change.summarized',
    workspaceId,
    jobId,
    data: { changeId, title, ...said },
  });
}

/** Null: another process asks, or will. */
async function summaryOf(
  ports: SummaryPorts,
  change: InboxChange,
  { until, asked }: WaitingSummary,
): Promise<SettledSummary | null> {
  const none = (reason: NoSummaryReason, detail: string): NoSummary => ({
    state: 'none',
    reason,
    detail,
    at: ports.clock.now(),
  });
  const shown = differenceText(change);
  if (change.state !== 'confirmed' || shown === null) return none('withdrawn', 'the change was taken back');
  const leftMs = until.getTime() - ports.clock.now().getTime() - MARGIN_MS;
  if (leftMs < MIN_ANSWER_MS)
    return none(
      'late',
      'its turn did not come before the change was told: the model is slow, or has much to say',
    );
  if (asked >= MAX_TIMES_ASKED) return none('cut-off', 'the process ended twice while the model was asked');
  if (!(await ports.summaries.claim(change._id, asked))) return null;
  const answer = await ask(ports, { change, shown, forMs: Math.min(leftMs, MAX_ANSWER_MS) });
  if (ports.ending.aborted && !('text' in answer)) return null;
  return 'text' in answer
    ? { state: 'written', text: answer.text, model: ports.model.place.name, at: ports.clock.now() }
    : none(answer.reason, answer.detail);
}

interface Wanted {
  readonly change: InboxChange;
  readonly shown: DifferenceText;
  readonly forMs: number;
}

type Said = { readonly text: string } | Pick<NoSummary, 'reason' | 'detail'>;

async function ask(ports: SummaryPorts, { change, shown, forMs }: Wanted): Promise<Said> {
  const question = summaryQuestion(shown, ports.secretSource.secret());
  const { workspaceId } = change;
  const asking = { workspaceId, question, signal: ports.within(forMs) };
  const answer = await askModel(ports, ports.model, asking)
    .then((asked) => asked.answer)
    .catch((error: unknown) => {
      if (isWebloomError(error) && error.code === 'limit-exceeded') return error.message;
      throw error;
    });
  if (typeof answer === 'string') return { reason: 'tokens', detail: `its tokens are used: ${answer}` };
  if (answer.kind === 'failed')
    return { reason: 'model', detail: `the model could not be had: ${answer.detail}` };
  if (answer.isCut) return { reason: 'answer', detail: 'its answer was cut off' };
  const read = readSentence(answer.text, shown);
  return read.kind === 'sentence' ? { text: read.text } : { reason: 'answer', detail: read.why };
}

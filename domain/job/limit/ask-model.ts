// Asks a language model within the tokens that a workspace has in a day. They are counted before they can be spent: a server that tells none,
// or fewer than none, takes as many as were reckoned.
import {
  type LanguageModel,
  mayHaveCost,
  type ModelAnswer,
  type ModelQuestion,
} from '../../system/model/language-model.ts';
import { settleTokens, takeTokens, type TokenPorts } from './model-tokens.ts';

export interface Asking {
  readonly workspaceId: string;
  readonly question: ModelQuestion;
  readonly signal: AbortSignal;
}

/** Throws `limit-exceeded` where the tokens of the day do not suffice. */
export async function askModel(
  ports: TokenPorts,
  model: LanguageModel,
  { workspaceId, question, signal }: Asking,
): Promise<{ answer: ModelAnswer; spent: number }> {
  const tokens = likelyTokens(question);
  const taken = await takeTokens(ports, workspaceId, { tokens, value: model.place.tokensPerDay });
  const answer = await model.ask(question, signal);
  const spent = spentBy(answer, tokens);
  await settleTokens(ports, taken, spent);
  return { answer, spent };
}

/** A server that counts wildly must not use up a day by one answer. */
const MAX_TIMES_RECKONED = 10;

function spentBy(answer: ModelAnswer, reckoned: number): number {
  if (answer.kind === 'failed') return mayHaveCost(answer) ? reckoned : 0;
  const { tokens } = answer;
  return tokens === null || tokens === 0 ? reckoned : Math.min(tokens, reckoned * MAX_TIMES_RECKONED);
}

/** Bytes of UTF-8 that make one token at least: of Latin letters three to four, of others one letter. */
const BYTES_OF_TOKEN = 3;
const encoder = new TextEncoder();

/** At most, as far as it can be known without the model: question and answer. */
export function likelyTokens({ instructions, messages, maxTokens }: ModelQuestion): number {
  const bytes = [instructions, ...messages].reduce((sum, text) => sum + encoder.encode(text).length, 0);
  return Math.ceil(bytes / BYTES_OF_TOKEN) + maxTokens;
}

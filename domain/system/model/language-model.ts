// Port: a language model of the operator's. What it says is foreign text: whoever asks it checks the answer. That it can not be had
// is an outcome and no error, because nothing of Webloom needs it.

/** Where a model is reached, and what it may take. */
export interface ModelPlace {
  /** Up to `/v1`, without a slash at its end. */
  readonly url: string;
  /** Null: it asks for none. */
  readonly key: string | null;
  readonly name: string;
  /** Tokens of a workspace in a day, question and answer together. */
  readonly tokensPerDay: number;
}

export interface ModelQuestion {
  /** What Webloom wants; nothing foreign stands in it. */
  readonly instructions: string;
  /** What it is about, each a message of its own. */
  readonly messages: readonly string[];
  readonly maxTokens: number;
}

/**
 * `unreachable`: no connection. `key`: it refuses the key. `model`: it does not know the name. `busy`: too many questions. `failing`: it
 * fails itself. `slow`: no whole answer in time. `refused`: it does not take the question. `elsewhere`: it sends on to another
 * address. `unreadable`: what came is no answer of such a model.
 */
export type ModelFault =
  | 'unreachable'
  | 'key'
  | 'model'
  | 'busy'
  | 'failing'
  | 'slow'
  | 'refused'
  | 'elsewhere'
  | 'unreadable';

export interface ModelFailure {
  readonly kind: 'failed';
  readonly fault: ModelFault;
  /** In words of Webloom alone: a server's own may repeat the key. */
  readonly detail: string;
  /** When it may be asked again; absent: it does not say. */
  readonly retryAfterSeconds?: number;
}

export type ModelAnswer =
  | {
      readonly kind: 'answered';
      readonly text: string;
      /** As it counts them; null: it does not. */
      readonly tokens: number | null;
      /** It ended because it had no tokens left. */
      readonly isCut: boolean;
    }
  | ModelFailure;

/** Names of the models it has. */
export type ModelNames = { readonly kind: 'answered'; readonly names: readonly string[] } | ModelFailure;

export interface LanguageModel {
  readonly place: Pick<ModelPlace, 'name' | 'tokensPerDay'>;
  ask(question: ModelQuestion, signal: AbortSignal): Promise<ModelAnswer>;
  names(signal: AbortSignal): Promise<ModelNames>;
}

/** It may have worked on the question, so its tokens count. */
export function mayHaveCost({ fault }: ModelFailure): boolean {
  return fault === 'slow' || fault === 'failing' || fault === 'unreadable';
}

const REMEDIES: Readonly<Record<ModelFault, string>> = {
  unreachable: 'Start it, or set WEBLOOM_MODEL_URL right.',
  key: 'Set WEBLOOM_MODEL_KEY right, or WEBLOOM_MODEL_KEY_FILE.',
  model: 'Set WEBLOOM_MODEL to the name of a model it has: `webloom doctor` lists them.',
  busy: 'Try again later.',
  failing: 'Try again; its own log says why.',
  slow: 'Try again, or name a smaller model in WEBLOOM_MODEL.',
  refused:
    'Look whether WEBLOOM_MODEL names a model for conversations, and whether its context is large enough.',
  elsewhere:
    'Set WEBLOOM_MODEL_URL to the address at which it answers itself: no redirect is followed with a key.',
  unreadable:
    'Set WEBLOOM_MODEL_URL to the address of an OpenAI-compatible API, as in http://127.0.0.1:11434/v1.',
};

export function remedyOfModel(fault: ModelFault): string {
  return REMEDIES[fault];
}

// A watch in plain words: a language model reads the wish and the texts of a page that was looked at, and points to some of them. Nothing
// that it says is used as it is: what it points to is searched for, proved and read by the rules of a run, and a person confirms the
// job that comes of it. A model that is away, slow, wrong or talked over by the page costs a refused suggestion.
import type { Fault } from '../../../system/fault.ts';
import type { SecretSource } from '../../../system/clock.ts';
import type { LanguageModel, ModelAnswer } from '../../../system/model/language-model.ts';
import type { JobConfig, JobInput } from '../../../config/schema.ts';
import { askModel } from '../../limit/ask-model.ts';
import { readTokenUse, type TokenUse } from '../../limit/model-tokens.ts';
import type { UsageStore } from '../../limit/usage.ts';
import type { ViewedBody } from '../page-viewer.ts';
import { readAgain } from '../make-preview.ts';
import type { Preview } from '../preview.ts';
import type { PreviewPorts } from '../read-look.ts';
import type { UnderstoodPage } from '../understand-page.ts';
import { type Found, type Refused, refusal } from './finding.ts';
import { judgeFields, judgeParts } from './judge-parts.ts';
import { judgePrices, judgeTime, judgeWords } from './judge-rules.ts';
import { makeJob } from './make-job.ts';
import { questionOf, type SentTexts, textsToSend } from './question.ts';
import { readReply } from './read-reply.ts';
import type { ModelReply } from './schema.ts';

export interface AskPorts extends PreviewPorts {
  readonly usage: UsageStore;
  readonly secretSource: SecretSource;
  /** The faults of a job, or its configuration. */
  readonly check: (job: JobInput) => readonly Fault[] | JobConfig;
  /** The page as a job that is named has stored it, newest first; none where no job is. */
  readonly versions: () => Promise<readonly ViewedBody[]>;
}

export interface PlainWish {
  readonly wish: string;
  readonly timezone: string;
}

/** A preview of which the page was read. */
export type ReadPreview = Preview & {
  readonly body: NonNullable<Preview['body']>;
  readonly page: UnderstoodPage;
};

export interface AskedSuggestion {
  /** Null: nothing of what the model said could be proved. */
  readonly job: JobInput | null;
  /** The page as the job would read it. */
  readonly read: UnderstoodPage | null;
  readonly found: readonly Found[];
  readonly refused: readonly Refused[];
  readonly sent: SentTexts;
  readonly tokens: TokenUse & { readonly spent: number };
}

/** The model could not be had. */
export type AskFailure = Extract<ModelAnswer, { kind: 'failed' }>;

/** Throws `limit-exceeded` where the tokens of the day do not suffice. */
export async function askPage(
  ports: AskPorts,
  model: LanguageModel,
  { preview, wish, signal }: { preview: ReadPreview; wish: PlainWish; signal: AbortSignal },
): Promise<AskedSuggestion | AskFailure> {
  const outline = await ports.viewer.view(preview.body, { view: 'outline' });
  const sent = textsToSend(outline ?? { parts: [], total: 0 });
  const question = questionOf(wish.wish, sent, ports.secretSource.secret());
  const { answer, spent } = await askModel(ports, model, {
    workspaceId: preview.workspaceId,
    question,
    signal,
  });
  if (answer.kind === 'failed') return answer;
  const use = await readTokenUse(ports, preview.workspaceId, model.place.tokensPerDay);
  const reply = readReply(answer.text);
  const judged =
    typeof reply === 'string' ? noReply(reply, answer) : await judge(ports, { preview, wish, sent }, reply);
  return { ...judged, sent, tokens: { ...use, spent } };
}

type Judgement = Pick<AskedSuggestion, 'job' | 'read' | 'found' | 'refused'>;

function noReply(why: string, { text, isCut }: Extract<ModelAnswer, { kind: 'answered' }>): Judgement {
  const words = isCut ? 'its answer was cut off, so it can not be read' : why;
  return { job: null, read: null, found: [], refused: [refusal('answer', text, words)] };
}

interface AskedOf {
  readonly preview: ReadPreview;
  readonly wish: PlainWish;
  readonly sent: SentTexts;
}

async function judge(
  ports: AskPorts,
  { preview, wish, sent }: AskedOf,
  reply: ModelReply,
): Promise<Judgement> {
  const { body, page } = preview;
  const lines = [...page.blocks.map(({ text }) => text), ...sent.texts.map(({ text }) => text)];
  const asked = { viewer: ports.viewer, body, texts: sent.texts, lines, versions: await ports.versions() };
  const parts = await judgeParts(asked, reply.parts);
  const fields = await judgeFields(asked, reply.fields);
  const prices = judgePrices(reply.price, wish.wish, page.offer);
  const when = judgeTime(reply.when, wish.wish, { timezone: wish.timezone, now: ports.clock.now() });
  // Who asks for a price and nothing else wants no text.
  const isOfPrice = prices.kept.length > 0 && [reply.appears, reply.disappears].every((one) => !one?.length);
  const watch = reply.watch ?? (isOfPrice && parts.kept.length === 0 ? 'price-and-stock' : 'page');
  const bare = makeJob(preview, { parts: parts.kept, fields: fields.kept, watch: reply.watch ?? 'page' });
  const watched = await readWith(ports, preview, bare.job);
  const isText = bare.job.config.changes?.watch !== 'price-and-stock';
  const words = judgeWords(isText ? reply : {}, {
    wish: wish.wish,
    watched: watched?.blocks.map(({ text }) => text) ?? [],
    lines,
  });
  const found = [
    ...parts.found,
    ...fields.found,
    ...bare.found,
    ...words.found,
    ...prices.found,
    ...when.found,
  ];
  const refused = [
    ...parts.refused,
    ...fields.refused,
    ...bare.refused,
    ...words.refused,
    ...prices.refused,
    ...when.refused,
  ];
  // A time alone is no watch that anybody asked for.
  if (found.every(({ kind }) => kind === 'when')) return { job: null, read: null, found: [], refused };
  const { job } = makeJob(preview, {
    parts: parts.kept,
    fields: fields.kept,
    watch,
    words: words.kept,
    prices: prices.kept,
    schedule: when.kept[0],
  });
  return proveJob(ports, preview, { job, found, refused });
}

async function readWith(
  ports: AskPorts,
  preview: ReadPreview,
  job: JobInput,
): Promise<UnderstoodPage | null> {
  const config = ports.check(job);
  return 'source' in config ? readAgain(ports, preview, config) : null;
}

/** The whole job is checked as a job is, and the page read as its runs would. */
async function proveJob(
  ports: AskPorts,
  preview: ReadPreview,
  { job, found, refused }: { job: JobInput; found: Judgement['found']; refused: Judgement['refused'] },
): Promise<Judgement> {
  const config = ports.check(job);
  const none = { job: null, read: null, found: [] };
  if (!('source' in config)) {
    const faults = config.slice(0, 3).map(({ detail }) => refusal('job', 'all together', detail));
    return { ...none, refused: [...refused, ...faults] };
  }
  const read = await readAgain(ports, preview, config);
  const fault = faultOfReading(read, config);
  if (fault !== null) return { ...none, refused: [...refused, refusal('job', 'all together', fault)] };
  return { job, read, found, refused };
}

function faultOfReading(read: UnderstoodPage | null, { changes }: JobConfig): string | null {
  if (read === null) return 'the page could not be read in time with these rules';
  if (read.lostPart) return 'a part is not on the page when a run reads it';
  if (read.fields.some(({ value }) => value === null))
    return 'a field is not on the page when a run reads it';
  return changes.watch === 'page' && read.blocks.length === 0 ? 'a run would read no text' : null;
}

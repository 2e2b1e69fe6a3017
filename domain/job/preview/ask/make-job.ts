// The job that comes of what was proved: a suggestion of the preview, with the parts, fields and rules put in.
import { nameOfPage } from '../../../config/job-name.ts';
import type { JobInput, JobSchedule } from '../../../config/schema.ts';
import type { SavedPriceRule } from '../../../price/rule/rule-input.ts';
import { formatMoney } from '../../../reading/money/money.ts';
import { HOUR_MS } from '../../../system/duration.ts';
import { given } from '../../../system/given.ts';
import type { Preview } from '../preview.ts';
import type { UnderstoodPage } from '../understand-page.ts';
import { type Found, type Refused, refusal } from './finding.ts';
import type { WordRules } from './judge-rules.ts';

type Config = JobInput['config'];
type Changes = NonNullable<Config['changes']>;

export interface ProvedParts {
  readonly parts: readonly string[];
  readonly fields: readonly NonNullable<Config['fields']>[number][];
  readonly watch: 'page' | 'price-and-stock';
  readonly words?: readonly WordRules[];
  readonly prices?: readonly SavedPriceRule[];
  readonly schedule?: JobSchedule | undefined;
}

export interface MadeJob {
  readonly job: JobInput;
  readonly found: readonly Found[];
  readonly refused: readonly Refused[];
}

type AskedPreview = Pick<Preview, 'url' | 'named' | 'given' | 'suggestions'> & {
  readonly page: UnderstoodPage;
};

export function makeJob(preview: AskedPreview, proved: ProvedParts): MadeJob {
  const { url, named, given: known, suggestions, page } = preview;
  const watched = judgeWatch(page, proved);
  const fetch = suggestions.find(({ kind }) => kind === 'text')?.job.config.fetch ?? known.fetch;
  const { schedule, fields } = proved;
  const config: Config = {
    source: { kind: 'pages', urls: [named ?? url] },
    schedule: schedule ?? { kind: 'interval', everyMs: HOUR_MS },
    ...given({ fetch }),
    ...(fields.length === 0 ? {} : { fields: [...fields] }),
    ...changesOf(known.changes, proved, watched.isPrice),
  };
  const job = { name: nameOfPage(url, page.product?.name ?? page.title), config };
  return { job, found: watched.found, refused: watched.refused };
}

interface JudgedWatch {
  readonly isPrice: boolean;
  readonly found: readonly Found[];
  readonly refused: readonly Refused[];
}

/** A part says more than the page's own price: of several variants it is the one that was meant. */
function judgeWatch({ offer }: UnderstoodPage, { watch, parts }: ProvedParts): JudgedWatch {
  if (watch === 'page') return { isPrice: false, found: [], refused: [] };
  const isNamed = offer !== null && (offer.offer !== null || offer.availability !== 'unknown');
  if (!isNamed || parts.length > 0) {
    const why = isNamed ? 'a part was found that says it' : 'the page names no price or stock of its own';
    return { isPrice: false, found: [], refused: [refusal('watch', watch, why)] };
  }
  const price = offer.offer === null ? [] : [formatMoney(offer.offer.price)];
  const stock = offer.availability === 'unknown' ? [] : [`stock ${offer.availability}`];
  const found: Found = { kind: 'watch', what: 'Price and stock alone', shows: [...price, ...stock] };
  return { isPrice: true, found: [found], refused: [] };
}

function changesOf(
  known: Changes = {},
  { parts, words = [], prices = [] }: ProvedParts,
  isPrice: boolean,
): Pick<Config, 'changes'> {
  const priceRules = [...prices];
  if (isPrice)
    return { changes: { watch: 'price-and-stock', ...(priceRules.length === 0 ? {} : { priceRules }) } };
  const triggerText = words.flatMap((one) => one.triggerText ?? []);
  const blockWhilePresent = words.flatMap((one) => one.blockWhilePresent ?? []);
  const changes: Changes = {
    ...known,
    ...(parts.length === 0 ? {} : { scope: { ...known.scope, include: [...parts] } }),
    ...(triggerText.length === 0 ? {} : { triggerText }),
    ...(blockWhilePresent.length === 0 ? {} : { blockWhilePresent }),
    ...(priceRules.length === 0 ? {} : { priceRules }),
  };
  return Object.keys(changes).length === 0 ? {} : { changes };
}

// Reads the stored body of a page by today's rules, through the steps of a run that follow the fetch.
import { acceptedClass } from '../../reading/kind/accepted-answer.ts';
import { classifyPage } from '../../reading/kind/classify.ts';
import { contentKey } from '../../system/blob/content-key.ts';
import type { JobConfig } from '../../config/schema.ts';
import type { Reading, StoredPage } from '../mend/plan-reparse.ts';
import { pageOffer } from '../../price/page-offer.ts';
import type { PageParser, ParseReply } from '../../run/stage/page-parser.ts';
import { parseOptions } from '../../run/stage/parse-options.ts';
import { urlHost } from '../../web/url/key.ts';
import { given } from '../../system/given.ts';

export interface ReadPorts {
  readonly parser: PageParser;
  /** A body as the site sent it; null: it is not kept. Throws when it can not be unpacked. */
  readonly readBody: (key: string) => Promise<Uint8Array | null>;
}

export type ReadAgain =
  | { readonly ok: true; readonly reading: Reading; readonly blocks: { key: string; bytes: Uint8Array } }
  /** Why it was left, in words. */
  | { readonly ok: false; readonly why: string };

export async function readAgain(
  ports: ReadPorts,
  { baseline, url }: StoredPage,
  config: JobConfig,
): Promise<ReadAgain> {
  // Read again, the body would bring back a text that was left behind on purpose.
  if (baseline.isTextNewer === true) return left('its text is of a later look than its body');
  const { bodyKey, contentType = '', finalUrl } = baseline;
  return readKeptBody(ports, { bodyKey, contentType, url: finalUrl === '' ? url : finalUrl }, config);
}

export interface KeptBody {
  readonly bodyKey: string;
  readonly contentType: string;
  /** From which it was fetched, redirects followed. */
  readonly url: string;
}

export async function readKeptBody(
  { parser, readBody }: ReadPorts,
  { bodyKey, contentType, url }: KeptBody,
  config: JobConfig,
): Promise<ReadAgain> {
  const body = await readBody(bodyKey).catch(() => 'broken' as const);
  if (body === null) return left('its body is not kept any more');
  if (body === 'broken') return left('its body can not be read: run "webloom verify"');
  const [reply] = await parser.parse([{ url, contentType, body }], parseOptions(config, false));
  // Of the stored ones nobody knows the answer; a job that takes errors for the page has such versions.
  return judge(reply, url, config.fetch.acceptStatus?.[0]);
}

function judge(reply: ParseReply | undefined, url: string, status: number | undefined): ReadAgain {
  if (reply === undefined || !reply.ok) return left(reply?.detail ?? 'it could not be read');
  const { row, blocks } = reply;
  if (row.misread !== undefined) return left(row.misread);
  const pageClass = acceptedClass(classifyPage(row.features, url), status);
  if (pageClass.wall) return left(`it would be taken for a page of the kind ${pageClass.type}`);
  const found = pageOffer({ ...row, host: urlHost(url), class: pageClass });
  const { title, textHash, fields, lang, textLength, lostPart, features, product } = row;
  const key = contentKey(blocks.hash);
  return {
    ok: true,
    blocks: { key, bytes: blocks.bytes },
    reading: {
      text: {
        title,
        textHash,
        fields,
        lang,
        textLength,
        ...given({ lostPart }),
        format: features.format ?? 'html',
      },
      blocksKey: key,
      class: pageClass,
      offer: found?.offer ?? null,
      name: product?.name ?? title,
    },
  };
}

function left(why: string): ReadAgain {
  return { ok: false, why: `left: ${why}` };
}

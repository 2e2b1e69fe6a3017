// Makes the fetcher's request of a message: limits by kind, the job's headers, validators.
import {
  type FetchLimits,
  type FetchRequest,
  ROBOTS_LIMITS,
  SITEMAP_LIMITS,
} from '../../web/fetch/fetcher.ts';
import type { FetchSettings, ScrapeMessage } from './message.ts';
import { hopsLeft } from './redirect.ts';
import { given } from '../../system/given.ts';

/** What of the settings may hold secrets, decrypted. */
type Opened = Pick<FetchSettings, 'headers' | 'wait'>;

export function fetchRequest(message: ScrapeMessage, opened: Opened = message.fetch): FetchRequest {
  const { url, fetch, validators } = message;
  const { headers, wait } = { ...given({ wait: fetch.wait }), ...opened };
  return {
    ...limits(message),
    url,
    userAgent: fetch.userAgent,
    ...given({ validators, wait, picture: fetch.picture, pictured: fetch.pictured }),
    ...given({ pictureBoxes: fetch.pictureBoxes, notesAnswers: fetch.notesAnswers, served: fetch.served }),
    ...given({ method: fetch.method, body: fetch.body, acceptStatus: fetch.acceptStatus }),
    ...given({ uncheckedCertificates: fetch.uncheckedCertificates }),
    ...(headers.length === 0
      ? {}
      : { headers: Object.fromEntries(headers.map(({ name, value }) => [name, value])) }),
  };
}

function limits({ kind, hops, deadlineMs, fetch }: ScrapeMessage): FetchLimits {
  const maxRedirects = hopsLeft(hops);
  if (kind === 'robots')
    return { ...ROBOTS_LIMITS, deadlineMs: Math.min(deadlineMs, ROBOTS_LIMITS.deadlineMs) };
  if (kind === 'sitemap') return { ...SITEMAP_LIMITS, deadlineMs, maxRedirects };
  return { maxWireBytes: fetch.maxBytes, maxDecodedBytes: fetch.maxBytes, deadlineMs, maxRedirects };
}

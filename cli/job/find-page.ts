// Finds a page by its id, or by a job and the page's address.
import type { ApiClient } from '../../api/client/client.ts';
import { WebloomError } from '../../domain/system/errors.ts';
import { pageId as toPageId } from '../../domain/page/page-id.ts';
import { findJobId } from '../find-job.ts';

const PAGE_ID = /^[^:/\s]+:[^:/\s]+$/;

/** `job`: absent, then `page` is an id; else `page` is an address, or the key of one. */
export async function findPageId(api: ApiClient, page: string, job?: string): Promise<string> {
  if (job === undefined) return ofId(page);
  const { toUrlKey } = await import('../http/url-key.ts');
  return toPageId(await findJobId(api, job), toUrlKey(page));
}

function ofId(page: string): string {
  if (PAGE_ID.test(page)) return page;
  const detail = `${page} is no id of a page. Name the job and the address: tent https://shop.example/tent`;
  throw new WebloomError('validation', detail);
}

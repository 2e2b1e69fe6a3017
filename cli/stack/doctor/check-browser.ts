// The browser that opens pages built by JavaScript. Most need none, so that none is there is a note; that the one somebody named can not
// be used is a finding.
import { findBrowser } from '../../../adapters/browser/find-browser.ts';
import { given } from '../../../domain/system/given.ts';
import type { Env } from '../service/service.ts';
import type { DoctorResult } from './doctor-result.ts';

const NAME = 'browser';

/** `list`: see FindOptions. */
export async function checkBrowser(env: Env, list?: string): Promise<DoctorResult> {
  const named = env['WEBLOOM_BROWSER']?.trim() ?? '';
  const found = await findBrowser({ given: named, ...given({ list }) });
  if (found.kind === 'found')
    return { name: NAME, status: 'ok', detail: `${found.version} at ${found.path}` };
  const { why, remedy } = found;
  if (named !== '') return { name: NAME, status: 'warn', detail: why, remedy };
  const note = 'only pages built by JavaScript need one';
  const how = 'apt-get install chromium-headless-shell, or set WEBLOOM_BROWSER';
  return { name: NAME, status: 'ok', detail: `none (${why}): ${note}; ${how}` };
}

// The doctor's look at the language model: whether its address answers with the key of the settings, and knows the name.
import { readConfig, settingFaults } from '../../../adapters/env/config.ts';
import { createChatModel } from '../../../adapters/model/chat-model.ts';
import { type ModelNames, remedyOfModel } from '../../../domain/system/model/language-model.ts';
import type { Env } from '../service/service.ts';
import type { DoctorResult } from './doctor-result.ts';

const NAME = 'language model';
const WITHIN_MS = 5_000;
const MAX_LISTED = 10;

export async function checkModel(env: Env): Promise<DoctorResult> {
  if (settingFaults(env).length > 0)
    return {
      name: NAME,
      status: 'warn',
      detail: 'unknown until the settings are valid',
      remedy: 'Set them right.',
    };
  const { model: place } = readConfig(env);
  if (place === null) return { name: NAME, status: 'ok', detail: 'none: nothing is sent to any' };
  const model = createChatModel(place);
  try {
    return judge(place, await model.names(AbortSignal.timeout(WITHIN_MS)));
  } finally {
    await model.close();
  }
}

function judge(
  { url, name, key }: { readonly url: string; readonly name: string; readonly key: string | null },
  found: ModelNames,
): DoctorResult {
  if (found.kind === 'failed') {
    // Some servers speak of no list and converse all the same.
    const isSilent = found.fault === 'model' || found.fault === 'unreadable';
    const detail = isSilent
      ? `${url} answers and lists no models, so whether it knows ${name} is not known`
      : `${url}: ${found.detail}`;
    const remedy = isSilent ? 'Try `webloom preview URL --ask WISH`.' : remedyOfModel(found.fault);
    return { name: NAME, status: isSilent ? 'warn' : 'fail', detail, remedy };
  }
  // A name without a tag is the latest of that name.
  if (!found.names.some((one) => one === name || one === `${name}:latest`)) {
    const known = found.names.slice(0, MAX_LISTED).join(', ');
    const more = found.names.length > MAX_LISTED ? ' …' : '';
    const detail = `${url} answers and has no ${name}`;
    const remedy =
      known === '' ? 'Load a model there.' : `Set WEBLOOM_MODEL to one that it has: ${known}${more}`;
    return { name: NAME, status: 'fail', detail, remedy };
  }
  if (key !== null && isInClear(url))
    return {
      name: NAME,
      status: 'warn',
      detail: `${url} answers and has ${name}; the key goes there in clear`,
      remedy: 'Give an address with https:// unless the network between is your own.',
    };
  return { name: NAME, status: 'ok', detail: `${url} answers and has ${name}` };
}

const LOOPBACK = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

function isInClear(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === 'http:' && !LOOPBACK.test(hostname);
}

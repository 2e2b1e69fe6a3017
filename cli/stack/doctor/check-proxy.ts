// The doctor's look at the proxy: whether it answers with the login of the settings, and whether somebody expects the variables
// of other programs to work here.
import { readConfig, settingFaults } from '../../../adapters/env/config.ts';
import { askProxy } from '../../../adapters/http/proxy/proxy-tunnel.ts';
import type { DoctorResult } from './doctor-result.ts';
import type { Env } from '../service/service.ts';

const NAME = 'proxy';
const WITHIN_MS = 5_000;
const OTHERS = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'all_proxy'];

export async function checkProxy(env: Env): Promise<DoctorResult> {
  if (settingFaults(env).length > 0)
    return {
      name: NAME,
      status: 'warn',
      detail: 'unknown until the settings are valid',
      remedy: 'Set them right.',
    };
  const { proxy } = readConfig(env).egress;
  if (proxy === undefined) return withoutProxy(env);
  const answer = await askProxy(proxy, WITHIN_MS);
  const where = `${proxy.hostname}:${proxy.port}`;
  if ('answersMs' in answer)
    return { name: NAME, status: 'ok', detail: `${where} answers in ${answer.answersMs} ms` };
  return {
    name: NAME,
    status: 'fail',
    detail: `${where}: ${answer.fault}`,
    remedy: 'Set WEBLOOM_PROXY right (docs/proxy.md); without it everything is asked for directly.',
  };
}

function withoutProxy(env: Env): DoctorResult {
  const other = OTHERS.find((name) => (env[name] ?? '') !== '');
  if (other === undefined) return { name: NAME, status: 'ok', detail: 'none: pages are asked for directly' };
  return {
    name: NAME,
    status: 'warn',
    detail: `none, though ${other} is set: pages are asked for directly`,
    remedy: `If they have to go by that proxy, set WEBLOOM_PROXY to the same address (docs/proxy.md).`,
  };
}

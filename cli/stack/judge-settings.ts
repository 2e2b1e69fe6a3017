// Checks the settings before anything starts: if one process would refuse them, none is started.
import { readConfig, settingFaults } from '../../adapters/env/config.ts';
import { readPlans } from '../../adapters/env/read-plans.ts';
import { settingsInvalid } from '../../adapters/env/setting-name.ts';
import { isOpenToNetwork } from '../../domain/web/egress/listen-address.ts';
import { writeTrouble } from './data-lock.ts';
import { portTrouble } from './service/port.ts';
import type { Env } from './service/service.ts';

type Fault = ReturnType<typeof settingFaults>[number];

const DEFAULT_HOST = '127.0.0.1';

/** Throws (configuration-invalid) with every fault found. */
export async function judgeSettings(env: Env): Promise<void> {
  const faults = settingFaults(env);
  const known = new Set(faults.map(({ name }) => name));
  const unfit = [...bindingFaults(env), ...blobFolderFaults(env), ...(await portFaults(env))];
  const all = [...faults, ...unfit.filter(({ name }) => !known.has(name))];
  if (all.length > 0) throw settingsInvalid(all);
  readPlans(readConfig(env));
}

function bindingFaults(env: Env): Fault[] {
  const host = env['WEBLOOM_HOST']?.trim() || DEFAULT_HOST;
  if (!isOpenToNetwork(host, env['WEBLOOM_API_KEY']?.trim() || null)) return [];
  const detail = 'lets the network use the API: set WEBLOOM_API_KEY too, or listen on this machine alone';
  return [{ name: 'WEBLOOM_HOST', detail, instead: DEFAULT_HOST }];
}

function blobFolderFaults(env: Env): Fault[] {
  const folder = env['WEBLOOM_BLOB_DIR']?.trim();
  if (folder === undefined || folder === '') return [];
  const trouble = writeTrouble(folder);
  if (trouble === null) return [];
  return [{ name: 'WEBLOOM_BLOB_DIR', detail: `can not be written: ${trouble}`, instead: null }];
}

/** A port that was set explicitly has to be free; no other one is taken in its place. */
async function portFaults(env: Env): Promise<Fault[]> {
  const text = env['WEBLOOM_PORT']?.trim() ?? '';
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) return [];
  const host = env['WEBLOOM_HOST']?.trim() || DEFAULT_HOST;
  const trouble = await portTrouble(host, port);
  switch (trouble) {
    case null:
      return [];
    case 'EADDRINUSE':
      return [
        {
          name: 'WEBLOOM_PORT',
          detail: `port ${port} is in use; without it the next free one is taken`,
          instead: null,
        },
      ];
    case 'EACCES':
      return [
        {
          name: 'WEBLOOM_PORT',
          detail: `port ${port} may not be used by this user; choose one above 1023`,
          instead: null,
        },
      ];
    default:
      return [
        { name: 'WEBLOOM_HOST', detail: `this machine can not listen there (${trouble})`, instead: null },
      ];
  }
}

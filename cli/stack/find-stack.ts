// Which stack a command means: the named one, else the one on the data folder; never one that merely runs.
import { join, resolve } from 'node:path';
import { settingsInvalid, unknownSettings } from '../../adapters/env/setting-name.ts';
import { WebloomError } from '../../domain/system/errors.ts';
import { HOME_FOLDER } from './build-root.ts';
import { holderOf } from './process/lock-file.ts';
import type { Env } from './service/service.ts';
import { readStackFile } from './stack-file.ts';

export const DEFAULT_DATA_DIR = '.webloom';

interface Named {
  readonly api?: string;
  readonly dataDir?: string;
}

export function dataFolder(env: Env, { dataDir }: Named): string {
  return resolve(dataDir ?? (env['WEBLOOM_DATA_DIR'] || DEFAULT_DATA_DIR));
}

/**
 * URL of the stack's API; throws if none is named and none runs. The command line wins over the environment.
 */
export function findStack(env: Env, named: Named): string {
  // An unknown WEBLOOM_ setting may be a misspelt name of a stack.
  const unknown = unknownSettings(env);
  if (unknown.length > 0) throw settingsInvalid(unknown);
  if (named.api !== undefined) return parseApiUrl(named.api, '--api');
  const fromEnv = named.dataDir === undefined ? env['WEBLOOM_API'] : undefined;
  if (fromEnv !== undefined && fromEnv !== '') return parseApiUrl(fromEnv, 'WEBLOOM_API');
  const folder = dataFolder(env, named);
  const apiUrl = runningOn(folder);
  if (apiUrl === null) throw noStack(folder);
  return apiUrl;
}

/**
 * The port in the file of a killed stack may be another program's by now, so the stack has to hold its lock.
 */
function runningOn(dataDir: string): string | null {
  const stack = readStackFile(dataDir);
  return stack !== null && stack.pid === holderOf(join(dataDir, 'stack.lock')) ? stack.apiUrl : null;
}

function parseApiUrl(text: string, from: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
  throw new WebloomError(
    'validation',
    `${from} "${text}" is no address of an API. Write it as in http://127.0.0.1:4600.`,
  );
}

function noStack(dataDir: string): WebloomError {
  const starting = holderOf(join(dataDir, 'stack.lock'));
  if (starting !== undefined) {
    return new WebloomError(
      'dependency-unavailable',
      `The stack on ${dataDir} is still starting, or ending (process ${starting}). Try again in a moment.`,
      { facts: { title: 'The stack is not up yet' } },
    );
  }
  const own = join(HOME_FOLDER, DEFAULT_DATA_DIR);
  const found = own !== dataDir && runningOn(own) !== null;
  const ways = [
    `start one there: webloom up --data-dir ${dataDir}`,
    'or name the one you mean: --data-dir FOLDER for its data folder, --api URL (or WEBLOOM_API) for its address',
    ...(found ? [`one of this clone is running: --data-dir ${own}`] : []),
  ];
  return new WebloomError('dependency-unavailable', `No stack runs on the data folder ${dataDir}.`, {
    facts: { title: 'There is no stack to ask', remedy: ways.join('\n  → ') },
  });
}

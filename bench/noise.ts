// False alarms on pages that are different at every request though nothing happened, and what is told when something did: 200
// pages of twenty kinds of sites, watched by Webloom as a user would (a job without settings of its own), and in the same run
// by changedetection.io and webchanges, each at its defaults for text.
// `npm run build && node dist/bench/noise.js [--looks 5] [--seed 1] [--no-peers] [--list]`
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { ChangeView } from '../api/client/client.ts';
import { type LocalBench, startLocalBench } from './measure/local-bench.ts';
import { describeMachine } from './measure/machine.ts';
import { printRows, title } from './measure/print-rows.ts';
import { lookWith, WATCHER_NAMES } from './measure/watchers.ts';
import { noisesOf } from './noise/page.ts';
import { type NoiseSite, startNoiseSite } from './noise/site.ts';

/** From then on a watcher can know what a page does by itself. */
const LEARNING_LOOKS = 2;
const PAGE_OF_CHANGES = 200;

const { values } = parseArgs({
  options: {
    looks: { type: 'string', default: '5' },
    seed: { type: 'string', default: '1' },
    'no-peers': { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
  },
});

/** Looks at all pages once; answers the pages it would tell, and how many it tells in one line for a whole site. */
interface Watcher {
  readonly name: string;
  look(): Promise<{ readonly told: ReadonlySet<string>; readonly aside: number }>;
}

async function watchWithWebloom(bench: LocalBench, { pages }: NoiseSite): Promise<Watcher> {
  const jobId = await bench.createJob({
    name: 'Noise',
    config: { source: { kind: 'pages', urls: pages.map(({ url }) => url) } },
  });
  return {
    name: 'Webloom',
    look: async () => {
      const { runId } = await bench.ended(await bench.start(jobId));
      const changes = await changesOf(bench, runId);
      if (values.list) for (const change of changes) list(change, pages);
      const body = changes.filter(({ frameOnly }) => frameOnly !== true);
      const hosts = new Set(
        changes.filter((change) => !body.includes(change)).map(({ url }) => new URL(url).host),
      );
      return { told: new Set(body.map(({ url }) => url)), aside: hosts.size };
    },
  };
}

async function changesOf({ client }: LocalBench, runId: string): Promise<ChangeView[]> {
  const found: ChangeView[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await client.changes({
      runId,
      limit: PAGE_OF_CHANGES,
      ...(cursor === undefined ? {} : { cursor }),
    });
    found.push(...page.items);
    if (page.nextCursor === null) return found;
    cursor = page.nextCursor;
  }
}

function list({ url, severity, summary }: ChangeView, pages: NoiseSite['pages']): void {
  const at = pages.find((page) => page.url === url);
  if (at !== undefined)
    console.log(`${at.kind} ${at.number} (${noisesOf(at).join('; ')}): ${severity}: ${summary}`);
}

function watchWithPeers(home: string, { pages }: NoiseSite): Watcher[] {
  const urls = pages.map(({ url }) => url);
  return WATCHER_NAMES.map((name) => {
    const own = join(home, name);
    mkdirSync(own, { recursive: true });
    return {
      name,
      look: async () => {
        const { told, seen } = await lookWith(name, own, urls);
        if (seen < urls.length) throw new Error(`${name} saw ${seen} of ${urls.length} pages.`);
        return { told: new Set(told), aside: 0 };
      },
    };
  });
}

async function measure(watcher: Watcher, site: NoiseSite, looks: number): Promise<(string | number)[]> {
  const quiet: string[] = [];
  for (let number = 1; number <= looks; number += 1) {
    const { told, aside } = await watcher.look();
    if (values.list)
      console.log(`-- ${watcher.name}, look ${number}: ${told.size} pages, ${aside} sites aside`);
    quiet.push(`${told.size}${aside > 0 ? ` + ${aside}` : ''}`);
  }
  site.revise();
  const { told: news } = await watcher.look();
  const after = await watcher.look();
  site.restore();
  return [watcher.name, ...quiet, `${news.size} of ${site.pages.length}`, after.told.size];
}

const looks = Number(values.looks);
const site = await startNoiseSite(Number(values.seed));
const bench = await startLocalBench({ hosts: site.hosts });
try {
  const watchers = [
    await watchWithWebloom(bench, site),
    ...(values['no-peers'] ? [] : watchWithPeers(join(bench.dataDir, 'peers'), site)),
  ];
  const rows: (string | number)[][] = [];
  for (const watcher of watchers) rows.push(await measure(watcher, site, looks));
  title(
    `Pages told while nothing happened (+ sites whose frame is told in a line), by look, and when all changed`,
  );
  console.log(
    `${describeMachine()}, seed ${values.seed}; the first ${LEARNING_LOOKS} looks are for learning\n`,
  );
  const heads = Array.from({ length: looks }, (_, at) => `look ${at + 1}`);
  printRows(['watcher', ...heads, 'told of real changes', 'a look after them'], rows);
} finally {
  await bench.stop();
  await site.close();
}

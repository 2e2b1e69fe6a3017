// CPU per page of each stage, stage files, compression and blob writes included, on the 68 KB page:
// `npm run build && node dist/bench/stages.js [--pages 1000]`. First visits, changed pages, unchanged ones sent again
// (200) and unchanged ones answered 304; after a warm-up over other pages.
import { parseArgs } from 'node:util';
import { startChildSite, type ChildSite } from './measure/child-site.ts';
import { describeMachine } from './measure/machine.ts';
import { printRows, title } from './measure/print-rows.ts';
import { startStageBench, type StageBench, type StageCosts } from './measure/stage-bench.ts';

const PLAN = 'plan';
const STAGES = ['scrape', 'parse', 'classify', 'detect-change', 'track-price', 'store'];
const SERVICES = ['(store)', '(rabbitmq)'];

const { values } = parseArgs({
  options: { pages: { type: 'string', default: '1000' }, 'warm-up': { type: 'string', default: '500' } },
});
const pages = Number(values.pages);
const warmUp = Number(values['warm-up']);

interface Column {
  readonly name: string;
  readonly costs: StageCosts;
}

async function measureJob(
  bench: StageBench,
  { tagged, plain }: { tagged: ChildSite; plain: ChildSite },
  job: { name: string; from: number; count: number },
): Promise<Column[]> {
  const columns: Column[] = [];
  const measure = async (name: string, site: ChildSite, seq: number): Promise<void> => {
    const urls = Array.from({ length: job.count }, (_, at) => `${site.url}/page/${job.from + at}`);
    const jobId = `${job.name}-${site === tagged ? 'tagged' : 'plain'}`;
    const { costs, outcomes } = await bench.run({ jobId, seq, pages: urls });
    process.stderr.write(`${job.name}, ${name}: ${outcomes}\n`);
    columns.push({ name, costs });
  };
  await measure('first visit', tagged, 1);
  await tagged.advance();
  await measure('changed', tagged, 2);
  await measure('unchanged 304', tagged, 3);
  await measure('first visit again', plain, 1);
  await measure('unchanged 200', plain, 2);
  return columns.filter(({ name }) => name !== 'first visit again');
}

function report(columns: readonly Column[]): void {
  const perPage = ({ costs }: Column, names: readonly string[]): number =>
    names.reduce((sum, name) => sum + (costs.get(name) ?? 0), 0) / pages;
  const row = (label: string, names: readonly string[]) => [
    label,
    ...columns.map((column) => Number(perPage(column, names).toFixed(3))),
  ];
  title(`CPU in ms per page, ${pages} pages of 68 KB with 494 elements and 60 links`);
  printRows(
    ['stage', ...columns.map(({ name }) => name)],
    [
      ...STAGES.map((name) => row(name, [name])),
      row('**the six stages**', STAGES),
      row(PLAN, [PLAN]),
      ...SERVICES.map((name) => row(name, [name])),
    ],
  );
}

const tagged = await startChildSite({ pages: pages + warmUp, changedShare: 1 });
const plain = await startChildSite({ pages: pages + warmUp, validators: false });
const bench = await startStageBench([tagged.host, plain.host]);
try {
  await measureJob(bench, { tagged, plain }, { name: 'warm-up', from: pages, count: warmUp });
  report(await measureJob(bench, { tagged, plain }, { name: 'measured', from: 0, count: pages }));
  console.log(`\n${describeMachine()}`);
} finally {
  await bench.stop();
  await Promise.all([tagged.stop(), plain.stop()]);
}

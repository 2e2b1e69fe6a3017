// The bench site in a process of its own, so that its CPU is not counted as the client's:
// `tsx bench/serve-site.ts --pages 2000 --changed-share 0.1 --delay-ms 0 --port 0`; prints {"url", "startUrl", "pid"}.
import process from 'node:process';
import { parseArgs } from 'node:util';
import { startBenchSite } from './site.ts';

const { values } = parseArgs({
  options: {
    pages: { type: 'string', default: '2000' },
    'changed-share': { type: 'string', default: '0' },
    'delay-ms': { type: 'string', default: '0' },
    port: { type: 'string', default: '0' },
    'no-validators': { type: 'boolean', default: false },
  },
});

const site = await startBenchSite({
  pages: Number(values.pages),
  changedShare: Number(values['changed-share']),
  delayMs: Number(values['delay-ms']),
  port: Number(values.port),
  validators: !values['no-validators'],
});
console.log(JSON.stringify({ url: site.url, startUrl: site.startUrl, pid: process.pid }));

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void site.stop();
  });
}

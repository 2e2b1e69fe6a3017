// Renders one address in a process of its own, and goes on until it is killed. `render-once.ts BROWSER REACHABLE ADDRESS`
import { createRenderer, render, textOf } from '../browser/rendering-scene.ts';

const [browser = '', reachable = '', url = ''] = process.argv.slice(2);
const [host = '', port = ''] = reachable.split(':');
const fetcher = createRenderer({ browser, reachable: [{ host, port: Number(port) }] });
process.stdout.write(textOf(await render(fetcher, url)));
setInterval(() => undefined, 60_000);

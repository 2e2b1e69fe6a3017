// Whether anything of traces is loaded: only where a receiver is named.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** Packages of OpenTelemetry's SDK that a process has loaded once it has what every process opens. */
function loadedWith(tracesUrl: string | null): string[] {
  const program = `
    import { createRequire } from 'node:module';
    await import('./dist/workers/wiring/foundation.js');
    const { openTracer } = await import('./dist/workers/wiring/open-tracer.js');
    await openTracer({ tracesUrl: ${JSON.stringify(tracesUrl)} }, { role: 'api', agentId: 'api:box:1', version: 'test' });
    const loaded = Object.keys(createRequire(import.meta.url).cache);
    const names = loaded.map((path) => /@opentelemetry\\/(sdk-[a-z]+|exporter-[a-z-]+)\\//.exec(path)?.[1]);
    process.stdout.write(JSON.stringify([...new Set(names.filter((name) => name !== undefined))]));
    process.exit(0);
  `;
  const args = ['--input-type=module', '--eval', program];
  return JSON.parse(execFileSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' })) as string[];
}

it('without a receiver nothing of it is loaded', () => {
  expect(loadedWith(null)).toEqual([]);
});

it('with a receiver it is', () => {
  expect(loadedWith('http://127.0.0.1:4318/v1/traces')).toEqual(
    expect.arrayContaining(['sdk-trace', 'exporter-trace-otlp-http']),
  );
});

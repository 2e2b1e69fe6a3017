// The engines that are tried, and what is known to fail on each. What fails beside that ends the run with 1.
import { join } from 'node:path';
import type { EngineSource } from './provide-engine.ts';

interface Engine extends EngineSource {
  readonly title: string;
  /** Titles of tests that may fail, with why; `any`: it is told what fails, and nothing is expected. */
  readonly gaps: Readonly<Record<string, string>> | 'any';
}

const JAVA_GAPS = {
  "measures the database's clock":
    'it has no command `hello`, which Webloom takes the time from: it can not start on it',
  'answers each order of the list of jobs from an index':
    'it has no command `explain`, which only this test asks',
};

function javaServer(backend: 'memory' | 'h2'): Engine {
  return {
    title: `mongo-java-server 1.47, ${backend === 'h2' ? 'H2' : 'memory'}`,
    name: 'mongo-java-server-1.47.0',
    source: 'java',
    needs: ['java', 'mvn'],
    build: ['mvn', '-q', '-B', 'dependency:copy-dependencies', '-DoutputDirectory=lib'],
    start: ({ home, port, folder }) => [
      'java',
      '-cp',
      join(home, 'lib', '*'),
      join(home, 'Engine.java'),
      String(port),
      backend,
      folder,
    ],
    gaps: JAVA_GAPS,
  };
}

export const ENGINES: readonly Engine[] = [
  javaServer('memory'),
  javaServer('h2'),
  {
    title: 'FerretDB 1.24, SQLite',
    name: 'ferretdb-1.24.0',
    source: 'ferretdb',
    needs: ['go'],
    build: ['go', 'build', '-mod=mod', '-tags', 'ferretdb_no_postgresql', '-o', 'engine', '.'],
    start: ({ home, port, folder }) => [join(home, 'engine'), `127.0.0.1:${port}`, folder],
    // Several of those that race for one document win, now these and now those.
    gaps: 'any',
  },
];

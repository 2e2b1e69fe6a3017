import { describe, expect, it } from 'vitest';
import { type Candidate, chooseSamples } from '../../../domain/page/choose-samples.ts';
import type { PageKind } from '../../../domain/page/page-kind.ts';
import { skeletonOf } from '../../../domain/page/skeleton.ts';
import type { SampledKind, Template } from '../../../domain/page/template.ts';

const HOST = 'job:a.test';

function kind(name: string, shape = `/${name}/*`): PageKind {
  const paths = ['h1', 'p', 'ul/li', 'div', 'section/p'].map((path) => `main#${name}/${path}`);
  return { skeleton: skeletonOf(paths), pageType: 'other', shape };
}

/** `a3 b1`: three new pages of kind a, one of kind b. */
function pages(text: string, templateId = HOST): Candidate[] {
  return text.split(' ').flatMap((part) => {
    const [, name = '', count = ''] = /^([a-z]+)(\d+)$/.exec(part) ?? [];
    return Array.from({ length: Number(count) }, (_, n) => ({
      urlKey: `${templateId} ${name} ${n}`,
      templateId,
      kind: kind(name),
    }));
  });
}

/** Samples that a run (default: an earlier one) took; `old` ones have no kind, `void` ones no patterns. */
function sampled(text: string, seq = 1): Template {
  const samples: Record<string, string[]> = {};
  const kinds: Record<string, SampledKind> = {};
  for (const part of text.split(' ')) {
    const [, name = '', count = ''] = /^([a-z]+)(\d+)$/.exec(part) ?? [];
    for (let n = 0; n < Number(count); n += 1) {
      const key = `before ${seq} ${name} ${n}`;
      if (!name.startsWith('void')) samples[key] = [];
      if (name !== 'old') kinds[key] = { ...kind(name.replace('void', '')), seq };
    }
  }
  return { _id: HOST, jobId: 'job', host: 'a.test', samples, kinds };
}

interface Round {
  readonly template?: Template;
  readonly seq?: number;
  readonly chunkNo?: number;
}

function choose(candidates: readonly Candidate[], { template, seq = 2, chunkNo = 1 }: Round = {}) {
  const templates = new Map(template === undefined ? [] : [[HOST, template]]);
  return chooseSamples(candidates, { templates, seq, chunkNo });
}

/** How many of each kind: `a3 b1`. */
function counted(chosen: ReadonlySet<string>): string {
  const counts = new Map<string, number>();
  for (const key of chosen) {
    const name = key.split(' ')[1] ?? '';
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => `${name}${count}`).join(' ');
}

describe('the pages chosen for a sample', () => {
  it.each([
    ['up to three of each kind, the most frequent one first', 'a2 b5 c1', {}, 'b3 a2 c1'],
    ['those that a kind still lacks', 'a5 b5', { template: sampled('a2 b3') }, 'a1'],
    ['none of a kind with three samples, in any run', 'a9', { template: sampled('a3'), seq: 7 }, ''],
    [
      'a kind that first turns up in a later chunk',
      'a5 b1',
      { template: sampled('a3', 2), chunkNo: 9 },
      'b1',
    ],
    ['again where the second looks of an earlier run failed', 'a5', { template: sampled('voida3') }, 'a3'],
    ['none while the second looks of this run are to come', 'a5', { template: sampled('voida3', 2) }, ''],
    ['as if there were none, where samples have no kind', 'a5', { template: sampled('old6') }, 'a3'],
    ['eight kinds of a host in a run', 'a1 b1 c1 d1 e1 f1 g1 h1 i1 j1', {}, 'a1 b1 c1 d1 e1 f1 g1 h1'],
    [
      'no ninth kind, but more of those the run has begun',
      'a2 b2 z2',
      { template: sampled('a1 b1 c1 d1 e1 f1 g1 h1', 2), chunkNo: 3 },
      'a2 b2',
    ],
    ['eight in a later chunk', 'a3 b3 c3 d3', { chunkNo: 2 }, 'a3 b3 c2'],
    [
      'none where a template has 48 samples',
      'z5',
      {
        template: sampled(
          'abcdefghijklmnop'
            .split('')
            .map((name) => `${name}3`)
            .join(' '),
        ),
      },
      '',
    ],
  ] as const)('are %s', (_, candidates, round: Round, expected) => {
    expect(counted(choose(pages(candidates), round))).toBe(expected);
  });

  it('are chosen host by host', () => {
    const chosen = choose([...pages('a4'), ...pages('a4', 'job:b.test')]);
    expect([...chosen].filter((key) => key.startsWith('job:b.test'))).toHaveLength(3);
    expect(chosen.size).toBe(6);
  });

  it('are as many of each host in a later chunk, up to 200', () => {
    const hosts = Array.from({ length: 60 }, (_, n) => pages('a3 b3 c3 d3', `job:${n}.test`));
    const [first = []] = hosts;
    expect(choose([...first, ...pages('a1', 'job:other.test')], { chunkNo: 2 }).size).toBe(8 + 1);
    expect(choose(hosts.flat(), { chunkNo: 2 }).size).toBe(200);
  });

  it('are the same when the chunk is decided again after its choices were written', () => {
    const candidates = pages('a4 b2 c1');
    const first = choose(candidates, { chunkNo: 2 });
    const kinds = Object.fromEntries(
      candidates
        .filter(({ urlKey }) => first.has(urlKey))
        .map((one) => [one.urlKey, { ...one.kind, seq: 2 }]),
    );
    const template = { _id: HOST, jobId: 'job', host: 'a.test', samples: {}, kinds };
    expect(choose(candidates, { chunkNo: 2, template })).toEqual(first);
  });
});

/** Plays a run: chunks of `size` pages, of which `atOnce` are decided without seeing each other's choices. */
function play(kindOfPage: (n: number) => PageKind, { chunks, size, atOnce, seq = 1, from = {} }: Play) {
  let template: Template = { _id: HOST, jobId: 'job', host: 'a.test', samples: {}, kinds: {}, ...from };
  let looks = 0;
  for (let chunkNo = 1; chunkNo <= chunks; chunkNo += atOnce) {
    const seen = template;
    for (let other = 0; other < atOnce; other += 1) {
      const at = (chunkNo - 1 + other) * size;
      const candidates = Array.from({ length: size }, (_, n) => ({
        urlKey: `${seq} ${at + n}`,
        templateId: HOST,
        kind: kindOfPage(at + n),
      }));
      const chosen = choose(candidates, { template: seen, seq, chunkNo: chunkNo + other });
      looks += chosen.size;
      const taken = candidates.filter(({ urlKey }) => chosen.has(urlKey));
      const kinds = Object.fromEntries(taken.map((one) => [one.urlKey, { ...one.kind, seq }]));
      const samples = Object.fromEntries(taken.map(({ urlKey }) => [urlKey, []]));
      template = {
        ...template,
        kinds: { ...template.kinds, ...kinds },
        samples: { ...template.samples, ...samples },
      };
    }
  }
  return { looks, template };
}

interface Play {
  readonly chunks: number;
  readonly size: number;
  readonly atOnce: number;
  readonly seq?: number;
  readonly from?: Partial<Template>;
}

describe('a long run', () => {
  const unlike = (n: number) => kind(`k${n}`);
  it.each([
    ['of one kind', () => kind('a'), 1, 3],
    ['of one kind behind a shape for each page', (n: number) => kind('a', `/${n}/*`), 1, 3],
    ['of three kinds', (n: number) => kind('abc'.charAt(n % 3)), 1, 9],
    ['of pages that are all unlike each other', unlike, 1, 8],
    ['of pages that are all unlike, four chunks at a time', unlike, 4, 48],
    ['of three kinds, four chunks at a time', (n: number) => kind('abc'.charAt(n % 3)), 4, 48],
  ] as const)('%s takes no more samples than that', (_, kindOfPage, atOnce, most) => {
    const { looks } = play(kindOfPage, { chunks: 200, size: 20, atOnce });
    expect(looks).toBeGreaterThan(0);
    expect(looks).toBeLessThanOrEqual(most);
  });

  it('leaves a template of at most 48 samples, after any number of runs', () => {
    let from: Partial<Template> = {};
    for (let seq = 1; seq <= 20; seq += 1)
      from = play((n) => kind(`r${seq}x${n}`), { chunks: 4, size: 20, atOnce: 1, seq, from }).template;
    expect(Object.keys(from.samples ?? {})).toHaveLength(48);
  });

  it('decides on a hundred thousand pages of as many path shapes in no more time than on others', () => {
    const alike = play((n) => kind('a', `/${n}/*`), { chunks: 200, size: 500, atOnce: 1 });
    expect(Object.keys(alike.template.samples)).toHaveLength(3);
  });
});

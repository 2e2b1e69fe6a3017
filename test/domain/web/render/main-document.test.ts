import { beforeEach, describe, expect, it } from 'vitest';
import { createEgressPolicy } from '../../../../domain/web/egress/policy.ts';
import { MainDocument } from '../../../../domain/web/render/main-document.ts';

const HTML = { 'content-type': 'text/html; charset=utf-8' };
let main: MainDocument;

beforeEach(() => {
  main = new MainDocument('https://shop.example/a', { policy: createEgressPolicy(), maxRedirects: 3 });
});

describe('an answer', () => {
  it.each([
    [200, HTML, 'render'],
    [200, { 'content-type': 'application/xhtml+xml' }, 'render'],
    [200, {}, 'render'],
    [200, { 'content-type': 'application/json' }, 'take'],
    [200, { 'content-type': 'application/pdf' }, 'take'],
    [200, { ...HTML, 'content-disposition': 'attachment; filename=a.html' }, 'take'],
    [204, {}, 'take'],
    [404, HTML, { kind: 'http-error' }],
    [503, HTML, { kind: 'http-error' }],
    [301, HTML, { kind: 'http-error' }],
    [301, { location: '/b' }, 'follow'],
    [302, { location: 'https://other.example/x' }, { kind: 'moved-to', url: 'https://other.example/x' }],
    [302, { location: 'http://10.0.0.1/' }, { kind: 'refused', reason: 'blocked-address' }],
    [302, { location: 'file:///etc/passwd' }, { kind: 'refused', reason: 'blocked-scheme' }],
    [302, { location: `/${'x'.repeat(9_000)}` }, { kind: 'failed', reason: 'bad-redirect' }],
    [206, HTML, { kind: 'failed', reason: 'truncated' }],
  ] as const)('%i with %o is %o', (status, headers, verdict) => {
    const judged = main.answered(status, headers);
    if (typeof verdict === 'string') expect(judged).toBe(verdict);
    else expect(judged).toMatchObject(verdict);
  });
});

describe('where it goes', () => {
  it('is nowhere else once something of ours was clicked in it; it may load itself again', () => {
    main.stay();
    expect(['https://shop.example/b', 'http://169.254.169.254/'].map((url) => main.asked(url))).toEqual([
      'stay',
      'stay',
    ]);
    expect([main.asked('https://shop.example/a#top'), main.redirects]).toEqual([null, []]);
  });

  it('is noted, by the server or by a script', () => {
    expect(main.answered(301, { location: '/b#top' })).toBe('follow');
    expect([main.asked('https://shop.example/b'), main.url]).toEqual([null, 'https://shop.example/b']);
    expect(main.asked('https://shop.example/c')).toBeNull();
    expect(main.redirects).toEqual(['https://shop.example/a', 'https://shop.example/b']);
  });

  it('ends at another host before it is asked, with what was answered last', () => {
    main.answered(200, HTML);
    expect(main.asked('https://other.example/')).toEqual({
      kind: 'moved-to',
      url: 'https://other.example/',
    });
    expect([main.status, main.url, main.redirects]).toEqual([200, 'https://shop.example/a', []]);
  });

  it('ends at what may not be asked', () => {
    expect(main.asked('http://169.254.169.254/')).toMatchObject({
      kind: 'refused',
      reason: 'blocked-address',
    });
  });

  it('may come back once, but not for ever', () => {
    for (const path of ['/b', '/a', '/b']) expect(main.answered(302, { location: path })).toBe('follow');
    expect(main.answered(302, { location: '/a' })).toMatchObject({ kind: 'failed', reason: 'redirect-loop' });
  });

  it('has an end', () => {
    for (const path of ['/b', '/c', '/d']) main.answered(302, { location: path });
    expect(main.answered(302, { location: '/e' })).toMatchObject({ reason: 'too-many-redirects' });
  });

  it('stays where it is when it is loaded again', () => {
    main.answered(200, HTML);
    expect([main.asked('https://shop.example/a'), main.redirects]).toEqual([null, []]);
  });
});

describe('where steps of a job lead', () => {
  beforeEach(() => {
    main.answered(200, { ...HTML, 'content-language': 'de' });
    main.stay();
    main.lead();
  });

  it('is any page that may be fetched, on any host, and its own address and answer stay', () => {
    expect(main.asked('https://other.example/x#top')).toBeNull();
    expect(main.answered(302, { location: '/y' })).toBe('follow');
    expect(main.answered(200, HTML)).toBe('render');
    expect([main.shownUrl, main.url, main.headers['content-language']]).toEqual([
      'https://other.example/y',
      'https://shop.example/a',
      'de',
    ]);
    expect(main.redirects).toEqual([]);
    expect(main.takeFault()).toBeNull();
  });

  it.each([
    [404, HTML, 'https://other.example/x answered 404'],
    [200, { 'content-type': 'application/zip' }, 'https://other.example/x is no page but a file'],
    [302, { location: 'http://10.0.0.1/s3cret' }, 'may not be fetched (blocked-address)'],
  ])('is told where it is no page: %i', (status, headers, fault) => {
    expect(main.asked('https://other.example/x?token=1')).toBeNull();
    expect(main.answered(status, headers)).toBe('stay');
    expect(main.takeFault()).toContain(fault);
    expect(main.takeFault()).toBeNull();
  });

  it('is not asked for where that is not allowed', () => {
    expect(main.asked('http://169.254.169.254/')).toBe('stay');
    expect(main.takeFault()).toBe('the address it leads to may not be fetched (blocked-address)');
    expect(main.refusalOf('file:///etc/passwd')).toContain('blocked-scheme');
    expect(main.refusalOf('https://other.example/')).toBeNull();
  });
});

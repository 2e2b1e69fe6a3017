import { expect, it } from 'vitest';
import { serverName } from '../../../../domain/config/proxy-pool/proxy-pool.ts';
import {
  maskServer,
  openServer,
  resealServers,
  sealServers,
} from '../../../../domain/config/proxy-pool/proxy-secrets.ts';
import { createTestBox } from '../../../support/secret-box.ts';

const SERVERS = [
  { url: 'http://gate.example:3128', user: 'ada', password: 's3cret' },
  { url: 'http://gate.example:3128', user: 'bob', password: 'other' },
  { url: 'socks5://open.example:1080' },
];

it('passwords are sealed for their server, shown as a mask, and kept by it', () => {
  const box = createTestBox();
  const sealed = sealServers(box, { _id: 'pxp_1', servers: SERVERS });
  expect(JSON.stringify(sealed)).not.toMatch(/s3cret|other/);
  expect(sealed.map(maskServer)).toMatchObject([{ password: '•••' }, { password: '•••' }, {}]);
  const kept = sealServers(box, { _id: 'pxp_1', servers: sealed.map(maskServer) }, sealed);
  expect(kept).toEqual(sealed);
  const opened = sealed.map((server) => openServer(box, { _id: 'pxp_1' }, server));
  expect(opened).toEqual(SERVERS.map((server) => ({ ok: true, server })));
});

it('a password sealed for one server opens nothing else', () => {
  const box = createTestBox();
  const [first, second] = sealServers(box, { _id: 'pxp_1', servers: SERVERS });
  const swapped = { ...SERVERS[1], url: 'http://evil.example:3128', password: first?.password ?? '' };
  expect(openServer(box, { _id: 'pxp_1' }, swapped)).toMatchObject({ ok: false });
  expect(
    openServer(
      box,
      { _id: 'pxp_2' },
      { ...SERVERS[1], url: SERVERS[1]?.url ?? '', password: second?.password ?? '' },
    ),
  ).toMatchObject({ ok: false });
});

it('what the key of now has sealed is left as it is', () => {
  const box = createTestBox();
  expect(
    resealServers(box, { _id: 'pxp_1', servers: sealServers(box, { _id: 'pxp_1', servers: SERVERS }) }),
  ).toBeNull();
  expect(resealServers(box, { _id: 'pxp_1', servers: SERVERS })).not.toBeNull();
});

it('servers are known by their address, and by their place where several share it; never by their user', () => {
  const names = SERVERS.map((server) => serverName({ servers: SERVERS }, server));
  expect(names).toEqual(['gate.example:3128 (1)', 'gate.example:3128 (2)', 'open.example:1080']);
});

// A certificate that vouches for itself, or for which another one does.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

/** `names`: as `IP:…` or `DNS:…`, separated by commas. `by`: the authority that signs it. */
export function makeCertificate(names = 'IP:127.0.0.1', by?: Certificate): Certificate {
  const folder = mkdtempSync(join(tmpdir(), 'webloom-mail-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const about = [
    '-subj',
    by === undefined ? '/CN=mail' : '/CN=signed',
    '-addext',
    `subjectAltName=${names}`,
    '-days',
    '2',
  ];
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const signer = by === undefined ? [] : signedBy(by, folder);
  execFileSync('openssl', ['req', '-x509', ...kind, ...about, ...signer, '-keyout', key, '-out', cert], {
    stdio: 'ignore',
  });
  const made = { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  rmSync(folder, { recursive: true });
  return made;
}

function signedBy({ key, cert }: Certificate, folder: string): string[] {
  const [keyFile, certFile] = [join(folder, 'authority-key.pem'), join(folder, 'authority.pem')];
  writeFileSync(keyFile, key);
  writeFileSync(certFile, cert);
  return ['-CA', certFile, '-CAkey', keyFile, '-addext', 'basicConstraints=critical,CA:FALSE'];
}

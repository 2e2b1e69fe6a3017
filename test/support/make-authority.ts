// An authority that signs certificates, as TLS between services has one. (One that vouches for itself: make-certificate.ts.)
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Signed {
  readonly key: string;
  readonly cert: string;
}

export interface Authority {
  readonly cert: string;
  /** `names`: as `IP:…` or `DNS:…`, separated by commas; `days`: valid for so long, counted from now. */
  sign(names: string, days?: number): Signed;
  remove(): void;
}

const KIND = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

export function makeAuthority(name: string): Authority {
  const folder = mkdtempSync(join(tmpdir(), 'webloom-authority-'));
  const at = (file: string): string => join(folder, file);
  const openssl = (...args: string[]): void => {
    execFileSync('openssl', args, { stdio: 'ignore' });
  };
  const ownFiles = ['-keyout', at('ca.key'), '-out', at('ca.pem')];
  openssl('req', '-x509', ...KIND, '-subj', `/CN=${name}`, '-days', '3', ...ownFiles);
  let signed = 0;
  return {
    cert: readFileSync(at('ca.pem'), 'utf8'),
    sign(names, days = 2) {
      signed += 1;
      const [key, request, cert, extensions] = ['key', 'csr', 'pem', 'ext'].map((kind) =>
        at(`${signed}.${kind}`),
      ) as [string, string, string, string];
      writeFileSync(extensions, `subjectAltName=${names}\nbasicConstraints=CA:FALSE\n`);
      openssl('req', ...KIND, '-subj', `/CN=${name} ${signed}`, '-keyout', key, '-out', request);
      const signer = ['-CA', at('ca.pem'), '-CAkey', at('ca.key'), '-CAcreateserial'];
      const about = ['-days', String(days), '-extfile', extensions];
      openssl('x509', '-req', '-in', request, ...signer, ...about, '-out', cert);
      return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}

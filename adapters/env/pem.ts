// A setting that names a PEM file or is the PEM itself. No fault repeats the value: it may be a key.
import { readFileSync } from 'node:fs';

const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----\s[^-]+-----END \1-----/;

/** `fault`: words that follow the setting's name. */
export function readPem(value: string): { readonly pem: string } | { readonly fault: string } {
  // In a file of variables a PEM stands on one line, with \n for its ends of lines.
  if (value.includes('-----BEGIN')) return judge(value.replaceAll('\\n', '\n'), 'is no whole PEM');
  try {
    return judge(readFileSync(value, 'utf8'), 'names a file that holds no PEM');
  } catch (error) {
    return { fault: `names a file that can not be read: ${reasonOf(error)}` };
  }
}

function judge(text: string, fault: string): { readonly pem: string } | { readonly fault: string } {
  if (BLOCK.test(text)) return { pem: `${text.trim()}\n` };
  return { fault: `${fault}: it has to begin with -----BEGIN …----- and to end with -----END …-----` };
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
  switch (code) {
    case 'ENOENT':
      return `there is none of that name (seen from ${process.cwd()})`;
    case 'EACCES':
      return 'this user may not read it';
    case 'EISDIR':
      return 'it is a folder';
    default:
      return code;
  }
}

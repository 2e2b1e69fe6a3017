// Certificates and keys as settings name them: the path of a PEM file, or the PEM itself, as secrets of an orchestrator are given.
import { readFileSync } from 'node:fs';

const BEGIN = /-----BEGIN [A-Z0-9 ]+-----/;

/** `fault`: words that follow the name of the setting. What is in the file is never part of them. */
export function readPem(value: string): { readonly pem: string } | { readonly fault: string } {
  if (BEGIN.test(value)) return { pem: `${value.replaceAll('\\n', '\n').trim()}\n` };
  let text: string;
  try {
    text = readFileSync(value, 'utf8');
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    return { fault: `names a file that can not be read: ${value} (${code})` };
  }
  return BEGIN.test(text) ? { pem: text } : { fault: `names a file that holds no PEM: ${value}` };
}

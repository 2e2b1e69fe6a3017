// Recognises bytes that are no text, whatever type the server gives them: by the first bytes of known file
// formats, else by control characters, which texts do not contain.
import { decodeText } from './charset.ts';

/** PNG, GIF, JPEG, TIFF, an icon or WebP. */
export const PICTURE_KIND = 'a picture';

/** First bytes of a format as hexadecimal digits; a dot stands for any digit. */
const SIGNATURES: readonly (readonly [kind: string, beginning: RegExp])[] = [
  // "%PDF-", "%!PS-Adobe-"
  ['a PDF document', /^(?:0[9ad]|20){0,16}255044462d/],
  ['a PostScript document', /^252150532d41646f62652d/],
  [
    'an archive or an office document',
    /^(?:504b(?:0304|0506|0708)|d0cf11e0a1b11ae1|377abcaf271c|526172211a07)/,
  ],
  // gzip, bzip2, xz, zstd
  ['compressed data', /^(?:1f8b08|425a683.314159265359|fd377a585a00|28b52ffd)/],
  [
    PICTURE_KIND,
    /^(?:89504e470d0a1a0a|474946383[79]61|ffd8ff|49492a00|4d4d002a|00000[12]00|52494646.{8}57454250)/,
  ],
  // Ogg, ID3, FLAC, RIFF, Matroska, MPEG-4
  [
    'sound or video',
    /^(?:4f67675300|4944330[234]|664c6143|52494646.{8}(?:57415645|41564920)|1a45dfa3|.{8}66747970)/,
  ],
  ['a font', /^(?:774f46(?:46|32)|4f54544f00|0001000000)/],
  // ELF, WebAssembly, Java, Mach-O
  ['a program', /^(?:7f454c46|0061736d|cafebabe|cffaedfe)/],
  ['a database', /^53514c69746520666f726d6174203300/],
];

const SIGNATURE_BYTES = 32;
const HEAD_BYTES = 4_096;
/** Of random bytes one in ten is a control character; a damaged text contains one or two in all. */
const MAX_CONTROL_SHARE = 0.02;
const MIN_CONTROLS = 3;

/** The kind of the bytes in words; null when they can be read as text in their charset. */
export function binaryKind(body: Uint8Array, contentType: string | null | undefined): string | null {
  const beginning = hexOf(body.subarray(0, SIGNATURE_BYTES));
  const known = SIGNATURES.find(([, pattern]) => pattern.test(beginning));
  if (known !== undefined) return known[0];
  const { text } = decodeText(body.subarray(0, HEAD_BYTES), contentType);
  const controls = countControls(text);
  return controls >= MIN_CONTROLS && controls > text.length * MAX_CONTROL_SHARE ? 'binary data' : null;
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function countControls(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at += 1) if (isControl(text.charCodeAt(at))) count += 1;
  return count;
}

/**
 * The bytes that WHATWG MIME sniffing calls binary. Not among them: tab, line ends and form feed, which texts
 * contain, and escape, by which Japanese texts switch their alphabet.
 */
function isControl(code: number): boolean {
  return code < 0x20 && !(code >= 0x09 && code <= 0x0d && code !== 0x0b) && code !== 0x1b;
}

/** Text formats whose type does not begin with `text/`. */
const NAMED_TEXTS =
  /^application\/(?:x-)?(?:ndjson|jsonl|json-lines|json-seq|yaml|toml|csv|javascript|ecmascript|markdown|sql|graphql)$/;

/** HTML, XML, JSON or text. An empty type counts as readable. */
export function isReadable(mediaType: string): boolean {
  if (mediaType === '' || mediaType.startsWith('text/') || NAMED_TEXTS.test(mediaType)) return true;
  return /^application\/(?:[^;]*\+)?(?:xml|json|xhtml)/.test(mediaType);
}

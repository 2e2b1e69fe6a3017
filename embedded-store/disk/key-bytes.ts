// Keys are strings whose UTF-16 code units sort as values do. Their bytes have to sort alike: each unit is written as UTF-8
// writes it, also half of a surrogate pair (this form is known as CESU-8). Without surrogates that is plain UTF-8.
const SURROGATE = /[\ud800-\udfff]/;
/** The first byte that UTF-8 gives to a surrogate; Hangul begins with it too. */
const FIRST_OF_SURROGATE = 0xed;

export function bytesOf(key: string): Buffer {
  return SURROGATE.test(key) ? unitByUnit(key) : Buffer.from(key, 'utf8');
}

function unitByUnit(key: string): Buffer {
  const out = Buffer.allocUnsafe(key.length * 3);
  let at = 0;
  for (let i = 0; i < key.length; i++) {
    const unit = key.charCodeAt(i);
    if (unit < 0x80) {
      out[at++] = unit;
    } else if (unit < 0x800) {
      out[at++] = 0xc0 | (unit >> 6);
      out[at++] = 0x80 | (unit & 0x3f);
    } else {
      out[at++] = 0xe0 | (unit >> 12);
      out[at++] = 0x80 | ((unit >> 6) & 0x3f);
      out[at++] = 0x80 | (unit & 0x3f);
    }
  }
  return out.subarray(0, at);
}

/** The inverse of `bytesOf`. */
export function keyOf(bytes: Buffer): string {
  return bytes.includes(FIRST_OF_SURROGATE) ? unitsOf(bytes) : bytes.toString('utf8');
}

function unitsOf(bytes: Buffer): string {
  let out = '';
  for (let at = 0; at < bytes.length; ) {
    const first = bytes[at++] ?? 0;
    if (first < 0x80) {
      out += String.fromCharCode(first);
      continue;
    }
    const second = (bytes[at++] ?? 0) & 0x3f;
    if (first < 0xe0) {
      out += String.fromCharCode(((first & 0x1f) << 6) | second);
    } else {
      const third = (bytes[at++] ?? 0) & 0x3f;
      out += String.fromCharCode(((first & 0x0f) << 12) | (second << 6) | third);
    }
  }
  return out;
}

// One-time codes by time (RFC 6238), as an app on a phone shows them.
import { TOTP, URI } from 'otpauth';

/** A generator of codes; null: the text is neither an otpauth:// address for codes by time nor Base32. */
export function oneTimeCodes(secret: string): ((now: Date) => string) | null {
  const totp = readTotp(secret.trim());
  return totp === null ? null : (now) => totp.generate({ timestamp: now.getTime() });
}

function readTotp(text: string): TOTP | null {
  try {
    if (!/^otpauth:/i.test(text)) {
      const plain = text.replaceAll(/[\s-]/g, '').replaceAll('=', '').toUpperCase();
      return plain === '' ? null : new TOTP({ secret: plain });
    }
    const parsed = URI.parse(text);
    return parsed instanceof TOTP ? parsed : null;
  } catch {
    return null;
  }
}

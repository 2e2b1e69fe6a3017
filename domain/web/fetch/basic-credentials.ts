// A user name and a password as the value of an Authorization header.

export function basicCredentials(user: string, password: string): string {
  const bytes = new TextEncoder().encode([user, password].join(':'));
  return `Basic ${btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))}`;
}

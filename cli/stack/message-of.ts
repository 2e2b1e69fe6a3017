// What an error says, on one line and without the trace that some libraries write into their messages.
export function messageOf(error: unknown): string {
  const text = error instanceof Error ? error.message || error.name : String(error);
  return (text.split(/\n\s*at |\nfor call at/)[0] ?? text).replaceAll(/\s+/g, ' ').trim();
}

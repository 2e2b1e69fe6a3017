// Reads an event stream as the API sends it: one JSON object per event, comments and the greeting left out.
import type { EventMessage } from '../domain/dispatch/message.ts';

export async function* readEvents(response: Response, signal: AbortSignal): AsyncGenerator<EventMessage> {
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for await (const bytes of response.body ?? []) {
      const parts = (rest + decoder.decode(bytes, { stream: true })).split('\n\n');
      rest = parts.pop() ?? '';
      for (const part of parts) {
        const event = parseEvent(part);
        if (event !== null) yield event;
      }
    }
  } catch (error) {
    // Ended by the caller, which is how a stream normally ends.
    if (!signal.aborted) throw error;
  }
}

function parseEvent(part: string): EventMessage | null {
  const lines = part.split('\n');
  const type = lines.find((line) => line.startsWith('event: '))?.slice('event: '.length);
  const data = lines.find((line) => line.startsWith('data: '))?.slice('data: '.length);
  if (data === undefined || type === 'hello') return null;
  return JSON.parse(data) as EventMessage;
}

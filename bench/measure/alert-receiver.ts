// Receivers of webhooks for a bench, on a real socket: one that answers at once, one that takes its time, one that is down
// for a while. Each message that comes is verified as its receiver would, and kept by its id.
import { Webhook } from 'standardwebhooks';
import { type Handler, type Site, startSite } from '../../test/support/site/site.ts';

export const RECEIVERS = ['quick', 'slow', 'down'] as const;
export type ReceiverName = (typeof RECEIVERS)[number];

interface ReceivedMessage {
  readonly id: string;
  /** Null: it tells of several, or of none. */
  readonly changeId: string | null;
  /** Epoch ms. */
  readonly at: number;
}

export interface AlertReceivers {
  readonly site: Site;
  /** What was answered with 2xx, in order, repeats included. */
  readonly accepted: Readonly<Record<ReceiverName, ReceivedMessage[]>>;
  readonly unsigned: () => number;
  isDown: boolean;
}

export async function startReceivers(key: string, slowMs: number): Promise<AlertReceivers> {
  const webhook = new Webhook(key);
  const accepted: Record<ReceiverName, ReceivedMessage[]> = { quick: [], slow: [], down: [] };
  let unsigned = 0;
  const receiver = (name: ReceiverName, answer: Handler): Handler => {
    return (request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (text: string) => (body += text));
      request.on('end', () => {
        const headers = Object.fromEntries(
          Object.entries(request.headers).map(([header, value]) => [header, String(value)]),
        );
        try {
          webhook.verify(body, headers);
        } catch {
          unsigned += 1;
        }
        response.on('finish', () => {
          if (response.statusCode < 300)
            accepted[name].push({
              id: headers['webhook-id'] ?? '',
              changeId: changeIdIn(body),
              at: Date.now(),
            });
        });
        answer(request, response);
      });
    };
  };
  const receivers = {
    accepted,
    unsigned: () => unsigned,
    isDown: false,
    site: await startSite({
      '/quick': receiver('quick', (_request, response) => void response.writeHead(204).end()),
      '/slow': receiver(
        'slow',
        (_request, response) => void setTimeout(() => response.writeHead(204).end(), slowMs),
      ),
      '/down': receiver(
        'down',
        (_request, response) => void response.writeHead(receivers.isDown ? 503 : 204).end(),
      ),
    }),
  };
  return receivers;
}

function changeIdIn(body: string): string | null {
  const { data }: { data?: { change?: { id?: string } } } = JSON.parse(body);
  return data?.change?.id ?? null;
}

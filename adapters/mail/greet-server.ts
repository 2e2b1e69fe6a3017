// Asks a mail server whether a mail could begin: connects, waits for its greeting, agrees on encryption, and takes leave. No
// login, no mail.
import type { MailServer } from '../../domain/alert/channel/channel.ts';
import type { OpenSocket } from './smtp-sender.ts';
import { given } from '../../domain/system/given.ts';

export interface GreetOptions {
  readonly open: OpenSocket;
  readonly withinMs: number;
  /** Certificates to trust beside the known ones; for tests. */
  readonly ca?: string;
}

/** False: refused by the egress guard, not reached, silent, or without the encryption that is asked for. */
export async function greetServer(
  { server, port, security }: MailServer,
  { open, withinMs, ca }: GreetOptions,
): Promise<boolean> {
  let close = (): void => undefined;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), withinMs);
  });
  const greet = async (): Promise<boolean> => {
    // Loaded with the first question: most installations send no mail.
    const { createTransport } = await import('nodemailer');
    const opened = await open({ server, port });
    if (!opened.ok) return false;
    close = () => void opened.socket.destroy();
    const transport = createTransport({
      host: server,
      port,
      connection: opened.socket,
      secure: security === 'tls',
      requireTLS: security === 'starttls',
      ignoreTLS: security === 'none',
      tls: { minVersion: 'TLSv1.2', ...given({ ca }) },
      greetingTimeout: withinMs,
      socketTimeout: withinMs,
    });
    return transport.verify().then(
      () => true,
      () => false,
    );
  };
  const asked = greet();
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
    close();
    // A connection that comes too late is closed all the same.
    void asked.finally(() => close());
  }
}

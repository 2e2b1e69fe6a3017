// Sends mails over a connection that it is given. Nothing in clear where encryption was asked for, no file or address read
// for a mail, and headers are built from single values by the library.
import type { Socket } from 'node:net';
import type { RenderedMail } from '../../domain/alert/channel/render/rendered.ts';
import type { MailSender } from '../../domain/alert/channel/sender.ts';
import type { SendAnswer } from '../../domain/alert/delivery/judge-answer.ts';
import { given } from '../../domain/system/given.ts';

export type OpenSocket = (target: {
  readonly server: string;
  readonly port: number;
}) => Promise<
  { readonly ok: true; readonly socket: Socket } | { readonly ok: false; readonly answer: SendAnswer }
>;

export interface SmtpSenderOptions {
  readonly open: OpenSocket;
  /** Certificates to trust beside the known ones; for tests. */
  readonly ca?: string;
}

const GREETING_MS = 10_000;
const IDLE_MS = 15_000;
/** Characters of the server's words that are kept. */
const ANSWER_LENGTH = 500;

export function createSmtpSender({ open, ca }: SmtpSenderOptions): MailSender {
  return {
    async sendMail(mail, signal) {
      const opened = await open(mail);
      if (!opened.ok) return opened.answer;
      const { socket } = opened;
      const stop = (): void => void socket.destroy();
      signal.addEventListener('abort', stop, { once: true });
      try {
        return answerOf(await deliver(mail, socket, ca));
      } catch (error) {
        return failureOf(error, signal);
      } finally {
        signal.removeEventListener('abort', stop);
        socket.destroy();
      }
    },
  };
}

interface Delivered {
  readonly response: string;
  readonly rejected: readonly unknown[];
}

async function deliver(mail: RenderedMail, socket: Socket, ca: string | undefined): Promise<Delivered> {
  // Loaded with the first mail: most installations send none.
  const { createTransport } = await import('nodemailer');
  const transport = createTransport({
    host: mail.server,
    port: mail.port,
    connection: socket,
    secure: mail.security === 'tls',
    requireTLS: mail.security === 'starttls',
    ignoreTLS: mail.security === 'none',
    tls: { minVersion: 'TLSv1.2', ...given({ ca }) },
    greetingTimeout: GREETING_MS,
    socketTimeout: IDLE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(mail.login === null ? {} : { auth: { user: mail.login.user, pass: mail.login.password } }),
  });
  const { from, to, subject, text, html, messageId, thread, unsubscribeUrl, pictures } = mail;
  return transport.sendMail({
    from,
    to: [...to],
    subject,
    text,
    html,
    messageId,
    attachments: pictures.map(({ name, png, contentId }) => ({
      filename: `${name}.png`,
      content: Buffer.from(png),
      contentType: 'image/png',
      contentDisposition: 'inline',
      cid: contentId,
    })),
    headers: { 'Auto-Submitted': 'auto-generated' },
    list: { unsubscribe: { url: unsubscribeUrl, comment: 'Settings of the channel' } },
    ...given({ references: thread ?? undefined }),
  });
}

function answerOf({ response, rejected }: Delivered): SendAnswer {
  const left = rejected.length === 0 ? '' : ` (not for ${rejected.map(String).join(', ')})`;
  const body = `${response}${left}`.slice(0, ANSWER_LENGTH);
  return { kind: 'answered', protocol: 'smtp', status: 250, body, retryAfter: null, redirectsTo: null };
}

function failureOf(error: unknown, signal: AbortSignal): SendAnswer {
  if (signal.aborted) return { kind: 'failed', detail: 'The mail server did not answer in time.' };
  const said = error instanceof Error ? error.message : String(error);
  const status = statusOf(error);
  if (status === null)
    return { kind: 'failed', detail: `The mail could not be handed over: ${said.slice(0, ANSWER_LENGTH)}.` };
  return {
    kind: 'answered',
    protocol: 'smtp',
    status,
    body: said.slice(0, ANSWER_LENGTH),
    retryAfter: null,
    redirectsTo: null,
  };
}

/** The server's code, if it was the server that said no. */
function statusOf(error: unknown): number | null {
  if (typeof error !== 'object' || error === null || !('responseCode' in error)) return null;
  const { responseCode } = error;
  return typeof responseCode === 'number' && responseCode >= 400 ? responseCode : null;
}

// Ports to what sends: requests over HTTP, mails over SMTP. Both dial through the egress guard, follow nothing and give up
// when `signal` fires.
import type { SendAnswer } from '../delivery/judge-answer.ts';
import type { RenderedMail, RenderedRequest } from './render/rendered.ts';

export interface RequestSender {
  sendRequest(request: RenderedRequest, signal: AbortSignal): Promise<SendAnswer>;
}

export interface MailSender {
  sendMail(mail: RenderedMail, signal: AbortSignal): Promise<SendAnswer>;
}

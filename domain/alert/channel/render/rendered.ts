// What a channel sends: an HTTP request, or a mail.
import type { AlertMessage } from '../../rule/message.ts';
import type { ChannelSettings } from '../schema.ts';
import type { Signer } from '../signature.ts';

export interface RenderedRequest {
  readonly method: string;
  readonly url: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Sent in place of the body, as multipart/form-data. */
  readonly form?: RenderedForm;
  /** As it is kept and shown: without secrets. */
  readonly shown: { readonly address: string; readonly body: string };
}

export interface RenderedForm {
  readonly fields: Readonly<Record<string, string>>;
  /** `field`: name of the part. */
  readonly files: readonly (MessagePicture & { readonly field: string })[];
}

export interface RenderedMail {
  readonly server: string;
  readonly port: number;
  readonly security: 'starttls' | 'tls' | 'none';
  /** Null: without a login. */
  readonly login: { readonly user: string; readonly password: string } | null;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly messageId: string;
  /** Message id that mails of one incident refer to, which keeps them in one thread; null: it has none. */
  readonly thread: string | null;
  /** Where the reader turns these mails off. */
  readonly unsubscribeUrl: string;
  /** Shown in the HTML, which names them by their content ids. */
  readonly pictures: readonly (MessagePicture & { readonly contentId: string })[];
}

/** What a page looked like, cut for a message. */
export interface MessagePicture {
  readonly name: 'before' | 'after';
  readonly png: Uint8Array;
}

export type Rendered =
  | { readonly protocol: 'http'; readonly request: RenderedRequest }
  | { readonly protocol: 'smtp'; readonly mail: RenderedMail };

export interface RenderContext {
  readonly message: AlertMessage;
  /** The same in every attempt, so that a receiver can tell a repeat. */
  readonly deliveryId: string;
  readonly channelId: string;
  /** Address of the dashboard, for links. */
  readonly baseUrl: string;
  readonly now: Date;
  /** Of the change it is about; absent: none. */
  readonly pictures?: readonly MessagePicture[];
  /** Keys in clear that sign the request; empty: it is not signed. */
  readonly signingKeys: readonly string[];
  readonly signer: Signer;
}

export type SettingsOf<Kind extends ChannelSettings['kind']> = Extract<ChannelSettings, { kind: Kind }>;

/** The address without its query, which may hold a token. */
export function openAddress(url: string): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`;
}

/** The address of a receiver whose path is the secret. */
function hiddenAddress(url: string): string {
  return `${new URL(url).origin}/…`;
}

/** A request that is rendered already, with pictures beside its fields. */
export function withForm(rendered: Rendered, form: RenderedForm): Rendered {
  if (rendered.protocol !== 'http') return rendered;
  const { 'content-type': _json, ...headers } = rendered.request.headers;
  return { protocol: 'http', request: { ...rendered.request, headers, form } };
}

/** A request with a JSON body. `hidden`: its path is a secret. */
export function jsonRequest(
  url: string,
  body: unknown,
  { hidden, headers = {} }: { hidden: boolean; headers?: Readonly<Record<string, string>> },
): Rendered {
  const text = JSON.stringify(body);
  const address = hidden ? hiddenAddress(url) : openAddress(url);
  return {
    protocol: 'http',
    request: {
      method: 'POST',
      url,
      headers: { ...headers, 'content-type': 'application/json' },
      body: text,
      shown: { address, body: text },
    },
  };
}

/** `path` on the server at `url`, whatever that ends with. */
export function pathOn(url: string, path: string): string {
  return `${url.replace(/\/+$/, '')}${path}`;
}

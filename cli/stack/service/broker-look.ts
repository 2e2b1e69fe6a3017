// Asks RabbitMQ as Webloom's processes do: over each address of the list, with the TLS settings.
import type { ChannelModel } from 'amqplib';
import { openConnection } from '../../../adapters/amqp/broker-connection.ts';
import { readBrokerTls } from '../../../adapters/env/client-tls.ts';
import { brokerHost, parseBrokerAddresses } from '../../../domain/system/net/broker-address.ts';
import { messageOf } from '../message-of.ts';
import type { Env } from './service.ts';

export interface AddressLook {
  /** `host:port` */
  readonly host: string;
  /** Null: it answers. */
  readonly fault: string | null;
}

/** Throws for a text that is no list of addresses. */
export async function lookAtBroker(text: string, env: Env): Promise<readonly AddressLook[]> {
  const { tls } = readBrokerTls(env);
  return Promise.all(
    addressesOf(text).map(async (address) => {
      const host = brokerHost(address);
      try {
        await leave(await openConnection(address, { name: 'webloom look', tls }));
        return { host, fault: null };
      } catch (error) {
        return { host, fault: messageOf(error) };
      }
    }),
  );
}

/** Throws where none answers. One is enough for Webloom to work, so it does not wait for the others. */
export async function probeBroker(text: string, env: Env): Promise<void> {
  await leave(await openAnyConnection(text, env));
}

export async function openAnyConnection(text: string, env: Env): Promise<ChannelModel> {
  const { tls } = readBrokerTls(env);
  const addresses = addressesOf(text);
  const faults: string[] = [];
  for (const address of addresses) {
    try {
      const model = await openConnection(address, { name: 'webloom look', tls });
      model.on('error', () => undefined);
      return model;
    } catch (error) {
      faults.push(addresses.length === 1 ? messageOf(error) : `${brokerHost(address)}: ${messageOf(error)}`);
    }
  }
  throw new Error(faults.join('; '));
}

async function leave(model: ChannelModel): Promise<void> {
  model.on('error', () => undefined);
  await model.close();
}

function addressesOf(text: string): readonly string[] {
  const addresses = parseBrokerAddresses(text);
  if (typeof addresses === 'string') throw new Error(`the address ${addresses}`);
  return addresses;
}

// The real RabbitMQ of the system tests for those of one file: its address, a way to it that can be cut, and for each test names of
// its own that are gone afterwards.
import { type Channel, type ChannelModel, connect } from 'amqplib';
import { afterAll, afterEach, beforeAll, beforeEach, inject } from 'vitest';
import { type Topology, createTopology } from '../../adapters/amqp/topology.ts';
import type { Log } from '../../domain/system/clock.ts';
import { createSilentLog } from './silent-log.ts';
import { type TcpProxy, createTcpProxy } from './tcp-proxy.ts';

export interface BrokerFixture {
  /** Straight to the broker. */
  readonly directUrl: string;
  /** Through the proxy. */
  readonly url: string;
  readonly proxy: TcpProxy;
  readonly topology: Topology;
  /** For looking and meddling. */
  readonly channel: Channel;
  options(): { log: Log; namespace: string };
  /** Closes it after the test, last opened first. */
  keep<Kept extends { close(): Promise<unknown> }>(kept: Kept): Kept;
}

/** Registers hooks; the fields are there once a test runs. */
export function useBroker(): BrokerFixture {
  const fixture = new Fixture();
  beforeAll(() => fixture.start());
  beforeEach(() => fixture.enter());
  afterEach(() => fixture.leave());
  afterAll(() => fixture.stop());
  return fixture;
}

let namespaces = 0;

class Fixture implements BrokerFixture {
  directUrl = '';
  url = '';
  topology = createTopology('');
  #namespace = '';
  #opened: { close(): Promise<unknown> }[] = [];
  #parts: { admin: ChannelModel; proxy: TcpProxy } | null = null;
  #present: Channel | null = null;

  get proxy(): TcpProxy {
    if (this.#parts === null) throw new Error('no test is running');
    return this.#parts.proxy;
  }

  get channel(): Channel {
    if (this.#present === null) throw new Error('no test is running');
    return this.#present;
  }

  options(): { log: Log; namespace: string } {
    return { log: createSilentLog(), namespace: this.#namespace };
  }

  keep<Kept extends { close(): Promise<unknown> }>(kept: Kept): Kept {
    this.#opened.push(kept);
    return kept;
  }

  async start(): Promise<void> {
    this.directUrl = inject('services').amqpUrl;
    const address = new URL(this.directUrl);
    const proxy = await createTcpProxy({ host: address.hostname, port: Number(address.port) });
    address.port = String(proxy.port);
    this.url = address.href;
    this.#parts = { proxy, admin: await connect(this.directUrl) };
  }

  async enter(): Promise<void> {
    namespaces += 1;
    this.#namespace = `t${process.pid}-${namespaces}-`;
    this.topology = createTopology(this.#namespace);
    this.#present = (await this.#parts?.admin.createChannel()) ?? null;
    this.#present?.on('error', () => undefined);
  }

  async leave(): Promise<void> {
    this.proxy.restore();
    for (const kept of this.#opened.reverse()) await kept.close();
    this.#opened = [];
    const { workQueue, renderQueue, deadQueue, deadExchange, eventExchange, controlExchange } = this.topology;
    for (const queue of [workQueue, renderQueue, deadQueue]) await this.channel.deleteQueue(queue);
    for (const name of [deadExchange, eventExchange, controlExchange])
      await this.channel.deleteExchange(name);
    await this.channel.close();
  }

  async stop(): Promise<void> {
    await this.#parts?.admin.close();
    await this.#parts?.proxy.close();
  }
}

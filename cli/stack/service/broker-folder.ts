// The folder of the private RabbitMQ. It may begin anew at any time: messages carry ids alone, and what was asked for and
// not answered is asked for again by the dispatchers.
import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

export function brokerFolder(dataDir: string): string {
  return join(dataDir, 'rabbitmq');
}

/** Queues and messages are there, not only settings. */
export function hasBroker(dataDir: string): boolean {
  return existsSync(join(brokerFolder(dataDir), 'mnesia'));
}

/** It is renamed, which is whole or not done; it goes when the new one answers. */
export function putBrokerAside(dataDir: string): void {
  dropBrokerPutAside(dataDir);
  renameSync(brokerFolder(dataDir), asideOf(dataDir));
}

export function dropBrokerPutAside(dataDir: string): void {
  rmSync(asideOf(dataDir), { recursive: true, force: true });
}

function asideOf(dataDir: string): string {
  return join(dataDir, 'rabbitmq.aside');
}

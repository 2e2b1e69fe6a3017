// Run in a network namespace of its own: the side of the services, as hosts see it. What arrives at a port of the address goes on by the
// socket file of that port, on which the test listens: files are seen from every network. `forward-ports.ts ADDRESS FOLDER PORT…`
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { joinSockets } from '../hosts/join-sockets.ts';

const [address = '', folder = '', ...ports] = process.argv.slice(2);
for (const port of ports) {
  const server = createServer((socket) => joinSockets(socket, connect(join(folder, port))));
  await once(server.listen(Number(port), address), 'listening');
}
process.stdout.write('ready\n');

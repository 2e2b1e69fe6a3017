// A replica set in front of one server that is none: three members that share its data, of which one is primary. Elections, killed
// members and answers that are lost after their write are made by command. What it does not have: lag, and writes that are rolled back.
import { type AddressInfo, type Server, type Socket, connect, createServer } from 'node:net';
import { type Document, Long, ObjectId, Timestamp } from 'bson';
import { type Request, answerTo, keyOf, onMessages, parse, reply, stripped } from './mongo-wire.ts';

const LOOPBACK = '127.0.0.1';
const NOT_PRIMARY = 10_107;
/** What any member answers. */
const ANYWHERE = new Set([
  'hello',
  'ismaster',
  'isMaster',
  'ping',
  'endSessions',
  'buildInfo',
  'killCursors',
]);
const WRITES = new Set(['insert', 'update', 'delete', 'findAndModify', 'createIndexes']);
/** Answers that are kept for a driver which asks again. */
const REMEMBERED = 2_000;

export interface ReplicaSet {
  /** With every member; the database is to be named by whoever connects. */
  readonly uri: string;
  /** Number of the primary; null: there is none. */
  readonly primary: number | null;
  /** Another primary, after nobody was it for so long; connections to the former one end. */
  elect(next: number, vacantMs: number): Promise<void>;
  /** Ends every connection to a member, as its death does, and has it answer nobody; `revive` undoes it. */
  kill(member: number): void;
  revive(member: number): Promise<void>;
  /** The answers to the next writes are lost with their connection; the writes are done. */
  loseAnswers(count: number): void;
  /** What has happened so far: writes of which the answer was lost, repeated writes that were answered from memory, refusals. */
  readonly counts: { lost: number; repeated: number; refused: number };
  /** Write concerns that clients asked for, as JSON. */
  readonly concerns: ReadonlySet<string>;
  close(): Promise<void>;
}

interface Member {
  readonly server: Server;
  readonly sockets: Set<Socket>;
  port: number;
  isDown: boolean;
}

/** `host`: the address by which members are known, where that is not loopback; they listen on every address then. */
export async function startReplicaSet(
  behind: { host: string; port: number },
  host: string = LOOPBACK,
): Promise<ReplicaSet> {
  const set = new SimulatedSet(behind, host);
  await set.start();
  return set;
}

class SimulatedSet implements ReplicaSet {
  primary: number | null = 0;
  readonly counts = { lost: 0, repeated: 0, refused: 0 };
  readonly concerns = new Set<string>();
  readonly #behind: { host: string; port: number };
  readonly #host: string;
  readonly #members: Member[] = [];
  readonly #remembered = new Map<string, Buffer>();
  #term = 1;
  #toLose = 0;

  constructor(behind: { host: string; port: number }, host: string) {
    this.#behind = behind;
    this.#host = host;
  }

  get uri(): string {
    return `mongodb://${this.#members.map((member) => this.#hostOf(member)).join(',')}/?replicaSet=webloom`;
  }

  async start(): Promise<void> {
    for (const number of [0, 1, 2]) {
      const sockets = new Set<Socket>();
      const server = createServer((socket) => this.#serve(number, socket));
      const member: Member = { server, sockets, port: 0, isDown: false };
      this.#members.push(member);
      await this.#listen(member);
    }
  }

  async elect(next: number, vacantMs: number): Promise<void> {
    const former = this.primary;
    this.primary = null;
    if (former !== null) this.#cut(former);
    await new Promise((resolve) => setTimeout(resolve, vacantMs));
    this.#term += 1;
    this.primary = next;
  }

  kill(member: number): void {
    const killed = this.#member(member);
    killed.isDown = true;
    killed.server.close();
    this.#cut(member);
    if (this.primary === member) this.primary = null;
  }

  async revive(member: number): Promise<void> {
    const revived = this.#member(member);
    revived.isDown = false;
    await this.#listen(revived);
  }

  loseAnswers(count: number): void {
    this.#toLose = count;
  }

  async close(): Promise<void> {
    for (const [number, { server, isDown }] of this.#members.entries()) {
      this.#cut(number);
      if (!isDown) await new Promise((resolve) => server.close(resolve));
    }
  }

  #member(number: number): Member {
    const member = this.#members[number];
    if (member === undefined) throw new Error(`the set has no member ${number}`);
    return member;
  }

  #cut(number: number): void {
    for (const socket of this.#member(number).sockets) socket.destroy();
  }

  #serve(number: number, client: Socket): void {
    const { sockets } = this.#member(number);
    const server = connect(this.#behind);
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      one.setNoDelay(true);
      one.on('error', () => undefined);
      one.on('close', () => other.destroy());
    }
    sockets.add(client);
    client.on('close', () => sockets.delete(client));
    // A connection has one request at a time on its way.
    let asked: Request | null = null;
    onMessages(client, (message) => {
      const request = parse(message);
      const answer = this.#answer(number, request);
      if (answer !== null) client.write(answer);
      else {
        asked = request;
        server.write(stripped(request));
      }
    });
    onMessages(server, (message) => {
      if (asked !== null) this.#pass(asked, message, client);
      asked = null;
    });
  }

  /** Null: the server behind has to be asked. */
  #answer(number: number, request: Request): Buffer | null {
    if (/^(?:hello|ismaster)$/i.test(request.name)) return reply(request, this.#hello(number));
    if (number !== this.primary && !ANYWHERE.has(request.name)) return this.#refuse(request);
    const { writeConcern } = request.body;
    if (WRITES.has(request.name)) this.concerns.add(JSON.stringify(writeConcern ?? null));
    const known = this.#remembered.get(keyOf(request) ?? '');
    if (known === undefined) return null;
    this.counts.repeated += 1;
    return answerTo(request, known);
  }

  #refuse(request: Request): Buffer {
    this.counts.refused += 1;
    const labels = keyOf(request) === null ? {} : { errorLabels: ['RetryableWriteError'] };
    const codes = { code: NOT_PRIMARY, codeName: 'NotWritablePrimary' };
    return reply(request, { ok: 0, errmsg: 'not primary', ...codes, ...labels });
  }

  #pass(request: Request, answer: Buffer, client: Socket): void {
    const key = keyOf(request);
    if (key !== null) {
      this.#remembered.set(key, answer);
      const [oldest] = this.#remembered.keys();
      if (this.#remembered.size > REMEMBERED && oldest !== undefined) this.#remembered.delete(oldest);
    }
    if (this.#toLose > 0 && WRITES.has(request.name)) {
      this.#toLose -= 1;
      this.counts.lost += 1;
      client.destroy();
    } else client.write(answer);
  }

  #hello(number: number): Document {
    const isPrimary = number === this.primary;
    const hosts = this.#members.map((member) => this.#hostOf(member));
    return {
      ok: 1,
      helloOk: true,
      isWritablePrimary: isPrimary,
      ismaster: isPrimary,
      secondary: !isPrimary,
      setName: 'webloom',
      setVersion: 1,
      hosts,
      me: hosts[number],
      ...(this.primary === null ? {} : { primary: hosts[this.primary] }),
      ...(isPrimary ? { electionId: new ObjectId(this.#term.toString(16).padStart(24, '0')) } : {}),
      lastWrite: {
        opTime: { ts: new Timestamp({ t: 1, i: 1 }), t: Long.fromNumber(1) },
        lastWriteDate: new Date(),
      },
      logicalSessionTimeoutMinutes: 30,
      maxBsonObjectSize: 16_777_216,
      maxMessageSizeBytes: 48_000_000,
      maxWriteBatchSize: 100_000,
      localTime: new Date(),
      minWireVersion: 0,
      maxWireVersion: 21,
      readOnly: false,
    };
  }

  #hostOf({ port }: Member): string {
    return `${this.#host}:${port}`;
  }

  #listen(member: Member): Promise<void> {
    return new Promise((resolve, reject) => {
      member.server.once('error', reject);
      member.server.listen(member.port, this.#host === LOOPBACK ? LOOPBACK : '0.0.0.0', () => {
        member.port = (member.server.address() as AddressInfo).port;
        resolve();
      });
    });
  }
}

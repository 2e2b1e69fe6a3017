// The MongoDB that `webloom backup restore --to` names: its address is looked at and asked before anything is made. It may hold
// a password, which no message repeats.
import { MongoClient } from 'mongodb';
import { WebloomError } from '../../domain/system/errors.ts';
import { maskLogins } from '../../domain/system/secret/mask.ts';
import { messageOf } from '../stack/message-of.ts';
import { storeService } from '../stack/service/store-service.ts';

const EXAMPLE = 'Write it as in mongodb://user:password@host:27017/';
/** Shorter parts of an address give no secret away. */
const TELLING = 3;

/** Throws (validation) where it is no address of MongoDB, (dependency-unavailable) where nobody answers there. */
export async function requireMoveTarget(uri: string): Promise<void> {
  refuseMisspelt(uri);
  try {
    await storeService.probe(uri, {});
  } catch (error) {
    throw new WebloomError(
      'dependency-unavailable',
      `MongoDB does not answer at ${maskLogins(uri)}: ${messageOf(error)}. Start it, or correct --to. Nothing was changed.`,
      { cause: error, facts: { title: 'MongoDB can not be reached' } },
    );
  }
}

function refuseMisspelt(uri: string): void {
  if (!/^mongodb(?:\+srv)?:\/\//.test(uri)) {
    const scheme = /^[a-z][a-z0-9+.-]{0,19}:\/\//i.exec(uri)?.[0];
    const begins = scheme === undefined ? 'does not begin with mongodb://' : `begins with ${scheme}`;
    throw invalid(`--to is no address of MongoDB: it ${begins}. ${EXAMPLE}.`);
  }
  try {
    void new MongoClient(uri);
  } catch (error) {
    const why = messageOf(error);
    const said = partsOf(uri).some((part) => why.includes(part)) ? '' : ` (${why})`;
    throw invalid(
      `--to can not be read as an address of MongoDB${said}. ${EXAMPLE}, with %40 for an @ and %2F for a / in the password.`,
    );
  }
}

/** What stands before the last @, or where there is none before the path: of that nothing is repeated. */
function partsOf(uri: string): string[] {
  const rest = uri.replace(/^[^:]*:\/\//, '');
  const end = rest.includes('@') ? rest.lastIndexOf('@') : rest.search(/[/?]|$/);
  return rest
    .slice(0, end)
    .split(/[:@/,?&=]/)
    .filter((part) => part.length >= TELLING);
}

function invalid(message: string): WebloomError {
  return new WebloomError('validation', message);
}

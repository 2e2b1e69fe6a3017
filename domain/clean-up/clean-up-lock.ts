// The lease of a clean-up at work. A backup takes it too: what documents name has to be there until the backup has copied it.
import { lockName } from '../lock/lock-name.ts';

export const CLEAN_UP_LOCK = lockName('clean-up', 'work');

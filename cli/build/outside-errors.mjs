// A reporter of vitest: errors outside of tests fail a run as tests do, but its report in JSON does not name them.
import { writeFileSync } from 'node:fs';

export default class OutsideErrors {
  /** Writes a list of messages, empty when there was no such error, where the runner of the tests looks for it. */
  onTestRunEnd(_files, errors) {
    const messages = errors.map(({ name = 'Error', message = '' }) => `${name}: ${message}`);
    writeFileSync(process.env.TEST_ERRORS_FILE, JSON.stringify(messages));
  }
}

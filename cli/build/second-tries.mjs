// A test of real processes can be held up by other work, so on a CI machine a file with a failed test is run once more: by
// itself, after all others. What passes then counts as passed, and the report names it with why it had failed.

/** A machine that is too busy fails a few files; where more fail, something else is wrong. */
const MAX_FILES = 10;

/** The files to run again; none where an error lies outside of the tests, or where nobody knows whether one does. */
export function filesToRunAgain({ testResults, outsideErrors }) {
  if (outsideErrors?.length !== 0) return [];
  const failed = testResults.filter(({ status }) => status === 'failed').map(({ name }) => name);
  return failed.length > MAX_FILES ? [] : failed;
}

/** The first report with what the second try of some of its files made better. */
export function withSecondTries(first, seconds) {
  const testResults = first.testResults.map((file) => {
    const second = seconds.find(({ name }) => name === file.name);
    return second === undefined ? file : betterOf(file, second);
  });
  const count = (status) =>
    testResults.flatMap((file) => file.assertionResults).filter((test) => test.status === status).length;
  return { ...first, testResults, numPassedTests: count('passed'), numFailedTests: count('failed') };
}

function betterOf(first, second) {
  const left = [...first.assertionResults];
  const takeFirst = (name) => {
    const at = left.findIndex(({ fullName }) => fullName === name);
    return at === -1 ? undefined : left.splice(at, 1)[0];
  };
  const tried = second.assertionResults.map((test) => betterTest(takeFirst(test.fullName), test));
  // A file that could not be loaded the second time names no tests.
  const assertionResults = [...tried, ...left];
  const stillFailed = assertionResults.some(({ status }) => status === 'failed');
  const status = stillFailed || !isWhole(second) ? 'failed' : 'passed';
  return { ...first, assertionResults, status, firstFault: isWhole(first) ? undefined : faultOf(first) };
}

/** Of two tries of a test; the fault of the first stays with it, also when a hook kept it from being run. */
function betterTest(first, second) {
  if (first === undefined || first.status === 'skipped') return second;
  if (first.status === 'passed') return first;
  return second.status === 'passed' ? { ...second, failureMessages: first.failureMessages } : first;
}

/** vitest gives the message of a file that could not be loaded, and none of a hook that failed. */
function faultOf({ message }) {
  return message ? message : 'a hook before or after its tests failed';
}

/** Whether nothing but tests failed in a file: not its loading, and not what it does before or after them. */
function isWhole({ status, assertionResults }) {
  return status !== 'failed' || assertionResults.some((test) => test.status === 'failed');
}

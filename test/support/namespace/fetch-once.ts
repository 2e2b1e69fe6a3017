// Fetches one page by the settings of its environment, as `webloom inspect` does, and prints what came of it.
import { fetchPage } from '../../../cli/stack/fetch-page.ts';

try {
  const { body } = await fetchPage(
    process.env,
    { url: process.argv[2] ?? '', render: false },
    AbortSignal.timeout(30_000),
  );
  process.stdout.write(Buffer.from(body).toString('utf8'));
} catch (error) {
  process.stdout.write(error instanceof Error ? error.message : String(error));
}

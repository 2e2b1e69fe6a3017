// `webloom inspect`: applies one of Webloom's rules to a file, a text or a URL, and shows the result and its
// reasons. With --ndjson it reads one case per line and writes one result per line.
import { type Command, Argument } from 'commander';
import { addChangeOptions, type ChangeOptions, collect, toChanges } from '../change-options.ts';
import type { CliContext, Run } from '../context.ts';
import { readPercent } from '../job/option/read-value.ts';
import { addPageStepOptions } from '../page-step-options.ts';
import type { PictureOptions } from '../inspect/inspect-picture.ts';
import type { InspectOptions } from '../inspect/run-inspection.ts';
import { WebloomError } from '../../domain/system/errors.ts';
import { SUBJECTS, type Subject } from '../inspect/subject.ts';

export function registerInspect(program: Command, run: Run): void {
  const command = program
    .command('inspect')
    .summary('see what Webloom makes of a page, price, address, robots.txt … and why')
    .addArgument(new Argument('<what>', 'what to look for').choices(SUBJECTS))
    .argument(
      '[input...]',
      'a file, an address to fetch, a text, or - for standard input; with url two addresses, to see whether both are one page; with change the versions of a page, oldest first; with picture two picture files, the older one first, and maybe a look seconds before the second; with selectors some pages alike',
    )
    .option('--url <url>', 'address the page is from')
    .option('--render', 'open pages at addresses in a browser, as a job with --render always would')
    .option('--field <name...>', 'with selectors: names of the fields to find')
    .option('--example <text>', 'with selectors: a value of the first field, as one of the pages shows it')
    .option(
      '--picture-threshold <percent>',
      'with picture: less than this share does not differ',
      readPercent,
    )
    .option('--picture-part <place>', 'with picture: this x,y,width,height alone; may be repeated', collect)
    .option(
      '--picture-without <place>',
      'with picture: without this x,y,width,height; may be repeated',
      collect,
    )
    .option('--ndjson', 'read one JSON case per line from standard input, print one result per line');
  addPageStepOptions(command);
  const filters = addChangeOptions(command);
  command
    .addHelpText(
      'before',
      'Examples: webloom inspect product page.html --url https://shop.example/tent\n          webloom inspect price "1.299,00 €"\n          webloom inspect url "https://shop.example/tent?utm_source=mail" https://SHOP.example/tent\n          webloom inspect selectors a.html b.html --field price title\n          webloom inspect change old.html new.html --part main --ignore-text views\n',
    )
    .action((what: Subject, inputs: string[], options: InspectOptions & ChangeOptions & PictureOptions) =>
      run(async (context) => {
        if (what === 'picture') return inspectPictures(context, inputs, options);
        const { inspectLines, inspectOne } = await import('../inspect/run-inspection.ts');
        if (options.ndjson === true) await inspectLines(context, what);
        else await inspectOne(context, what, { ...options, changes: toChanges(options, filters), inputs });
      }),
    );
}

async function inspectPictures(
  context: CliContext,
  inputs: readonly string[],
  options: PictureOptions & Pick<InspectOptions, 'ndjson'>,
): Promise<void> {
  if (options.ndjson === true)
    throw new WebloomError(
      'validation',
      'Pictures are no lines of JSON: webloom inspect picture before.png after.png',
    );
  const { inspectPicture } = await import('../inspect/inspect-picture.ts');
  await inspectPicture(context, inputs, options);
}

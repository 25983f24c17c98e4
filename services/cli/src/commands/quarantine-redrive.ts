import { setTimeout as pause } from 'node:timers/promises';
import { FORMATS, type QuarantineRedriveView, ROUTES } from '@demarc/contracts';
import { KINDS, type Kind } from '@demarc/domain';
import { oneOf } from '../choice.js';
import { type CommandFile, examples } from '../command-file.js';
import { EXIT, type ExitCode } from '../exit-code.js';
import { redriveText, redrivePreviewText } from '../print/redrive-text.js';
import { type WhichOptions, whichOf, withQuarantineFilter } from '../quarantine-filter.js';
import type { Session } from '../session.js';

interface RedriveOptions extends WhichOptions {
  readonly asTenant?: string;
  readonly asFormat?: string;
  readonly asKind?: Kind;
  readonly dryRun?: boolean;
}

const LOOK_EVERY_MS = 200;
/** Longer than a router takes for a thousand; what is left then goes on without us. */
const MOST_LOOKS = 150;

export const addQuarantineRedrive: CommandFile = (quarantine, act) => {
  const redrive = quarantine
    .command('redrive')
    .description('Have messages read again, in the order in which they came; what became events is left alone')
    .argument('[id...]', 'ids, from the list')
    .option('--all', 'every one that waits');
  withQuarantineFilter(redrive)
    .option('--as-tenant <name>', 'as of this tenant')
    .option('--as-format <name>', 'as in this format', oneOf(FORMATS.map(({ name }) => name)))
    .option('--as-kind <kind>', KINDS.join(', '), oneOf(KINDS))
    .option('--dry-run', 'only say what would become of each')
    .addHelpText(
      'after',
      examples(
        ['quarantine redrive --all --tenant fabrikam', 'after demarc tenant add fabrikam'],
        ['quarantine redrive --all --tenant fabricam --as-tenant fabrikam', 'whose publisher wrote the name wrong'],
        ['quarantine redrive 0199b1c2-5f6e-7d3a-8b1c-2f4e6a8c0d1e --as-format incident --dry-run', 'would it be read?'],
      ),
    )
    .action(act((session: Session, ids: readonly string[], options: RedriveOptions) => run(session, ids, options)));
};

async function run(session: Session, ids: readonly string[], options: RedriveOptions): Promise<ExitCode> {
  const { asTenant, asFormat, asKind } = options;
  const as = {
    ...(asTenant && { tenant: asTenant }),
    ...(asFormat && { format: asFormat }),
    ...(asKind && { kind: asKind }),
  };
  const body = { which: whichOf(ids, options), as };
  if (options.dryRun) {
    const preview = (await session.api.call(ROUTES.previewRedrive, { body })).body;
    session.show(preview, () => redrivePreviewText(preview, session));
    return preview.items.every(({ readable }) => readable) ? EXIT.ok : EXIT.refused;
  }
  const begun = (await session.api.call(ROUTES.redriveQuarantine, { body })).body;
  const ended = await follow(session, begun);
  session.show(ended, () => redriveText(ended, session));
  return ended.redriven < Math.max(ended.asked, new Set(ids).size) ? EXIT.refused : EXIT.ok;
}

async function follow(session: Session, begun: QuarantineRedriveView): Promise<QuarantineRedriveView> {
  let now = begun;
  for (let look = 0; now.underWay > 0 && look < MOST_LOOKS; look += 1) {
    await pause(LOOK_EVERY_MS);
    now = (await session.api.call(ROUTES.readRedrive, { params: { id: begun.id } })).body;
  }
  return now;
}

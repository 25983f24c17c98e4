import {
  type ContactImportReport,
  type ContactView,
  type DeviceImportReport,
  type DeviceView,
  type ImportReport,
  ROUTES,
} from '@demarc/contracts';
import { oneOf } from '../choice.js';
import { type CommandFile, examples } from '../command-file.js';
import { DIRECTORY_KINDS, type DirectoryKind, directoryFile } from '../directory-file.js';
import { EXIT } from '../exit-code.js';
import { addDirectoryLint } from './directory-lint.js';
import { usage } from '../failure.js';
import { moreText, type PageOptions, readPages, withPageOptions } from '../page-options.js';
import { contactsText, devicesText } from '../print/directory-tables.js';
import { exactTime } from '../print/time.js';
import { readInput } from '../read-input.js';
import type { Session } from '../session.js';

interface OfTenant {
  readonly tenant: string;
}

interface ImportOptions extends OfTenant {
  readonly kind?: DirectoryKind;
  readonly asOf?: string;
  readonly partial?: boolean;
}

const DATES = `
Names, rings, tags, groups, users, registration states and Defender ids may have dates: ring_from and ring_until,
tags_from and tags_until, and so on. A value with dates corrects what was known of that time. Values without dates are
all that holds when the inventory was read: what is new begins then, and a ring, tag, group, user or state that is no
longer named ends then; of a new device it has always held. A row says nothing of columns that the file does not have.

An enrolment (enrolled_from, enrolled_until) takes the place of those it overlaps and leaves all others. A row with both
cells empty says that the device is not enrolled: what held ends when the inventory was read. With enrolled_until equal
to enrolled_from, the enrolment of that time is taken back.

An inventory that was read before the last one is refused. To correct the past, give values dates, and send them with
--as-of the time of the last one, which the refusal names.`;

export const directoryCommand: CommandFile = (program, act) => {
  const directory = program
    .command('directory')
    .description('Devices and contacts of a customer')
    .addHelpText(
      'after',
      examples(
        ['directory import devices.csv --tenant contoso', 'from a file'],
        ['directory contacts --tenant contoso', 'who is told'],
        ['directory lint', 'who could not be told'],
      ),
    );

  addDirectoryLint(directory, act);

  directory
    .command('import')
    .description('Say what is true of devices, or who is told. Nothing is taken of a file with a mistake')
    .argument('<file>', 'CSV with a header row, or a JSON array; `-` is standard input')
    .requiredOption('--tenant <name>', "whose; `microsoft` for the provider's own contacts")
    .option('--kind <kind>', 'devices or contacts; default: what the header row says', oneOf(DIRECTORY_KINDS))
    .option(
      '--as-of <moment>',
      'of devices: when the inventory was read at its source, not before the last; default: now',
    )
    .option('--partial', 'of devices: the source shows only some of them, so that others may exist')
    .addHelpText('after', DATES)
    .addHelpText(
      'after',
      examples(
        ['directory import devices.csv --tenant contoso', 'devices with names, ids and enrolments'],
        ['directory import devices.csv --tenant contoso --as-of 2026-11-22T02:00:00Z', 'as they were at two'],
        ['directory import contacts.csv --tenant microsoft', "Microsoft's own teams"],
      ),
    )
    .action(
      act(async (session: Session, file: string, options: ImportOptions) => {
        const bytes = await readInput(file, session.io);
        const { kind, mediaType } = directoryFile(file, bytes, options.kind);
        const request = { params: { tenant: options.tenant }, body: bytes, mediaType };
        if (kind === 'contacts') {
          if (options.partial || options.asOf) throw usage('--as-of and --partial are for devices, not for contacts.');
          const { body } = await session.api.call(ROUTES.importContacts, request);
          session.show(body, () => contactReportText(body, session));
        } else {
          const { asOf, partial } = options;
          const query = { ...(asOf && { asOf }), ...(partial && { coverage: 'partial' as const }) };
          const { body } = await session.api.call(ROUTES.importDevices, { ...request, query });
          session.show(body, () => deviceReportText(body, session));
        }
        return EXIT.ok;
      }),
    );

  const devices = directory
    .command('devices')
    .description('Devices of a customer')
    .requiredOption('--tenant <name>', 'whose')
    .option('--search <text>', 'the beginning of a name, a serial, an Entra or a Defender id')
    .addHelpText('after', examples(['directory devices --tenant contoso --search MMD-4', 'by name']));
  withPageOptions(devices).action(
    act(async (session: Session, options: OfTenant & PageOptions & { search?: string }) => {
      const { tenant, search: q } = options;
      const page = await readPages<DeviceView>(options, async (part) => {
        const query = { ...(q && { q }), ...part };
        return (await session.api.call(ROUTES.listDevices, { params: { tenant }, query })).body;
      });
      session.show(page, () => devicesText(page.items, session));
      const more = moreText(page);
      if (more && !session.json) session.remark(session.style.dim(more));
      return EXIT.ok;
    }),
  );

  directory
    .command('contacts')
    .description('Who is told')
    .requiredOption('--tenant <name>', 'whose; `microsoft` for the provider')
    .addHelpText('after', examples(['directory contacts --tenant contoso', 'by area']))
    .action(
      act(async (session: Session, { tenant }: OfTenant) => {
        const { body } = await session.api.call(ROUTES.listContacts, { params: { tenant } });
        const items: readonly ContactView[] = body.items;
        session.show(body, () => contactsText(items, session));
        return EXIT.ok;
      }),
    );
};

function deviceReportText(report: DeviceImportReport, { style }: Session): string {
  const some = report.coverage === 'partial' ? ', only some of the devices' : '';
  const asOf = `inventory as of ${exactTime(report.asOf)}${some}, revision ${report.revision}`;
  return `${countsText('devices', report, style)}\n${style.dim(asOf)}`;
}

function contactReportText(report: ContactImportReport, { style }: Session): string {
  const lines = report.generatedSecrets.map(({ area, name, secret }) => `  ${area}, ${name}: ${secret}`);
  const heading = style.yellow('Webhook secrets were made; they are shown this once:');
  return [countsText('contacts', report, style), ...(lines.length > 0 ? [heading, ...lines] : [])].join('\n');
}

function countsText(kind: DirectoryKind, { added, changed, unchanged }: ImportReport, style: Session['style']): string {
  return `${style.green('done')}  ${kind}: ${added} added, ${changed} changed, ${unchanged} unchanged`;
}

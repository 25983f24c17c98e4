import {
  type ContactImportReport,
  type ContactView,
  type DeviceView,
  type ImportReport,
  ROUTES,
} from '@demarc/contracts';
import { oneOf } from '../choice.js';
import { type CommandFile, examples } from '../command-file.js';
import { DIRECTORY_KINDS, type DirectoryKind, directoryFile } from '../directory-file.js';
import { EXIT } from '../exit-code.js';
import { moreText, type PageOptions, readPages, withPageOptions } from '../page-options.js';
import { contactsText, devicesText } from '../print/directory-tables.js';
import { readInput } from '../read-input.js';
import type { Session } from '../session.js';

interface OfTenant {
  readonly tenant: string;
}

export const directoryCommand: CommandFile = (program, act) => {
  const directory = program
    .command('directory')
    .description('Devices and contacts of a customer')
    .addHelpText(
      'after',
      examples(
        ['directory import devices.csv --tenant contoso', 'from a file'],
        ['directory contacts --tenant contoso', 'who is told'],
      ),
    );

  directory
    .command('import')
    .description('Say what is true of devices, or who is told. Nothing is taken of a file with a mistake')
    .argument('<file>', 'CSV with a header row, or a JSON array; `-` is standard input')
    .requiredOption('--tenant <name>', "whose; `microsoft` for the provider's own contacts")
    .option('--kind <kind>', 'devices or contacts; default: what the header row says', oneOf(DIRECTORY_KINDS))
    .addHelpText(
      'after',
      examples(
        ['directory import devices.csv --tenant contoso', 'devices with names, ids and enrolments'],
        ['directory import contacts.csv --tenant microsoft', "Microsoft's own teams"],
      ),
    )
    .action(
      act(async (session: Session, file: string, options: OfTenant & { kind?: DirectoryKind }) => {
        const bytes = await readInput(file, session.io);
        const { kind, mediaType } = directoryFile(file, bytes, options.kind);
        const request = { params: { tenant: options.tenant }, body: bytes, mediaType };
        const { body } =
          kind === 'devices'
            ? await session.api.call(ROUTES.importDevices, request)
            : await session.api.call(ROUTES.importContacts, request);
        session.show(body, () => reportText(kind, body, session));
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

function reportText(kind: DirectoryKind, report: ImportReport | ContactImportReport, { style }: Session): string {
  const { added, changed, unchanged } = report;
  const secrets = 'generatedSecrets' in report ? report.generatedSecrets : [];
  const lines = secrets.map(({ area, name, secret }) => `  ${area}, ${name}: ${secret}`);
  const heading = style.yellow('Webhook secrets were made; they are shown this once:');
  return [
    `${style.green('done')}  ${kind}: ${added} added, ${changed} changed, ${unchanged} unchanged`,
    ...(lines.length > 0 ? [heading, ...lines] : []),
  ].join('\n');
}

import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { NATS_SERVICES, NATS_TENANT_KINDS, type NatsUser, natsUser } from '@demarc/contracts';
import { oneOf } from '../choice.js';
import { type CommandFile, examples } from '../command-file.js';
import { EXIT } from '../exit-code.js';
import { usage } from '../failure.js';
import { tableText } from '../print/table.js';
import { exactTime } from '../print/time.js';
import type { Session } from '../session.js';
import { syncDurables } from './nats-sync.js';

interface Options {
  readonly kind: NatsUser['kind'];
  readonly tenant?: string;
  readonly folder?: string;
}

const KINDS = [...NATS_TENANT_KINDS, ...NATS_SERVICES];
const PROJECT = fileURLToPath(new URL('../../../../', import.meta.url));

export const natsCommand: CommandFile = (program, act) => {
  const nats = program
    .command('nats')
    .description('Who may come to NATS')
    .addHelpText('after', examples(['nats user list', 'who may']));
  const folder = ['--folder <folder>', 'where the users are kept; default: those of `npm start`'] as const;
  nats
    .command('sync')
    .description('Give each consumer its durable of the stream INCIDENTS, and remove those of nobody')
    .option(...folder)
    .addHelpText(
      'after',
      `${examples(['nats sync', 'after a consumer was added or removed'])}

A durable keeps for its consumer what happens from now on (at most the 7 days of the stream): it is called
customer-<user>, and read with pull requests. NATS_URL names NATS and an operator; default: those of \`npm start\`.`,
    )
    .action(
      act(async (session: Session, { folder: given }: Options) => {
        await syncDurables(session, (await fileAt(session, given)).read(), dataDirOf(session));
        return EXIT.ok;
      }),
    );
  const user = nats
    .command('user')
    .description("Users of NATS: a tenant's publishers, consumers and responders, and Demarc's own")
    .addHelpText(
      'after',
      `${examples(
        ['nats user add contoso-siem --tenant contoso', 'may publish events.contoso.> and nothing else'],
        [
          'nats user add contoso-itsm --tenant contoso --kind consumer',
          'hears incidents.customer.contoso.>; then nats sync',
        ],
        ['nats user list', 'who there is'],
        ['nats user rotate contoso-siem', 'another secret; the old one is worthless'],
      )}

They are kept in a folder (users.json, and accounts.conf for nats-server to include): that of \`npm start\` without
--folder, whose server follows at once. Any other is told by \`nats-server --signal reload\`,
twice, since version 2.9 knows a new customer only then. What a user asks for is
answered in its own inbox: nats --inbox-prefix _INBOX.<user>.`,
    );
  user
    .command('add')
    .description('Make a user. Its secret is shown this once')
    .argument('<name>', 'lower-case letters, digits and hyphens')
    .option('--kind <kind>', KINDS.join(', '), oneOf(KINDS), 'publisher')
    .option('--tenant <tenant>', 'whose it is; not for Demarc’s own')
    .option(...folder)
    .addHelpText('after', examples(['nats user add contoso-siem --tenant contoso', '']))
    .action(
      act(async (session: Session, name: string, { kind, tenant, folder: given }: Options) => {
        const wanted = { kind, name, ...(tenant !== undefined && { tenant }) };
        const checked = natsUser.safeParse({
          ...wanted,
          secretHash: SAMPLE_HASH,
          createdAt: new Date(0).toISOString(),
        });
        if (!checked.success) {
          const [issue] = checked.error.issues;
          throw usage(
            `The user cannot be made: ${issue!.path.join('.')}: ${issue!.message}.`,
            'See `nats user add --help`.',
          );
        }
        const users = await fileAt(session, given);
        const secret = await users.add(wanted as Parameters<typeof users.add>[0]);
        if (secret === null)
          throw usage(`There is a user ${name} already.`, 'Give it another secret with `nats user rotate`.');
        session.show({ ...wanted, secret }, () => shownOnce(name, secret));
        return EXIT.ok;
      }),
    );

  user
    .command('rotate')
    .description('Give a user another secret')
    .argument('<name>', 'from `nats user list`')
    .option(...folder)
    .addHelpText('after', examples(['nats user rotate contoso-siem', '']))
    .action(
      act(async (session: Session, name: string, { folder: given }: Options) => {
        const secret = await (await fileAt(session, given)).rotate(name);
        if (secret === null) throw noSuchUser(name);
        session.show({ name, secret }, () => shownOnce(name, secret));
        return EXIT.ok;
      }),
    );

  user
    .command('remove')
    .description('Let a user in no more')
    .argument('<name>', 'from `nats user list`')
    .option(...folder)
    .addHelpText('after', examples(['nats user remove contoso-siem', '']))
    .action(
      act(async (session: Session, name: string, { folder: given }: Options) => {
        if (!(await (await fileAt(session, given)).remove(name))) throw noSuchUser(name);
        session.show({ name }, () => `${name} is let in no more.`);
        return EXIT.ok;
      }),
    );

  user
    .command('list')
    .description('Who there is')
    .option(...folder)
    .addHelpText('after', examples(['nats user list', '']))
    .action(
      act(async (session: Session, { folder: given }: Options) => {
        const { users } = (await fileAt(session, given)).read();
        const shown = users.map((one) =>
          Object.fromEntries(Object.entries(one).filter(([key]) => key !== 'secretHash')),
        );
        session.show({ items: shown }, () => usersText(users, session));
        return EXIT.ok;
      }),
    );
};

/** Passes the schema, which is asked before there is a secret. */
const SAMPLE_HASH = `$2b$05$${'.'.repeat(53)}`;

const dataDirOf = ({ io }: Session): string =>
  path.resolve(PROJECT, io.env['DEMARC_DATA_DIR']?.trim() || '.demarc/data');

async function fileAt(session: Session, given: string | undefined) {
  // Loaded when it is wanted, since it brings the whole of a service's runtime.
  // oxlint-disable-next-line no-restricted-imports -- the file of users is written here and at `npm start`, one way
  const { NatsUserFile } = await import('@demarc/runtime');
  return new NatsUserFile(given ?? path.join(dataDirOf(session), 'nats-users'));
}

function shownOnce(name: string, secret: string): string {
  const kept = 'It is shown this once and kept nowhere: give it to its system now.';
  return `${secret}\n\nThis is the secret of ${name}: nats://${name}:${secret}@<host>:<port>\n${kept}`;
}

const noSuchUser = (name: string) => usage(`There is no user ${name}.`, '`nats user list` says who there is.');

function usersText(users: readonly NatsUser[], { width, style }: Session): string {
  if (users.length === 0) return 'There is no user: `demarc nats user add NAME --tenant TENANT` makes one.';
  const columns = [
    { title: 'NAME', value: ({ name }: NatsUser) => name, paint: style.bold },
    { title: 'KIND', value: ({ kind }: NatsUser) => kind },
    { title: 'TENANT', value: (one: NatsUser) => ('tenant' in one ? one.tenant : '-') },
    { title: 'SINCE', value: ({ createdAt }: NatsUser) => exactTime(createdAt) },
  ];
  return tableText(users, columns, width, style);
}

import { type AnswerOf, type KeyView, ROUTES } from '@demarc/contracts';
import { KEY_PURPOSES, type KeyPurpose } from '@demarc/domain';
import { oneOf } from '../choice.js';
import { type CommandFile, examples } from '../command-file.js';
import { EXIT } from '../exit-code.js';
import { cleanLine } from '../print/clean.js';
import { tableText } from '../print/table.js';
import { exactTime, relativeTime } from '../print/time.js';
import type { Session } from '../session.js';

interface AddOptions {
  readonly expires?: string;
  readonly purpose: KeyPurpose;
}

export const keyCommand: CommandFile = (program, act) => {
  const key = program
    .command('key')
    .description('The API keys of machines: to publish, to read, or to answer back')
    .addHelpText(
      'after',
      `${examples(
        ['key add contoso itsm', 'the system that is called itsm may answer back'],
        ['key add contoso siem --purpose publish', 'and this one send events'],
        ['key list contoso', 'who has one, and when it was used last'],
        ['key revoke contoso 0199b1c2-5f6e-7d3a-8b1c-2f4e6a8c0d1e', 'worthless from now on'],
      )}

What its holder does with it:
  curl -X POST http://127.0.0.1:4780/v1/respond/INC-7K3Q9-X2M4P/accept -H "Authorization: Bearer $KEY"
  curl -X POST http://127.0.0.1:4780/v1/respond/INC-7K3Q9-X2M4P/refuse -H "Authorization: Bearer $KEY" \\
       -H 'Content-Type: application/json' -d '{"reason":"not our device"}'
Without a key, where NATS lets it publish:
  nats request commands.customer.contoso '{"command":"accept","incident":"INC-7K3Q9-X2M4P","by":"itsm"}'`,
    );

  key
    .command('add')
    .description('Make a key. It is shown this once')
    .argument('<tenant>', 'whose incidents it may answer')
    .argument('<name>', 'of the system that gets it: it acts as customer/<name>')
    .option('--purpose <purpose>', KEY_PURPOSES.join(', '), oneOf(KEY_PURPOSES), 'respond')
    .option('--expires <moment>', 'when it ends, such as 2027-06-30T00:00:00Z; a year from now without it')
    .addHelpText('after', examples(['key add contoso itsm --expires 2027-06-30T00:00:00Z', '']))
    .action(
      act(async (session: Session, tenant: string, name: string, { expires, purpose }: AddOptions) => {
        const request = { params: { tenant }, body: { name, purpose, expiresAt: expires } };
        const { body } = await session.api.call(ROUTES.addKey, request);
        session.show(body, () => addedText(body));
        return EXIT.ok;
      }),
    );

  key
    .command('list')
    .description('The keys of a tenant, the newest first')
    .argument('<tenant>', 'its short name')
    .addHelpText('after', examples(['key list contoso', '']))
    .action(
      act(async (session: Session, tenant: string) => {
        const { body } = await session.api.call(ROUTES.listKeys, { params: { tenant } });
        session.show(body, () => keysText(body.items, tenant, session));
        return EXIT.ok;
      }),
    );

  key
    .command('revoke')
    .description('Make a key worthless, at once and for ever')
    .argument('<tenant>', 'its short name')
    .argument('<key>', 'its id, from `key list`')
    .addHelpText('after', examples(['key revoke contoso 0199b1c2-5f6e-7d3a-8b1c-2f4e6a8c0d1e', '']))
    .action(
      act(async (session: Session, tenant: string, id: string) => {
        const { body } = await session.api.call(ROUTES.revokeKey, { params: { tenant, id } });
        session.show(body, () => `The key ${cleanLine(body.name)} of ${tenant} is revoked.`);
        return EXIT.ok;
      }),
    );
};

function addedText({ key, name, tenant, expiresAt }: AnswerOf<typeof ROUTES.addKey>): string {
  return [
    key,
    '',
    `This is the key ${cleanLine(name)} of ${tenant}, until ${exactTime(expiresAt)}.`,
    'It is shown this once and kept nowhere: give it to its system now.',
  ].join('\n');
}

function keysText(keys: readonly KeyView[], tenant: string, { style, width, io }: Session): string {
  if (keys.length === 0) return `${tenant} has no key: \`demarc key add ${tenant} <name>\` makes one.`;
  const now = io.now();
  return tableText(
    keys,
    [
      { title: 'KEY', value: ({ id }) => id, paint: style.bold },
      { title: 'NAME', value: ({ name }) => name, flexible: true },
      { title: 'FOR', value: ({ purpose }) => purpose },
      { title: 'STATE', value: (key) => stateOf(key, now) },
      { title: 'USED', value: ({ lastUsedAt }) => (lastUsedAt ? relativeTime(lastUsedAt, now) : 'never') },
      { title: 'MADE BY', value: ({ createdBy }) => createdBy, dropFirst: 1 },
      { title: 'UNTIL', value: ({ expiresAt }) => exactTime(expiresAt), paint: style.dim, dropFirst: 2 },
    ],
    width,
    style,
  );
}

function stateOf({ revokedAt, expiresAt }: KeyView, now: Date): string {
  if (revokedAt !== null) return 'revoked';
  return Date.parse(expiresAt) <= now.getTime() ? 'expired' : 'valid';
}

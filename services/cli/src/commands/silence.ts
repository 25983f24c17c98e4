import { ROUTES } from '@demarc/contracts';
import { MATCHER_FIELDS, type MatcherField } from '@demarc/domain';
import type { Command } from 'commander';
import { type Act, type CommandFile, examples } from '../command-file.js';
import { EXIT } from '../exit-code.js';
import { usage } from '../failure.js';
import { incidentColumns } from '../print/incident-table.js';
import { silenceLine, silencesText } from '../print/silences-text.js';
import { tableText } from '../print/table.js';
import type { Session } from '../session.js';
import { momentIn } from './desk/moment-in.js';

interface SilenceOptions {
  readonly tenant?: string;
  readonly match?: readonly Matching[];
  readonly for?: string;
  readonly until?: string;
  readonly from?: string;
  readonly reason: string;
  readonly both?: boolean;
}

interface Matching {
  readonly field: MatcherField;
  readonly is: '=' | '!=' | '~' | '!~';
  readonly value: string;
}

const MATCH = /^(\w+)\s*(!=|!~|=|~)\s*(.+)$/;

export const silenceCommand: CommandFile = (program, act) => {
  const silence = program
    .command('silence')
    .description('Mute notices for a time; events are recorded and routed all the same')
    .addHelpText(
      'after',
      examples(
        [
          'silence preview --tenant contoso --match area=printing --for 2h --reason "New printers"',
          'what it would mute',
        ],
        ['silence add --tenant contoso --match "title~*toner*" --for 2h --reason "New printers"', 'for your own party'],
        ['silence list', 'what is muted now and to come'],
        ['silence end 019ab9c4-8f6e-7d3a-8b1c-2f4e6a8c0d1e', 'what is still open is told'],
      ),
    );
  addMaking(silence, act, 'silence');
  addReading(silence, act, 'silence');
};

export const maintenanceCommand: CommandFile = (program, act) => {
  const maintenance = program
    .command('maintenance')
    .description('Windows of maintenance: notices are muted, and begin and end are told to both parties')
    .addHelpText(
      'after',
      examples(
        [
          'maintenance add --tenant contoso --match area=network --from 2026-12-05T22:00:00Z --until 2026-12-06T02:00:00Z --reason "New switches"',
          'announced at once',
        ],
        ['maintenance list', 'what is planned'],
      ),
    );
  addMaking(maintenance, act, 'maintenance');
  addReading(maintenance, act, 'maintenance');
};

function addMaking(parent: Command, act: Act, kind: 'silence' | 'maintenance'): void {
  const what = kind === 'silence' ? 'a silence' : 'a window of maintenance';
  const making = (name: string, description: string) =>
    parent
      .command(name)
      .description(description)
      .option('--tenant <name>', 'whose incidents; default: all customers (Microsoft only)')
      .option(
        '--match <matcher>',
        `FIELD=VALUE, !=, ~ or !~ (with * and ?); fields: ${MATCHER_FIELDS.join(', ')}`,
        collect,
      )
      .option('--for <time>', 'such as 30m, 4h or 2d, from its start')
      .option('--until <moment>', 'such as 2026-11-30T09:00:00Z')
      .option('--from <moment>', 'default: now')
      .option('--both', "also the other party's notices; only maintenance that Microsoft announces may")
      .requiredOption('--reason <text>', 'why');
  making('preview', `What ${what} would mute now`)
    .addHelpText(
      'after',
      examples([`${kind} preview --tenant contoso --for 2h --reason test`, 'everything of a customer']),
    )
    .action(
      act(async (session: Session, options: SilenceOptions) => {
        const { body } = await session.api.call(ROUTES.previewSilence, { body: bodyOf(options, kind, session) });
        const { style, width, io } = session;
        session.show(body, () =>
          [
            `It would mute ${body.scope}: ${body.isMore ? 'at least ' : ''}${body.count} open ${body.count === 1 ? 'incident' : 'incidents'} now.`,
            ...(body.incidents.length > 0
              ? ['', tableText(body.incidents, incidentColumns(style, io.now()), width, style)]
              : []),
          ].join('\n'),
        );
        return EXIT.ok;
      }),
    );
  making('add', `Make ${what}`)
    .addHelpText('after', examples([`${kind} add --tenant contoso --for 2h --reason "New switches"`, 'from now on']))
    .action(
      act(async (session: Session, options: SilenceOptions) => {
        const { body } = await session.api.call(ROUTES.addSilence, { body: bodyOf(options, kind, session) });
        session.show(body, () => silenceLine(body, session.style, session.io.now()));
        return EXIT.ok;
      }),
    );
}

function addReading(parent: Command, act: Act, kind: 'silence' | 'maintenance'): void {
  parent
    .command('list')
    .description('What is muted now and to come')
    .option('--tenant <name>', 'only what concerns this customer')
    .option('--ended', 'also what ended in the last thirty days')
    .addHelpText('after', examples([`${kind} list --tenant contoso`, 'soonest first']))
    .action(
      act(async (session: Session, { tenant, ended }: { tenant?: string; ended?: boolean }) => {
        const query = { tenant, ...(ended && { ended: 'true' as const }) };
        const { body } = await session.api.call(ROUTES.listSilences, { query });
        const items = body.items.filter((item) => item.kind === kind);
        session.show({ items }, () => silencesText(items, session.style, session.io.now()));
        return EXIT.ok;
      }),
    );
  parent
    .command('end')
    .description('End it now: what was kept back and is still open is told')
    .argument('<id>', 'as `list` shows it')
    .addHelpText('after', examples([`${kind} end 019ab9c4-8f6e-7d3a-8b1c-2f4e6a8c0d1e`, 'earlier than planned']))
    .action(
      act(async (session: Session, id: string) => {
        const { body } = await session.api.call(ROUTES.endSilence, { params: { id } });
        session.show(body, () => silenceLine(body, session.style, session.io.now()));
        return EXIT.ok;
      }),
    );
}

function bodyOf(
  { tenant, match = [], from, both, reason, ...span }: SilenceOptions,
  kind: 'silence' | 'maintenance',
  { io }: Session,
) {
  const start = from === undefined ? io.now() : new Date(from);
  if (Number.isNaN(start.getTime())) throw usage(`"${from}" is no moment.`, 'Write it as 2026-11-30T09:00:00Z.');
  return {
    kind,
    ...(tenant !== undefined && { tenant }),
    mutes: both ? ('both' as const) : ('own-party' as const),
    matchers: [...match],
    ...(from !== undefined && { startsAt: start.toISOString() }),
    endsAt: momentIn(span, start),
    reason,
  };
}

function collect(text: string, before: readonly Matching[] = []): readonly Matching[] {
  const [, field, is, value] = MATCH.exec(text) ?? [];
  if (!MATCHER_FIELDS.some((known) => known === field) || !is || !value)
    throw usage(
      `"${text}" is no matcher.`,
      `Write it as area=printing or title~*toner*; fields: ${MATCHER_FIELDS.join(', ')}.`,
    );
  return [...before, { field: field as MatcherField, is: is as Matching['is'], value }];
}

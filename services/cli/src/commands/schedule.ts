import { ROUTES } from '@demarc/contracts';
import { type ContactSlot, CONTACT_SLOTS } from '@demarc/domain';
import { oneOf } from '../choice.js';
import { type CommandFile, examples } from '../command-file.js';
import { EXIT } from '../exit-code.js';
import { schedulesText } from '../print/schedules-text.js';
import { readInput } from '../read-input.js';
import type { Session } from '../session.js';

interface OfArea {
  readonly tenant: string;
  readonly area: ContactSlot;
}

interface OverrideOptions extends OfArea {
  readonly contact: string;
  readonly from: string;
  readonly until: string;
  readonly because: string;
}

const TENANT = ['--tenant <name>', 'whose; `microsoft` for its own teams'] as const;
const AREA = ['--area <area>', CONTACT_SLOTS.join(', '), oneOf(CONTACT_SLOTS)] as const;

export const scheduleCommand: CommandFile = (program, act) => {
  const schedule = program
    .command('schedule')
    .description('Who is on call: turns by the day or week, and who stands in')
    .addHelpText(
      'after',
      examples(
        ['schedule show --tenant contoso', 'who is on call, now and in the coming weeks'],
        ['schedule put week.json --tenant contoso --area security', 'a rotation'],
        [
          'schedule override --tenant contoso --area security --contact "Dora" --from 2026-12-24 --until 2026-12-27 --because "Ada is away"',
          'somebody else for a time',
        ],
      ),
    );

  schedule
    .command('show')
    .description('Who is on call, now and in the coming four weeks')
    .requiredOption(...TENANT)
    .addHelpText('after', examples(['schedule show --tenant contoso', 'area by area']))
    .action(
      act(async (session: Session, { tenant }: { tenant: string }) => {
        const { body } = await session.api.call(ROUTES.listSchedules, { params: { tenant } });
        session.show(body, () => schedulesText(tenant, body.items, sheetOf(session)));
        return EXIT.ok;
      }),
    );

  schedule
    .command('put')
    .description('Replace the schedule of an area')
    .argument('<file>', 'JSON with timeZone, rotation {every, handoverAt, startsOn, members} and overrides')
    .requiredOption(...TENANT)
    .requiredOption(...AREA)
    .addHelpText('after', examples(['schedule put week.json --tenant contoso --area security', 'in force at once']))
    .action(
      act(async (session: Session, file: string, { tenant, area }: OfArea) => {
        const body = await readInput(file, session.io);
        const answer = await session.api.call(ROUTES.putSchedule, { params: { tenant, area }, body });
        session.show(answer.body, () => schedulesText(tenant, [answer.body], sheetOf(session)));
        return EXIT.ok;
      }),
    );

  schedule
    .command('override')
    .description('Let somebody else be on call for a time')
    .requiredOption(...TENANT)
    .requiredOption(...AREA)
    .requiredOption('--contact <name>', 'who stands in: a contact of the area')
    .requiredOption('--from <moment>', 'such as 2026-12-24T09:00:00+01:00')
    .requiredOption('--until <moment>', 'likewise')
    .requiredOption('--because <text>', 'why')
    .addHelpText('after', examples(['schedule show --tenant contoso', 'shows it']))
    .action(
      act(async (session: Session, { tenant, area, ...override }: OverrideOptions) => {
        const answer = await session.api.call(ROUTES.addOverride, { params: { tenant, area }, body: override });
        session.show(answer.body, () => schedulesText(tenant, [answer.body], sheetOf(session)));
        return EXIT.ok;
      }),
    );

  schedule
    .command('remove')
    .description('Remove the schedule of an area: all of its contacts are told again')
    .requiredOption(...TENANT)
    .requiredOption(...AREA)
    .addHelpText('after', examples(['schedule remove --tenant contoso --area security', 'nobody takes turns']))
    .action(
      act(async (session: Session, params: OfArea) => {
        const { body } = await session.api.call(ROUTES.removeSchedule, { params: { ...params } });
        session.show(body, () => `${session.style.green('done')}  ${params.area} of ${params.tenant} takes no turns`);
        return EXIT.ok;
      }),
    );
};

const sheetOf = ({ style, width, io }: Session) => ({ style, width, now: io.now() });

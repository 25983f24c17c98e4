import { ROUTES, type TenantView } from '@demarc/contracts';
import { type CommandFile, examples } from '../command-file.js';
import { EXIT } from '../exit-code.js';
import { usage } from '../failure.js';
import { tableText } from '../print/table.js';
import { exactTime } from '../print/time.js';
import type { Session } from '../session.js';

interface AddOptions {
  readonly name?: string;
  readonly entraTenantId?: string;
  readonly freshHours?: number | 'never';
}

export const tenantCommand: CommandFile = (program, act) => {
  const tenant = program
    .command('tenant')
    .description('The customers')
    .addHelpText(
      'after',
      examples(['tenant list', 'who is a customer'], ['tenant add contoso --name "Contoso Ltd"', 'one more']),
    );

  tenant
    .command('add')
    .description('Make a tenant, or bring one up to date; what is left out stays as it is')
    .argument('<tenant>', 'its short name: lower-case letters, digits and hyphens')
    .option('--name <text>', 'its full name; of a new one, without it, the short one')
    .option('--entra-tenant-id <guid>', 'alerts that name another are refused')
    .option('--fresh-hours <n>', 'for how long an inventory of its devices counts, or never: never stale', hoursOrNever)
    .addHelpText(
      'after',
      examples(
        ['tenant add contoso --name "Contoso Ltd" --entra-tenant-id 3f2504e0-4f89-41d3-9a0c-0305e82c3301', ''],
        ['tenant add contoso --fresh-hours 48', 'its devices are imported every other day'],
      ),
    )
    .action(
      act(async (session: Session, name: string, options: AddOptions) => {
        const { name: fullName, entraTenantId, freshHours } = options;
        const directoryFreshHours = freshHours === 'never' ? null : freshHours;
        const body = { tenant: name, name: fullName, entraTenantId, directoryFreshHours };
        const answer = await session.api.call(ROUTES.putTenant, { body });
        session.show(answer.body, () => `${session.style.green('done')}  ${answer.body.tenant}, ${answer.body.name}`);
        return EXIT.ok;
      }),
    );

  tenant
    .command('list')
    .description('All tenants')
    .addHelpText('after', examples(['tenant list', 'who is a customer, and whose devices are known']))
    .action(
      act(async (session: Session) => {
        const { body } = await session.api.call(ROUTES.listTenants);
        session.show(body, () => tenantsText(body.items, session));
        return EXIT.ok;
      }),
    );
};

const MOST_FRESH_HOURS = 8_784;

function hoursOrNever(text: string): number | 'never' {
  if (text.trim().toLowerCase() === 'never') return 'never';
  const hours = Number(text);
  if (Number.isInteger(hours) && hours > 0 && hours <= MOST_FRESH_HOURS) return hours;
  throw usage(`--fresh-hours needs a number of hours up to ${MOST_FRESH_HOURS}, or never; found "${text}".`);
}

function tenantsText(tenants: readonly TenantView[], { style, width }: Session): string {
  if (tenants.length === 0) return 'There is no tenant yet: `demarc tenant add` makes one.';
  return tableText(
    tenants,
    [
      { title: 'TENANT', value: ({ tenant }) => tenant, paint: style.bold },
      { title: 'NAME', value: ({ name }) => name, flexible: true },
      { title: 'DEVICES AS OF', value: inventoryText },
      { title: 'FRESH', value: ({ directoryFreshHours: hours }) => (hours ? `${hours} h` : 'always'), dropFirst: 2 },
      { title: 'ENTRA TENANT', value: ({ entraTenantId }) => entraTenantId ?? '-', paint: style.dim, dropFirst: 1 },
    ],
    width,
    style,
  );
}

function inventoryText({ directoryAsOf, directoryCoverage }: TenantView): string {
  if (directoryAsOf === null) return 'never imported';
  return `${exactTime(directoryAsOf)}${directoryCoverage === 'partial' ? ', partial' : ''}`;
}

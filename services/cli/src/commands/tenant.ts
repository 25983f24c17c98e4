import { ROUTES } from '@demarc/contracts';
import { type CommandFile, examples } from '../command-file.js';
import { EXIT } from '../exit-code.js';
import { tableText } from '../print/table.js';
import type { Session } from '../session.js';

interface AddOptions {
  readonly name?: string;
  readonly entraTenantId?: string;
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
    .description('Make a tenant, or bring one up to date')
    .argument('<tenant>', 'its short name: lower-case letters, digits and hyphens')
    .option('--name <text>', 'its full name; default: the short one')
    .option('--entra-tenant-id <guid>', 'alerts that name another are refused')
    .addHelpText(
      'after',
      examples(['tenant add contoso --name "Contoso Ltd" --entra-tenant-id 3f2504e0-4f89-41d3-9a0c-0305e82c3301', '']),
    )
    .action(
      act(async (session: Session, name: string, options: AddOptions) => {
        const body = { tenant: name, name: options.name ?? name, entraTenantId: options.entraTenantId ?? null };
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

type TenantRow = Readonly<{ tenant: string; name: string; entraTenantId: string | null; directoryLoaded: boolean }>;

function tenantsText(tenants: readonly TenantRow[], { style, width }: Session): string {
  if (tenants.length === 0) return 'There is no tenant yet: `demarc tenant add` makes one.';
  return tableText(
    tenants,
    [
      { title: 'TENANT', value: ({ tenant }) => tenant, paint: style.bold },
      { title: 'NAME', value: ({ name }) => name, flexible: true },
      { title: 'DEVICES', value: ({ directoryLoaded }) => (directoryLoaded ? 'imported' : 'never imported') },
      { title: 'ENTRA TENANT', value: ({ entraTenantId }) => entraTenantId ?? '-', paint: style.dim, dropFirst: 1 },
    ],
    width,
    style,
  );
}

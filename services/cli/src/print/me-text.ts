import type { MeBody } from '@demarc/contracts';
import { cleanLine } from './clean.js';

/** Who somebody is: name and party, each role with its tenants, and what they may do. */
export function meText({ kind, name, party, roles, permissions }: MeBody): string {
  const who = kind === 'key' ? ', an API key' : '';
  return [
    `${party}/${cleanLine(name)}${who}`,
    '',
    ...roles.map(({ role, tenants, seesSecurity }) => {
      const where = tenants === 'all' ? 'all tenants' : tenants.join(', ');
      return `  ${role} on ${where}${seesSecurity ? '' : ', without security incidents'}`;
    }),
    '',
    `May ${Object.keys(permissions).join(', ')}.`,
  ].join('\n');
}

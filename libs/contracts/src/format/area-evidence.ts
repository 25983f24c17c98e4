import type { Subject } from '@demarc/domain';

/**
 * The accounts Microsoft keeps in a customer's tenant to run the service, each `<name>@<tenant>.onmicrosoft.com`
 * (Managed-Desktop docs, conditional access: accounts to exclude). An alert on one is Microsoft's (domain case 17).
 */
const MMD_ACCOUNTS: ReadonlySet<string> = new Set(['msadmin', 'msadminint', 'mstest', 'mwaas_soc_ro', 'mwaas_wdgsoc']);
const MMD_ACCOUNT_DOMAIN = '.onmicrosoft.com';
const MMD_APPLICATION = 'modern workplace management';

/**
 * What a Defender alert happened on, in one word that area rules find in the field `evidence`: the strongest of
 * `affected device`, `account of MMD`, `mailbox`, and else the type of the first thing that is no device.
 */
export function evidenceOf(subjects: readonly Subject[]): string | null {
  if (subjects.some(({ type, role }) => type === 'device' && role === 'affected')) return 'affected device';
  if (subjects.some(isOfMmd)) return 'account of MMD';
  if (subjects.some(({ type }) => type === 'mailbox')) return 'mailbox';
  return subjects.find(({ type }) => type !== 'device')?.type ?? null;
}

function isOfMmd(subject: Subject): boolean {
  const name = subject.name?.toLowerCase();
  if (!name) return false;
  if (subject.type === 'application') return name === MMD_APPLICATION;
  if (subject.type !== 'user' && subject.type !== 'mailbox') return false;
  const [account = '', domain = ''] = name.split('@', 2);
  return domain.endsWith(MMD_ACCOUNT_DOMAIN) && MMD_ACCOUNTS.has(account);
}

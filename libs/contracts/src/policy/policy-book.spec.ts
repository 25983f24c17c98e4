import { type Policy, parseInstant } from '@demarc/domain';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { type PolicyAdoption, PolicyBook } from './policy-book.js';
import { shippedPolicies } from './shipped-policies.js';

const at = (text: string) => parseInstant(text)!;
const adoption = (version: string, holdsFrom: string, more: Partial<PolicyAdoption> = {}): PolicyAdoption => ({
  tenant: 'fabrikam',
  version,
  holdsFrom: at(holdsFrom),
  adoptedAt: at('2023-01-01T00:00:00Z'),
  adoptedBy: 'ana.ribeiro',
  ...more,
});

let shipped: readonly Policy[];
let book: PolicyBook;
beforeAll(async () => {
  shipped = await shippedPolicies();
  book = new PolicyBook(shipped, [
    adoption('2023-07-13', '2023-07-13T00:00:00Z'),
    adoption('2023-03-08', '2023-03-08T00:00:00Z'),
  ]);
});

const versionFor = (of: PolicyBook, tenant: string, time: string) =>
  of.inForce(tenant, at(time)).compiled.policy.version;

describe('the book of policies', () => {
  it.each([
    ['2020-01-01T00:00:00Z', '2021-08-08'],
    ['2023-03-07T23:59:59.9999999Z', '2021-08-08'],
    ['2023-03-08T00:00:00Z', '2023-03-08'],
    ['2023-07-12T23:59:59Z', '2023-03-08'],
    ['2023-07-13T00:00:00Z', '2023-07-13'],
    ['2026-01-01T00:00:00Z', '2023-07-13'],
  ])('at %s fabrikam, which adopted the later versions on their dates, is under %s', (time, version) => {
    expect(versionFor(book, 'fabrikam', time)).toBe(version);
  });

  it('leaves a tenant that adopted nothing on the default for ever, and says so', () => {
    expect(versionFor(book, 'contoso', '2026-01-01T00:00:00Z')).toBe('2021-08-08');
    expect(book.inForce('contoso', at('2026-01-01T00:00:00Z')).because).toBe('the default of every tenant');
  });

  it('says who adopted a version and from when it holds', () => {
    expect(book.inForce('fabrikam', at('2023-08-01T00:00:00Z')).because).toBe(
      'fabrikam adopted it, in force from 2023-07-13',
    );
  });

  it('lets the adoption made last win among those of one time', () => {
    const changed = new PolicyBook(shipped, [
      adoption('2023-07-13', '2023-03-08T00:00:00Z', { adoptedAt: at('2023-02-01T00:00:00Z') }),
      adoption('2023-03-08', '2023-03-08T00:00:00Z', { adoptedAt: at('2023-03-01T00:00:00Z') }),
    ]);
    expect(versionFor(changed, 'fabrikam', '2023-03-08T00:00:00Z')).toBe('2023-03-08');
  });

  it('lists what a tenant adopted in the order in which it holds', () => {
    expect(book.policiesOf('fabrikam').map(({ version }) => version)).toEqual(['2023-03-08', '2023-07-13']);
    expect(book.policiesOf('contoso')).toEqual([]);
  });

  it('compiles a policy once, however it is found', () => {
    expect(book.named('2023-03-08')).toBe(book.inForce('fabrikam', at('2023-04-01T00:00:00Z')).compiled);
    expect(book.named('2023-03-09')).toBeNull();
  });

  it('refuses an adoption of a version that nobody published, and a version that is there twice', () => {
    expect(() => new PolicyBook(shipped, [adoption('2023-03-09', '2023-03-09T00:00:00Z')])).toThrow(/2023-03-09/);
    expect(() => new PolicyBook([...shipped, shipped[0]!])).toThrow(/one version/);
  });
});

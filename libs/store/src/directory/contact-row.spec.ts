import { expect, test } from '@jest/globals';
import { CONTACT_COLUMNS, readContacts } from './contact-row.js';
import { readCsv } from './import-table.js';

const read = (tenant: string, ...lines: string[]) =>
  readContacts(readCsv(lines.join('\n'), CONTACT_COLUMNS), tenant, () => null);

test('a contact has a language and is a person unless the file says otherwise', () => {
  const { contacts, errors } = read('contoso', 'area,name,email', 'Security,Ada,ada@contoso.example');
  expect(errors).toEqual([]);
  expect(contacts).toMatchObject([{ area: 'security', kind: 'person', language: 'en', email: 'ada@contoso.example' }]);
});

test('every mistake is named at once', () => {
  const { errors } = read(
    'contoso',
    'area,kind,name,email,webhook_url,webhook_secret,language',
    'operations,robot,,nobody,ftp://x,short,1',
    'devices,group,Desk,,https://desk.example/hook,,de-AT',
    'devices,group,desk,,,,',
  );
  expect(errors.map(({ line, field }) => [line, field])).toEqual([
    [2, 'area'],
    [2, 'kind'],
    [2, 'name'],
    [2, 'email'],
    [2, 'webhook_url'],
    [2, 'webhook_secret'],
    [2, 'language'],
    [4, 'name'],
  ]);
});

test("the provider's tenant has the provider's teams as areas", () => {
  expect(read('microsoft', 'area,name', 'security-operations,SOC').errors).toEqual([]);
  expect(read('microsoft', 'area,name', 'security,SOC').errors).toMatchObject([{ field: 'area' }]);
});

import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { grantsOf, roleMapping } from '@demarc/contracts';
import { ROLES } from '@demarc/domain';
import { parse } from 'yaml';
import { DEMO_PEOPLE } from './demo-people.js';
import { reasonsAgainstDemoPeople } from './for-demonstration.js';

const MAPPING = new URL('../../people/role-mapping.yaml', import.meta.url);

describe('the people of the demonstration', () => {
  const mapping = roleMapping.parse(parse(readFileSync(MAPPING, 'utf8')));

  it.each(DEMO_PEOPLE)('$id is $role by the mapping that npm start gives the api, and nothing else', (person) => {
    const tenant = /^(contoso|fabrikam)-/.exec(person.id)?.[1];
    expect(grantsOf(mapping, { groups: person.groups })).toEqual([
      expect.objectContaining({ as: person.role, tenants: tenant ? [tenant] : 'all' }),
    ]);
  });

  it('are somebody of every role', () => {
    expect(new Set(DEMO_PEOPLE.map(({ role }) => role))).toEqual(new Set(ROLES));
  });
});

describe('one click without a password', () => {
  it('is for the loopback interface', () => {
    for (const bind of ['127.0.0.1', '127.1.2.3', '::1', 'localhost'])
      expect(reasonsAgainstDemoPeople({ DEMARC_ENV: 'test', NODE_ENV: '' }, bind)).toEqual([]);
    for (const bind of ['0.0.0.0', '::', '10.1.2.3', 'localhost.example.com'])
      expect(reasonsAgainstDemoPeople({}, bind)).toEqual([
        expect.stringMatching(/^DEMARC_BIND is .*DEMARC_OIDC_ISSUER.*127\.0\.0\.1$/),
      ]);
  });

  it.each(['DEMARC_ENV', 'NODE_ENV'])('is not for production, which %s says', (name) => {
    expect(reasonsAgainstDemoPeople({ [name]: ' Production' }, '127.0.0.1')).toEqual([
      expect.stringMatching(`^${name} is "production": .*DEMARC_OIDC_ISSUER.*unset ${name}$`),
    ]);
  });
});

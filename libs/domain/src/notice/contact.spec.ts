import { describe, expect, it } from '@jest/globals';
import { type Contact, reach } from './contact.js';

const contact = (area: Contact['area'], given: Partial<Contact> = {}): Contact => ({
  id: area,
  tenant: 'contoso',
  party: 'customer',
  area,
  kind: 'group',
  name: area,
  language: 'en',
  phone: null,
  role: 'preferred',
  expertAreas: [],
  hours: '24x7',
  reach: 'every',
  channels: [{ type: 'email', address: `${area}@contoso.example` }],
  ...given,
});

describe('whom to tell', () => {
  it('is the contact of the area', () => {
    expect(reach('customer/security', [contact('other'), contact('security')])).toMatchObject({
      found: 'area',
      contacts: [{ area: 'security' }],
    });
  });
  it('else the contact for everything else', () => {
    expect(reach('customer/security', [contact('devices'), contact('other')])).toMatchObject({ found: 'other' });
  });
  it('else anyone of the party', () => {
    expect(reach('customer/security', [contact('devices')])).toMatchObject({ found: 'any' });
  });
  it('is nobody when no contact of the party has a channel', () => {
    const microsoft = contact('operations', { party: 'microsoft' });
    expect(reach('customer/security', [contact('security', { channels: [] }), microsoft])).toEqual({
      found: 'nobody',
      contacts: [],
    });
  });
});

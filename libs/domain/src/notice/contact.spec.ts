import { describe, expect, it } from '@jest/globals';
import { type Contact, type Reaching, type Turn, reach } from './contact.js';

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

  const person = (name: string, given: Partial<Contact> = {}) =>
    contact('security', { id: name, name, kind: 'person', ...given });
  const names = (contacts: readonly Contact[], more: Partial<Reaching>) =>
    reach('customer/security', contacts, { audience: 'team', expertise: null, turns: [], ...more }).contacts.map(
      ({ name }) => name,
    );
  const turn = (onCall: string | null): Turn => ({ area: 'security', members: ['Ada', 'Ben'], onCall });

  it('is of those who take turns only who is on call, and the group always', () => {
    const all = [person('Ada'), person('Ben'), person('Cleo'), contact('security', { name: 'Team' })];
    expect(names(all, { turns: [turn('ben')] })).toEqual(['Ben', 'Cleo', 'Team']);
    expect(names(all, { turns: [turn(null)] })).toEqual(['Ada', 'Ben', 'Cleo', 'Team']);
    // Whose turn it is cannot be told: better all than none.
    expect(names([person('Ada'), person('Ben', { channels: [] })], { turns: [turn('Ben')] })).toEqual(['Ada']);
  });

  it('is also the expert of what an operational incident is about, wherever it belongs', () => {
    const expert = contact('devices', { name: 'Printer expert', role: 'expert', expertAreas: ['printing'] });
    expect(names([person('Ada'), expert], { expertise: 'printing' })).toEqual(['Ada', 'Printer expert']);
    expect(names([person('Ada'), expert], { expertise: 'vpn' })).toEqual(['Ada']);
    expect(names([person('Ada'), expert], {})).toEqual(['Ada']);
  });

  it('is the managers of the party for what concerns them, of the area first, and the team without any', () => {
    const manager = (area: Contact['area']) => contact(area, { name: `manager of ${area}`, role: 'manager' });
    expect(names([person('Ada'), manager('other')], { audience: 'managers' })).toEqual(['manager of other']);
    expect(names([manager('security'), manager('other')], { audience: 'managers' })).toEqual(['manager of security']);
    expect(names([person('Ada')], { audience: 'managers' })).toEqual(['Ada']);
    expect(names([person('Ada'), person('Ben')], { audience: { contacts: ['ben'] } })).toEqual(['Ben']);
  });
});

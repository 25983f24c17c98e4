import { afterEach, describe, expect, it } from '@jest/globals';
import { FIRM_AREA_RULES, SHIPPED_AREA_RULES } from '@demarc/contracts';
import type { AreaRule } from '@demarc/domain';
import { type Answers, refuse, reply, runCli, startStandIn } from './stand-in.fixture.js';

const RULES = '/v1/tenants/contoso/area-rules';
const SAP: AreaRule = { id: 'sap', area: 'line-of-business-app', words: ['sap'] };
const view = (own: readonly AreaRule[]) => ({
  tenant: 'contoso',
  firm: FIRM_AREA_RULES,
  own,
  shipped: SHIPPED_AREA_RULES,
});
const known: Answers = { [`GET ${RULES}`]: (_, response) => reply(response, view([SAP])) };

let standIn: Awaited<ReturnType<typeof startStandIn>> | null = null;
afterEach(async () => {
  await standIn?.close();
  standIn = null;
});
async function run(answers: Answers, argv: readonly string[], input = '') {
  standIn = await startStandIn(answers);
  return { ...(await runCli(standIn.url, ['area', ...argv], { input })), asked: standIn.asked };
}
const test = (...more: string[]) => run(known, ['test', '--tenant', 'contoso', ...more]);

describe('demarc area test', () => {
  it('names the rule that would hold, and what would without the rules of the tenant', async () => {
    const { code, out } = await test('--title', 'SAP cannot print');
    expect([code, out]).toEqual([
      0,
      'line-of-business-app  contoso\'s rule sap: "sap" in title\n' +
        'read as incident; without contoso\'s rules: printing (rule printing-words: "print" in title)\n',
    ]);
  });

  it('takes labels as those of an alert of Alertmanager', async () => {
    const { out } = await test('--title', 'Down', '--label', 'alertname=VpnDown', '--label', 'team=a=b');
    expect(out).toBe('vpn  rule vpn-words: "vpn" in label alertname\nread as alertmanager\n');
  });

  it('takes a service source as that of a Defender alert', async () => {
    const { out } = await test('--title', 'Odd', '--service-source', 'microsoftDefenderForOffice365', '--json');
    expect(JSON.parse(out)).toMatchObject({ format: 'graph-alert', area: 'email' });
  });

  it('says that nothing would hold', async () => {
    expect((await test('--title', 'Something odd')).out).toBe('other  no rule matched\nread as incident\n');
  });

  it('refuses a label that is none', async () => {
    expect((await test('--title', 'x', '--label', 'vpn')).code).toBe(2);
  });
});

describe('demarc area', () => {
  it('rules: lists the own rules between those that they cannot move and those that come with Demarc', async () => {
    const { out } = await run(known, ['rules', '--tenant', 'contoso']);
    const places = ['affected-device', 'sap ', 'printing-words'].map((rule) => out.indexOf(rule));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(Math.min(...places)).toBeGreaterThan(0);
  });

  it('set: sends the file as it is, and names every mistake', async () => {
    const done = await run(
      { [`PUT ${RULES}`]: (_, response) => reply(response, view([SAP])) },
      ['set', '-', '--tenant', 'contoso'],
      '- id: sap\n',
    );
    expect([done.out, done.asked[0]]).toMatchObject([
      'done  contoso has 1 rule of its own\n',
      { body: '- id: sap\n', headers: { 'content-type': 'application/yaml' } },
    ]);
    await standIn?.close();
    const mistakes = [{ field: '[0].area', detail: 'is missing' }];
    const answers: Answers = {
      [`PUT ${RULES}`]: (_, response) => refuse(response, 'invalid-content', 'Nothing was changed', mistakes),
    };
    expect(await run(answers, ['set', '-', '--tenant', 'contoso'], '- id: sap\n')).toMatchObject({
      code: 1,
      err: 'demarc: Nothing was changed\n  [0].area: is missing\n',
    });
  });

  it('unmatched: lists what was not known, and how to mend it', async () => {
    const group = {
      tenant: 'contoso',
      source: 'zabbix',
      words: 'gadget is stuck',
      incidents: 12,
      events: 30,
      lastOpenedAt: '2026-11-22T10:07:00.0000000Z',
      example: { reference: 'INC-7K3Q9-X2M4P', title: 'Gadget 17 is stuck' },
    };
    const answers: Answers = {
      'GET /v1/areas/unmatched': (_, response) => reply(response, { items: [group], incidents: 12, isWhole: true }),
    };
    const { out, asked } = await run(answers, ['unmatched', '--tenant', 'contoso', '--days', '7']);
    expect(asked[0]?.path).toBe('/v1/areas/unmatched?tenant=contoso&days=7');
    expect(out).toMatch(/12 {2}contoso {2}zabbix {2}gadget is stuck +5 min ago {2}INC-7K3Q9-X2M4P\n.*demarc area set/s);
  });
});

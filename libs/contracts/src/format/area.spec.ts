import { describe, expect, test } from '@jest/globals';
import type { AreaRule, SourceEvent } from '@demarc/domain';
import { type Decoded, decodeMessage } from './decode.js';
import { fixture, RECEIVED_AT } from './fixtures/fixture.js';

const SAP: AreaRule = { id: 'sap', area: 'line-of-business-app', words: ['sap'] };

/** The first event of a message to a tenant with these rules. */
function seen(format: string, body: unknown, areaRules: readonly AreaRule[] = []): SourceEvent {
  const kind = format.endsWith('-alert') ? 'security' : 'operational';
  const message = {
    subject: `events.contoso.${kind}.${format}`,
    headers: {},
    body: new TextEncoder().encode(JSON.stringify(body)),
    receivedAt: RECEIVED_AT,
  };
  const decoded: Decoded = decodeMessage(
    message,
    new Map([['contoso', { name: 'contoso', entraTenantId: null, areaRules }]]),
  );
  if (!decoded.ok) throw new Error(decoded.detail);
  return decoded.events[0]!;
}
const areaOf = (...given: Parameters<typeof seen>) => {
  const { area, areaFrom } = seen(...given);
  return [area, areaFrom];
};
const alert = (labels: Record<string, string>, summary?: string) => ({
  version: '4',
  alerts: [{ labels, annotations: summary === undefined ? {} : { summary } }],
});
const cloudAlert = {
  id: 'a',
  title: 'Odd sign-in to SAP',
  serviceSource: 'microsoftDefenderForCloudApps',
  evidence: [],
};

describe('what an event is about', () => {
  test('is what its publisher says, whatever any rule says', () => {
    const everything: AreaRule = { id: 'all', area: 'data', words: ['vpn'] };
    expect(areaOf('incident', { title: 'VPN', area: 'Cloud App' }, [everything])).toEqual(['cloud-app', 'field area']);
    expect(areaOf('alertmanager', alert({ alertname: 'VPN', demarc_area: 'proxy' }), [everything])).toEqual([
      'proxy',
      'label demarc_area',
    ]);
    expect(areaOf('incident', { title: 'VPN', labels: { area: 'email' } }, [everything])).toEqual([
      'email',
      'label area',
    ]);
  });

  test("is what the tenant's own rule says before a shipped one, and the receipt names it", () => {
    const printing = alert({ alertname: 'SapPrintQueue' });
    expect(areaOf('alertmanager', printing)).toEqual(['printing', 'rule printing-words: "print" in label alertname']);
    expect(areaOf('alertmanager', printing, [SAP])).toEqual([
      'line-of-business-app',
      'contoso\'s rule sap: "sap" in label alertname',
    ]);
  });

  test("is what the first of the tenant's own rules says, also when a later one holds in a more telling field", () => {
    const vpn: AreaRule = { id: 'tunnel', area: 'vpn', words: ['vpn'] };
    const both = alert({ alertname: 'VpnDown' }, 'SAP cannot be reached');
    expect(areaOf('alertmanager', both, [SAP, vpn])).toEqual([
      'line-of-business-app',
      'contoso\'s rule sap: "sap" in title',
    ]);
    expect(areaOf('alertmanager', both, [vpn, SAP])[0]).toBe('vpn');
  });

  test('is what a shipped rule says of the most telling field', () => {
    expect(areaOf('alertmanager', alert({ alertname: 'VpnDown' }, 'Nobody can print'))).toEqual([
      'vpn',
      'rule vpn-words: "vpn" in label alertname',
    ]);
  });

  test('is other when nothing holds, and says so', () => {
    expect(areaOf('incident', { title: 'Something odd' }, [SAP])).toEqual(['other', 'no rule matched']);
  });
});

describe('a Defender alert', () => {
  test('with an affected device is about it, whatever the tenant would have it be', () => {
    const rules: AreaRule[] = [{ id: 'mine', area: 'other', in: ['evidence', 'title'], equals: ['*'] }];
    expect(areaOf('graph-alert', fixture('graph-alert'), rules)).toEqual([
      'endpoint',
      'rule affected-device: "affected device" in evidence',
    ]);
  });

  test('on an account of MMD is about that', () => {
    const evidence = [
      {
        '@odata.type': '#microsoft.graph.security.userEvidence',
        userAccount: { userPrincipalName: 'MSAdmin@contoso.onmicrosoft.com' },
      },
    ];
    expect(areaOf('graph-alert', { ...cloudAlert, evidence }, [SAP])).toEqual([
      'mmd-service-account',
      'rule mmd-account: "account of MMD" in evidence',
    ]);
  });

  test('without either is about what the tenant says, else what the product that saw it watches', () => {
    expect(areaOf('graph-alert', cloudAlert)).toEqual([
      'cloud-app',
      'rule source-cloud-apps: "microsoftDefenderForCloudApps" in serviceSource',
    ]);
    expect(areaOf('graph-alert', cloudAlert, [SAP])).toEqual([
      'line-of-business-app',
      'contoso\'s rule sap: "sap" in title',
    ]);
  });

  test('whose product says nothing is about the first thing it names', () => {
    const mailbox = { '@odata.type': '#microsoft.graph.security.mailboxEvidence', primaryAddress: 'a@contoso.com' };
    const body = { ...cloudAlert, serviceSource: 'microsoft365Defender', evidence: [mailbox] };
    expect(areaOf('graph-alert', body)).toEqual(['email', 'rule mailbox: "mailbox" in evidence']);
    expect(areaOf('graph-alert', { ...body, evidence: [] })).toEqual(['other', 'no rule matched']);
  });
});

describe('an incident report', () => {
  test.each([
    ['microsoft.network/VpnGateways', 'vpn', 'resource-azure-vpn: "microsoft.network/vpngateways"'],
    ['Microsoft.Network/loadBalancers', 'network', 'resource-azure-network: "microsoft.network/*"'],
    ['Microsoft.Compute/virtualMachines', 'cloud-app', 'resource-azure-cloud: "microsoft.compute/*"'],
    ['#microsoft.graph.deviceCompliancePolicy', 'device-policy', 'resource-intune-policy: "deviceCompliancePolicy"'],
  ])('about a resource of type %s is about %s', (resourceType, area, rule) => {
    expect(areaOf('incident', { title: 'Printer', resourceType })).toEqual([area, `rule ${rule} in resourceType`]);
  });

  test('that says nothing itself is about the services it names', () => {
    expect(areaOf('incident', { title: 'Slow since noon', services: ['vpn-west'] })).toEqual([
      'vpn',
      'rule vpn-words: "vpn" in service',
    ]);
  });
});

describe('a rule', () => {
  const rule = (more: Partial<AreaRule>): AreaRule[] => [{ id: 'r', area: 'data', ...more }];

  test.each([
    ['a beginning of a word', ['print'], 'PrintSpoolerDown', true],
    ['no middle of a word', ['pool'], 'PrintSpoolerDown', false],
    ['several words in a row', ['Spooler down'], 'print_spooler-down', true],
    ['a name in capitals, as it is spelled', ['onedrive'], 'OneDrive stopped', true],
    ['a name in capitals, taken apart', ['one drive'], 'OneDrive stopped', true],
    ['a word of a rule in capitals, in any case', ['OneDrive'], 'onedrive stopped', true],
    ['letters beyond ASCII', ['störung'], 'Große Störung im Werk', true],
    ['and knows an umlaut from a space', ['st rung'], 'Störung', false],
  ])('finds %s', (_, words, title, found) => {
    expect(seen('incident', { title }, rule({ words, in: ['title'] })).areaFrom.startsWith("contoso's")).toBe(found);
  });

  test('looks in one label, in any label, and in no odd label unless it says so', () => {
    const body = alert({ alertname: 'Odd', team: 'payroll' });
    expect(areaOf('alertmanager', body, rule({ in: ['label:team'], equals: ['PayRoll'] }))[1]).toBe(
      'contoso\'s rule r: "PayRoll" in label team',
    );
    expect(areaOf('alertmanager', body, rule({ in: ['label:*'], words: ['pay'] }))[0]).toBe('data');
    expect(areaOf('alertmanager', body, rule({ in: ['label:squad'], words: ['pay'] }))[0]).toBe('other');
    expect(areaOf('alertmanager', body, rule({ words: ['payroll'] }))[0]).toBe('other');
    expect(
      areaOf('incident', { title: 'Odd', labels: { team: 'payroll' } }, rule({ in: ['label:*'], words: ['pay'] }))[0],
    ).toBe('data');
  });

  test('looks in a label under the name that other formats have for it', () => {
    const rules = rule({ in: ['category'], equals: ['odd'] });
    expect(areaOf('alertmanager', alert({ alertname: 'x', category: 'Odd' }), rules)[0]).toBe('data');
    expect(areaOf('incident', { title: 'x', category: 'Odd' }, rules)[0]).toBe('data');
  });

  test('looks nowhere but where it says', () => {
    const rules = rule({ in: ['category'], words: ['odd'] });
    expect(areaOf('incident', { title: 'Odd', category: 'x' }, rules)[0]).toBe('other');
  });

  test('that names formats holds for those only', () => {
    const rules = rule({ formats: ['alertmanager'], words: ['odd'] });
    expect(areaOf('alertmanager', alert({ alertname: 'Odd' }), rules)[0]).toBe('data');
    expect(areaOf('incident', { title: 'Odd' }, rules)[0]).toBe('other');
  });
});

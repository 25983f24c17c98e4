import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { PolicyFileError, QUARANTINE_ADVICE, RUNNING_SERVICES, parsePolicy, shippedPolicies } from '@demarc/contracts';
import {
  CONTACT_AREAS,
  type Contact,
  NOTICE_KINDS,
  type OnCallSchedule,
  lintContacts,
  lintPolicy,
  parseInstant,
} from '@demarc/domain';
import fc from 'fast-check';
import { decode, eventsOf, fixture } from '../../../../libs/contracts/src/format/fixtures/fixture.js';
import { clause, policyFixture } from '../../../../libs/domain/src/fixtures/policy-fixture.js';
import { owedUnder } from '../../../../libs/domain/src/notice/owed-under.js';
import { FACT_VALUES } from '../../../../libs/domain/src/policy/cells.js';
import { hostileBody, hostileHeaders } from '../../../../test/property/hostile-message.js';
import { untoldWords } from '../../../api/src/ledger/untold-words.js';
import { serviceWarnings } from '../../../api/src/watch/service-warnings.js';
import { REASONS } from '../../../notifier/src/channel.js';
import { warningsOf } from '../../../router/src/quarantine/quarantine-warnings.js';
import { inFrench } from './in-french.js';

const NOW = parseInstant('2026-11-27T10:00:00Z')!;
const unsaid = (texts: Iterable<string>) => [...new Set(texts)].filter((text) => inFrench(text) === null);

describe('there is a French phrase for', () => {
  it('where the formats find area and handler of an event', () => {
    const graph = (changes: object) =>
      eventsOf('events.contoso.security.graph-alert', {
        ...fixture('graph-alert'),
        investigationState: null,
        ...changes,
      });
    const comment = (text: string, by: string | null) => ({
      status: 'inProgress',
      comments: [{ comment: text, createdByDisplayName: by, createdDateTime: '2022-10-18T09:50:00Z' }],
    });
    const alertmanager = (labels: object) => {
      const message = fixture('alertmanager');
      const [alert] = message['alerts'] as object[];
      return eventsOf('events.contoso.operational.alertmanager', { ...message, alerts: [{ ...alert, labels }] });
    };
    const events = [
      ...['resolved', 'new', 'inProgress'].flatMap((status) =>
        [
          null,
          'Automation',
          'API-Automated Investigation and Response',
          'CSOC',
          'API-Sentinel',
          'ann@contoso.com',
        ].flatMap((assignedTo) =>
          [null, 'successfullyRemediated', 'failed'].flatMap((investigationState) =>
            graph({ status, assignedTo, investigationState }),
          ),
        ),
      ),
      ...graph({ status: 'new', assignedTo: 'CSOC', resolvedDateTime: '2022-10-18T09:45:00Z' }),
      ...graph({ status: 'resolved', evidence: [{ '@odata.type': 'deviceEvidence', remediationStatus: 'Running' }] }),
      ...graph(comment('Handled by the CSOC', 'ann@contoso.com')),
      ...graph(comment('Handled by the CSOC', null)),
      ...graph(comment('closed', 'soc-bot@contoso.com')),
      ...graph({ productName: 'Red Canary', status: 'inProgress' }),
      ...(['graph-alert-host-only', 'graph-alert'] as const).flatMap((name) =>
        eventsOf('events.contoso.security.graph-alert', fixture(name)),
      ),
      ...eventsOf('events.contoso.security.mde-alert', fixture('mde-alert')),
      ...eventsOf('events.contoso.operational.incident', fixture('incident')),
      ...eventsOf('events.contoso.operational.incident', { ...fixture('incident'), area: 'vpn' }),
      ...alertmanager({ alertname: 'PrinterDown', job: 'printers' }),
      ...alertmanager({ alertname: 'Odd', demarc_area: 'vpn' }),
      ...alertmanager({ alertname: 'Odd' }),
    ];
    expect(new Set(events.map(({ handledByFrom }) => handledByFrom)).size).toBeGreaterThan(12);
    expect(unsaid(events.flatMap(({ areaFrom, handledByFrom }) => [areaFrom, handledByFrom]))).toEqual([]);
    expect(inFrench('contoso\'s rule 7: "printer" in label job')).toBe(
      'règle 7 de contoso : « printer » dans l’étiquette job',
    );
  });

  it('why a message cannot be read, whatever somebody did to it', () => {
    const details = new Set<string>();
    const take = (subject: string, body: unknown, headers: Record<string, string> = {}) => {
      const decoded = decode(subject, body, headers);
      if (!decoded.ok) details.add(decoded.detail);
    };
    const property = fc.property(hostileBody, hostileHeaders, (mutated, headers) =>
      take(`events.contoso.${mutated.kind}.${mutated.format}`, mutated.body, headers as Record<string, string>),
    );
    fc.assert(property, { numRuns: 1_500, seed: 1 });
    for (const text of [
      '',
      '{',
      '[1,',
      '{"a":1,}',
      '{"a" 1}',
      '{a:1}',
      '"',
      '{"a":"\\x"}',
      'nul',
      '[]',
      '7',
      '"a"',
      'null',
    ])
      take('events.contoso.security.graph-alert', text);
    take('events.contoso.security.graph-alert', { id: 7 });
    take('events.contoso.security.graph-alert', {});
    take('events.contoso.operational.incident', {});
    take('events.contoso.operational.alertmanager', { version: '9', alerts: [{}] });
    take('events.contoso.security.graph-alert', { ...fixture('graph-alert'), tenantId: crypto.randomUUID() });
    for (const subject of ['events.nobody.security', 'events', 'events.contoso.x', 'events.contoso.security.x'])
      take(subject, {});
    take('events.contoso.security.alertmanager', {});
    for (const said of [{ source: 'demarc:reconcile' }, { serviceRaised: true }])
      take('events.contoso.operational.incident', { ...fixture('incident'), ...said });
    take('events.contoso.security.graph-alert', new Uint8Array(1_048_577));
    expect(details.size).toBeGreaterThan(50);
    expect(unsaid(details)).toEqual([]);
  });

  it('what to do about a message, and what is nearly full', () => {
    const use = (tenant: string | null) =>
      ({ tenant, messages: 0, bytes: 0, waiting: 90, waitingBytes: 90, expiring: 3 }) as const;
    const room = { messages: 100, bytes: 100 };
    const warnings = warningsOf([use('contoso'), use(null)], room, room);
    expect(warnings).toHaveLength(5);
    expect(unsaid(warnings.map(({ message }) => message))).toEqual([]);
    const asked = [true, false].map((refused) => serviceWarnings({ refused, services: [] }));
    const unready = RUNNING_SERVICES.map((name) => ({ name, ready: false })) as never;
    expect(unsaid([...asked.flat(), ...serviceWarnings({ refused: false, services: unready })])).toEqual([]);
    expect(unsaid(Object.values(QUARANTINE_ADVICE).map((advice) => advice.replaceAll('`', '')))).toEqual([]);
  });

  it('what the lint finds in policies', () => {
    const conditions = fc.record(
      {
        device: fc.subarray([...FACT_VALUES.device], { minLength: 1 }),
        kind: fc.subarray([...FACT_VALUES.kind]),
      },
      { requiredKeys: [] },
    );
    const messages = new Set<string>();
    const property = fc.property(fc.array(conditions, { minLength: 1, maxLength: 5 }), (whens) => {
      const clauses = whens.map((when, n) =>
        clause({
          id: `C${n}`,
          when,
          queue: n % 2 === 0 ? 'customer/other' : 'customer/devices',
          yieldsTo: n === 1 ? ['C0', 'C3', 'GONE'] : [],
        }),
      );
      for (const { message } of lintPolicy(policyFixture({ clauses }))) messages.add(message);
    });
    fc.assert(property, { numRuns: 100, seed: 1 });
    expect(unsaid(messages)).toEqual([]);
    const kinds = [
      'No clause',
      'before it already took',
      ', because a fact',
      'takes facts',
      'is not there',
      'takes nothing',
      'does not stand',
    ];
    expect(kinds.filter((kind) => ![...messages].some((message) => message.includes(kind)))).toEqual([]);
  });

  it('what keeps a text from being a policy', async () => {
    const shipped = await shippedPolicies();
    const gap = readFileSync(
      new URL('../../../../libs/contracts/src/policy/fixtures/gap.yaml', import.meta.url),
      'utf8',
    );
    const spoilt: readonly (readonly [string, string])[] = [
      ['owner: microsoft', 'owner: nobody'],
      ['    owner: microsoft\n', ''],
      ['queue: microsoft/operations', 'queue: customer/devices'],
      ['queue: customer/security, when', 'queue: microsoft/operations, when'],
      ['contactArea: security', 'contactArea: devices'],
      ['id: CHANGES', 'id: SECURITY'],
      ['id: CHANGES', 'id: "not an id"'],
      ['id: CHANGES', 'id: CHANGES\n    odd: 1'],
      ['version: gap', 'version: Gap'],
      ['version: gap', 'version: 7'],
      ['serviceImpact: []', 'serviceImpact: [{ id: SI, because: it is }]'],
      ['clauses:', 'extends: unheard-of\nclauses:'],
      ['entries: {}', `extends: '${shipped[0]!.version}'\nremove: [GONE]`],
    ];
    const mistakes = spoilt.flatMap(([from, to]) => {
      expect(gap).toContain(from);
      try {
        parsePolicy(gap.replace(from, to), (version) => shipped.find((one) => one.version === version) ?? null);
      } catch (error) {
        if (error instanceof PolicyFileError) return [`${error.summary}.`, ...error.mistakes];
        throw error;
      }
      return [];
    });
    expect(mistakes.length).toBeGreaterThan(15);
    expect(unsaid(mistakes)).toEqual([]);
  });

  it('why a party does not know, and under what it is owed', () => {
    const at = '2026-11-27T10:05:00Z';
    const delivery = (given: object) => ({
      id: 'd1',
      contactName: 'SOC by night',
      channel: 'email',
      target: 'soc@contoso.example',
      answer: null,
      reason: null,
      digestId: null,
      attempts: 1,
      nextAttemptAt: at,
      ...given,
    });
    const told = (reason: string, ...deliveries: object[]) => {
      const { why, todo } = untoldWords({
        reason,
        tenant: 'contoso',
        queue: 'customer/security',
        deliveries: deliveries.map(delivery),
      } as never);
      return [why, todo.replaceAll('`', '')];
    };
    const texts = [
      ...['throttled', 'quiet-hours', null].flatMap((reason) => told('held', { state: 'held', reason })),
      ...told('held', { state: 'held', reason: null, nextAttemptAt: null }),
      ...['silence:s1', 'inhibited:INC-AAAAA-AAAAA', 'over', null].flatMap((reason) =>
        told('muted', { state: 'muted', reason }, { state: 'muted', reason, nextAttemptAt: null }),
      ),
      ...Object.keys(REASONS).flatMap((reason) => [
        ...told('failed', { state: 'failed', reason }, { state: 'failed', reason, attempts: 12 }),
        ...told('late', { state: 'retrying', reason }, { state: 'retrying', reason, attempts: 2, nextAttemptAt: null }),
      ]),
      ...told('late', { state: 'pending', attempts: 0 }),
      ...told('late', { state: 'digested', digestId: 'n1' }),
      ...told('late'),
      ...told('unreachable'),
      ...Object.keys(REASONS),
      'silence:s1',
      'inhibited:INC-AAAAA-AAAAA',
      'quiet-hours',
      'over',
      ...NOTICE_KINDS.map((kind) => owedUnder({ kind, clauseId: null, policyVersion: null, details: null })),
      ...['first-response', 'update', 'offer', 'answer', 'close', 'dispute'].map((clock) =>
        owedUnder({ kind: 'warning', clauseId: null, policyVersion: null, details: { of: 'warning', clock } as never }),
      ),
      owedUnder({ kind: 'assignment', clauseId: 'MS-4', policyVersion: '2021-08-08', details: null }),
    ];
    expect(unsaid(texts)).toEqual([]);
  });

  it('who cannot be told', () => {
    const contact = (area: Contact['area'], given: Partial<Contact> = {}): Contact => ({
      id: area,
      tenant: 'contoso',
      party: 'customer',
      area,
      kind: 'group',
      name: 'the desk',
      language: 'en',
      phone: null,
      channels: [],
      role: 'preferred',
      expertAreas: [],
      hours: '24x7',
      reach: 'every',
      ...given,
    });
    const schedule: OnCallSchedule = {
      timeZone: 'Europe/Paris',
      rotation: { members: ['Ada', 'the desk'], handoverAt: '09:00', every: 'week', startsOn: '2027-01-04' },
      overrides: [],
    } as never;
    const findings = lintContacts(
      {
        tenant: 'contoso',
        contacts: CONTACT_AREAS.map((area) => contact(area)),
        schedules: [{ area: 'security', schedule }],
      },
      NOW,
    );
    expect(new Set(findings.map(({ finding }) => finding)).size).toBe(7);
    expect(unsaid(findings.map(({ detail }) => detail))).toEqual([]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { type DecodedEvents, decodeMessage } from '@demarc/contracts';
import type { Instant } from '@demarc/domain';
import { createLog } from '@demarc/runtime';
import { aNotice } from '../fixtures/a-notice.js';
import { MissingContacts, missingContactReport } from './missing-contacts.js';

const NOW = '2026-11-20T10:15:30.0000000Z' as Instant;

const decoded = (notice: ReturnType<typeof aNotice>) => {
  const { subject, body } = missingContactReport(notice, 'nobody', NOW);
  const message = { subject, headers: {}, body: Buffer.from(JSON.stringify(body)), receivedAt: NOW };
  return decodeMessage(message, new Map([['contoso', { name: 'contoso', entraTenantId: null }]])) as DecodedEvents;
};

describe('a missing contact', () => {
  it('is an operational incident of the tenant, in the format that every publisher uses', () => {
    const result = decoded(aNotice());
    expect(result).toMatchObject({ ok: true, tenant: 'contoso', kind: 'operational', format: 'incident' });
    expect(result.events[0]).toMatchObject({ area: 'other', severity: 'medium', status: 'firing', remarks: [] });
  });

  it.each([
    ['an operational incident', { kind: 'operational' }, true],
    ['a security incident', { kind: 'security' }, false],
    ['what the service raised about itself', { kind: 'operational', internal: true }, false],
  ] as const)('names %s only to who may know of it', (_, incident, isNamed) => {
    const notice = aNotice({}, { queue: 'customer/security', internal: false, ...incident });
    const { title, description } = missingContactReport(notice, 'nobody', NOW).body;
    expect(`${String(title)} ${String(description)}`.includes(notice.incident.reference)).toBe(isNamed);
    expect(description).toMatch(/^A notice (about INC-\S+ )?is owed to customer\/security of tenant contoso/);
  });

  it('joins the incident of the same tenant and queue, and is a new event each time', () => {
    const [first, second] = [decoded(aNotice()).events[0]!, decoded(aNotice()).events[0]!];
    expect(second.correlationKey).toBe(first.correlationKey);
    expect(second.id).not.toBe(first.id);
    expect(decoded(aNotice({ queue: 'customer/devices' })).events[0]!.correlationKey).not.toBe(first.correlationKey);
  });
});

describe('raising missing contacts', () => {
  const raiser = () => {
    const state = { now: NOW, published: [] as string[], broken: false };
    const missing = new MissingContacts({
      clock: { now: () => state.now },
      log: createLog('test', 'silent'),
      publish: async ({ messageId }) => {
        if (state.broken) throw new Error('JetStream is away');
        state.published.push(messageId);
      },
    });
    return { state, raise: () => missing.raise([{ notice: aNotice(), found: 'other' }]) };
  };

  it('says it once a minute, however many notices lack the contact', async () => {
    const { state, raise } = raiser();
    for (let count = 0; count < 5; count += 1) await raise();
    expect(state.published).toHaveLength(1);
    state.now = '2026-11-20T10:16:30.0000000Z' as Instant;
    await raise();
    expect(state.published).toHaveLength(2);
  });

  it('says it with the next notice when it could not be published', async () => {
    const { state, raise } = raiser();
    state.broken = true;
    await raise();
    state.broken = false;
    await raise();
    expect(state.published).toHaveLength(1);
  });
});

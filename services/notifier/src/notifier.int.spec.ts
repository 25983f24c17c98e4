import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type IncidentNotice, subjectOf } from '@demarc/contracts';
import { epochMs, instantOf } from '@demarc/domain';
import {
  type RedriveWhich,
  deliveriesOfIncident,
  inTransaction,
  listDeliveries,
  newId,
  planNotices,
  redriveDeliveries,
} from '@demarc/store';
import { SECRET, aContact, aNotice, emailTo, webhookTo } from '../fixtures/a-notice.js';
import { NotifierUnderTest } from '../fixtures/notifier-under-test.js';
import { isSignedBy, startFakeReceiver } from '../../../test/harness/fake-receiver.js';

const START_BUDGET_MS = 60_000;

let under: NotifierUnderTest;
beforeAll(async () => {
  under = await NotifierUnderTest.start();
  await under.notifier({ DEMARC_SEND_TIMEOUT_MS: '500', DEMARC_SEND_LEASE_MS: '5000' });
}, START_BUDGET_MS);
afterAll(() => under.stop(), START_BUDGET_MS);
beforeEach(() => under.receiver.answerWith(200));

const withWebhook = () => under.tenant(() => [aContact([webhookTo(under.receiver.url)])]);
const noticeFor = (tenant: string, more: Partial<IncidentNotice> = {}) =>
  aNotice({ tenant, owedAt: under.clock.now(), ...more });
const gotOf = (notice: IncidentNotice, count = 1) =>
  under.receiver.waitFor(({ json }) => json.data?.notice.id === notice.id, count);
const countOf = (notice: IncidentNotice) =>
  under.receiver.received.filter(({ json }) => json.data?.notice.id === notice.id).length;

describe('a notice', () => {
  it('reaches every channel of the contact, signed, and each answer is recorded', async () => {
    const tenant = await under.tenant(() => [
      aContact([webhookTo(under.receiver.url), emailTo('soc@contoso.example')]),
    ]);
    const notice = noticeFor(tenant);
    await under.publish(notice);
    expect(isSignedBy((await gotOf(notice))[0]!, SECRET)).toBe(true);
    await under.mailbox.waitFor(({ mail }) => mail.messageId?.includes(notice.id) ?? false);
    await under.states(notice, ['sent', 'sent']);
    const [record] = await deliveriesOfIncident(under.store, tenant, notice.incidentId);
    expect(record).toMatchObject({ id: notice.id, kind: 'assignment', state: 'planned' });
    expect(
      record!.deliveries.map(({ channel, target, state, attempts }) => [channel, target, state, attempts.length]),
    ).toEqual([
      ['webhook', under.receiver.url, 'sent', 1],
      ['email', 'soc@contoso.example', 'sent', 1],
    ]);
    expect(record!.deliveries[0]!.attempts[0]).toMatchObject({
      attempt: 1,
      outcome: 'sent',
      reason: 'accepted',
      answer: '200',
    });
    expect(JSON.stringify(record)).not.toContain(SECRET);
  });

  it('is not sent again to a receiver that answered when it is delivered to us again', async () => {
    const notice = noticeFor(await withWebhook());
    await under.publish(notice);
    await under.states(notice, ['sent']);
    await under.publish(notice);
    const later = noticeFor(notice.tenant);
    await under.publish(later);
    await under.states(later, ['sent']);
    expect(countOf(notice)).toBe(1);
  });

  it('that cannot be read or does not exist does not hold back its neighbours', async () => {
    const tenant = await withWebhook();
    const [before, after] = [noticeFor(tenant), noticeFor(tenant)];
    await under.publish(before);
    await under.publish('{"not":"a bundle"}');
    await under.publish('{"not":');
    await under.publish(JSON.stringify({ tenant, ids: [newId()] }));
    await under.publish(after);
    await under.states(before, ['sent']);
    await under.states(after, ['sent']);
  });
});

it('a notice whose message was lost with its stream is told all the same', async () => {
  const notice = noticeFor(await withWebhook());
  await under.owe(notice);
  await under.push(100);
  expect(countOf(notice)).toBe(1);
  await under.states(notice, ['sent']);
});

it('a delivery that a clock far ahead put off is tried by the right one', async () => {
  const notice = noticeFor(await withWebhook());
  await under.publish(notice);
  await under.states(notice, ['sent']);
  const puttingOff = `update deliveries set state = 'retrying', next_attempt_at = $2::timestamptz + interval '2 hours'
                      where tenant_id = $1`;
  await under.store.query(puttingOff, [notice.tenant, under.clock.now()]);
  await under.push(10);
  expect(countOf(notice)).toBe(2);
});

describe('a failed attempt', () => {
  it('is repeated when its time comes, and not before', async () => {
    under.receiver.answerWith(503);
    const notice = noticeFor(await withWebhook());
    await under.publish(notice);
    await under.states(notice, ['retrying']);
    under.receiver.answerWith(200);
    await under.push(1);
    expect(countOf(notice)).toBe(1);
    await under.push(10);
    const [row] = await under.states(notice, ['sent']);
    expect(row).toMatchObject({ attempts: 2, next_attempt_at: null, reason: 'accepted' });
  });

  it('waits as long as the receiver asks', async () => {
    under.receiver.answerWith({ status: 429, headers: { 'retry-after': '600' } });
    const notice = noticeFor(await withWebhook());
    await under.publish(notice);
    const [row] = await under.states(notice, ['retrying']);
    const waitMs = (row!['next_attempt_at'] as Date).getTime() - epochMs(under.clock.now());
    expect(waitMs).toBeGreaterThan(590_000);
    expect(waitMs).toBeLessThanOrEqual(600_000);
  });

  it('goes to the address the contact has by then', async () => {
    under.receiver.answerWith(({ path }) => (path === '/hook' ? 500 : 200));
    const contact = aContact([webhookTo(under.receiver.url)]);
    const notice = noticeFor(await under.tenant(() => [contact]));
    await under.publish(notice);
    await under.states(notice, ['retrying']);
    const corrected = `${under.receiver.url}/corrected`;
    await under.store.query('update contacts set channels = $2 where contact_id = $1', [
      contact.id,
      JSON.stringify([webhookTo(corrected)]),
    ]);
    await under.push(10);
    await under.states(notice, ['sent']);
    const [record] = await deliveriesOfIncident(under.store, notice.tenant, notice.incidentId);
    expect(record!.deliveries[0]!.attempts.map(({ target }) => target)).toEqual([under.receiver.url, corrected]);
  });

  it('is given up after the retry time, listed, and sent after a redrive', async () => {
    under.receiver.answerWith(500);
    const notice = noticeFor(await withWebhook());
    await under.publish(notice);
    await under.states(notice, ['retrying']);
    await under.push(25 * 3_600);
    await under.states(notice, ['failed']);
    const [listed] = await listDeliveries(under.store, {
      states: ['failed', 'unreachable'],
      tenant: notice.tenant,
      limit: 10,
    });
    expect(listed).toMatchObject({
      noticeId: notice.id,
      reason: 'server-error',
      contactName: 'Contoso SOC',
      attempts: 2,
    });
    under.receiver.answerWith(200);
    const redrive = (which: RedriveWhich) =>
      inTransaction(under.store, (client) => redriveDeliveries(client, which, null, under.clock.now()));
    const moved = await redrive({ tenant: notice.tenant });
    expect(moved).toEqual([listed!.id]);
    await under.push(0);
    expect((await under.states(notice, ['sent']))[0]).toMatchObject({ attempts: 3 });
    expect(await redrive({ ids: [listed!.id], tenant: null })).toEqual([]);
  });

  it('that is permanent is not repeated', async () => {
    under.receiver.answerWith(410);
    const notice = noticeFor(await withWebhook());
    await under.publish(notice);
    expect((await under.states(notice, ['failed']))[0]).toMatchObject({ reason: 'gone', next_attempt_at: null });
  });
});

describe('a notifier that died', () => {
  it('after planning is replaced by the due pump when its lease ends', async () => {
    const contact = aContact([webhookTo(under.receiver.url)]);
    const notice = noticeFor(await under.tenant(() => [contact]));
    const now = under.clock.now();
    const { id: noticeId, tenant, incidentId } = notice;
    await planNotices(
      under.store,
      [{ ...notice, incidentId, owedAt: now, state: 'planned', message: notice }],
      [
        {
          id: newId(),
          tenant,
          noticeId,
          incidentId,
          contactId: contact.id,
          contactName: contact.name,
          channel: 'webhook',
          target: under.receiver.url,
          plannedAt: now,
          state: 'pending',
          reason: null,
          nextAttemptAt: instantOf(epochMs(now) + 5_000),
        },
      ],
    );
    await under.push(4);
    expect(countOf(notice)).toBe(0);
    await under.push(2);
    await under.states(notice, ['sent']);
  });
});

describe('a missing contact', () => {
  const raised = (tenant: string) =>
    new Promise<Record<string, unknown>>((resolve) => {
      const subscription = under.bus.subscribe(subjectOf.ownEvent(tenant), {
        callback: (_error, message) => {
          subscription.unsubscribe();
          resolve(message.json());
        },
      });
    });

  it('is replaced by another of the party, and raises an incident about itself', async () => {
    const tenant = await under.tenant(() => [aContact([webhookTo(under.receiver.url)], { area: 'devices' })]);
    const incident = raised(tenant);
    const notice = noticeFor(tenant);
    await under.publish(notice);
    await under.states(notice, ['sent']);
    expect(await incident).toMatchObject({
      dedupKey: `missing-contact:${tenant}:customer/security`,
      status: 'firing',
      area: 'other',
    });
  });

  it('without any other leaves the notice unreachable and listed, until there is one', async () => {
    const tenant = await under.tenant(() => []);
    const incident = raised(tenant);
    const notice = noticeFor(tenant);
    await under.publish(notice);
    await incident;
    await under.states(notice, []);
    const listed = async () =>
      (await listDeliveries(under.store, { tenant, limit: 10 })).map(({ id, state }) => [id, state]);
    for (let seen = await listed(); seen.length === 0; seen = await listed());
    expect(await listed()).toEqual([[notice.id, 'unreachable']]);
    await under.addContact({ ...aContact([webhookTo(under.receiver.url)]), tenant });
    await under.push(31);
    await under.states(notice, ['sent']);
  });
});

describe('a receiver that hangs', () => {
  it('does not hold back the others, and its deliveries are retried', async () => {
    const hanging = await startFakeReceiver('hang');
    const stuck = await under.tenant(() => [aContact([webhookTo(hanging.url)])]);
    const fine = await withWebhook();
    const held = Array.from({ length: 200 }, () => noticeFor(stuck));
    for (const notice of held) await under.publish(notice);
    const notice = noticeFor(fine);
    const startedAt = performance.now();
    await under.publish(notice);
    await gotOf(notice);
    expect(performance.now() - startedAt).toBeLessThan(400);
    await under.states(held[0]!, ['retrying']);
    await hanging.stop();
  });
});

describe('stopping', () => {
  it('finishes and records what is under way', async () => {
    let answer = () => {};
    const slow = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const stopping = await under.notifier({ DEMARC_SEND_TIMEOUT_MS: '5000' });
    // The first notifier steps aside, so that this one gets the notice.
    await under.notifiers[0]!.stop();
    const tenant = await under.tenant(() => [aContact([webhookTo(under.receiver.url)])]);
    const notice = noticeFor(tenant);
    under.receiver.answerWith({ status: 200, after: slow });
    await under.publish(notice);
    await gotOf(notice);
    const stopped = stopping.stop();
    answer();
    await stopped;
    await under.states(notice, ['sent']);
  });
});

import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { newId } from '@demarc/store';
import { aNotice, keepNotices } from '../../../../libs/store/fixtures/a-ledger.js';
import { type TestApi, startTestApi } from '../../fixtures/an-api.js';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
}, 60_000);
afterAll(() => api.stop());

const acknowledge = (id: string, actor: string, json: unknown = {}) =>
  api.ask('POST', `/v1/notices/${id}/acknowledge`, { json, headers: { as: actor } });

it('the party that was told says that it knows, and the first time stays', async () => {
  const notice = aNotice({ incidentId: null });
  await keepNotices(api.store, [notice]);
  const { status, json } = await acknowledge(notice.id, 'customer/dana', { through: 'cli' });
  expect(status).toBe(200);
  expect(json).toMatchObject({
    noticeId: notice.id,
    tenant: 'contoso',
    acknowledgement: { by: 'customer/dana', through: 'cli' },
    repeated: false,
  });
  const again = await acknowledge(notice.id, 'customer/lee');
  expect(again.json).toEqual({ ...json, repeated: true });
});

it('nobody says it for the other party', async () => {
  const notice = aNotice({ incidentId: null });
  await keepNotices(api.store, [notice]);
  const { status, json } = await acknowledge(notice.id, 'microsoft/alex');
  expect(status).toBe(403);
  expect(json).toMatchObject({ type: 'urn:demarc:problem:not-allowed' });
  expect(json.detail).toContain('was owed to customer/security');
  const [row] = await api.store.query('select acknowledged_at as at from notices where notice_id = $1', [notice.id]);
  expect(row).toEqual({ at: null });
});

it('a system says it with no body; who says nothing of itself, or asks for what is not there, is told so', async () => {
  const notice = aNotice({ incidentId: null });
  await keepNotices(api.store, [notice]);
  const path = `/v1/notices/${notice.id}/acknowledge`;
  expect(await api.ask('POST', path, { headers: { as: '' } })).toMatchObject({ status: 401 });
  expect(await acknowledge(newId(), 'customer/dana')).toMatchObject({ status: 404 });
  expect(await acknowledge('seven', 'customer/dana')).toMatchObject({ status: 400 });
  expect(await acknowledge(notice.id, 'customer/dana', { through: 'work' })).toMatchObject({ status: 422 });
  const { json } = await api.ask('POST', path, { headers: { as: 'customer/dana' } });
  expect(json).toMatchObject({ acknowledgement: { through: 'http' } });
});
